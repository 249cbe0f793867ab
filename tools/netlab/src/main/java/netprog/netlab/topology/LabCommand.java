package netprog.netlab.topology;

import static netprog.netlab.topology.LabException.MESSAGES;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import netprog.netlab.common.Json;
import netprog.netlab.common.PortConverter;
import netprog.netlab.topology.Matrix.Exchange;
import org.jline.utils.Signals;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Builds a network mode of VMware, and opens a shell in it, runs a command, or tries which host reaches which. */
@Command(name = "lab", sortOptions = false)
public final class LabCommand implements Callable<Integer> {
    private static final List<String> BUILDING = List.of("--forward", "--firewall", "--loss", "--delay", "--matrix");

    @Parameters(arity = "0..*", paramLabel = "bridged|nat|host-only [-- COMMAND]", descriptionKey = "mode")
    private List<String> words = new ArrayList<>();

    private VmwareNetwork mode;
    private List<String> command;

    @Option(names = "--on", paramLabel = "HOST", descriptionKey = "on")
    private String host;

    @Option(names = "--join", descriptionKey = "join")
    private boolean join;

    @Option(names = "--matrix", descriptionKey = "matrix")
    private boolean matrix;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Option(names = "--show", descriptionKey = "show")
    private boolean show;

    @Option(
            names = "--forward",
            paramLabel = "PORT",
            split = ",",
            converter = PortConverter.class,
            descriptionKey = "forward")
    private List<Integer> forward = List.of();

    @Option(
            names = "--firewall",
            paramLabel = "HOST:KIND",
            converter = FirewallConverter.class,
            descriptionKey = "firewall")
    private List<HostFirewall> firewalls = List.of();

    @Option(names = "--loss", paramLabel = "PERCENT", converter = PercentConverter.class, descriptionKey = "loss")
    private int loss;

    @Option(names = "--delay", paramLabel = "TIME", converter = DelayConverter.class, descriptionKey = "delay")
    private Duration delay = Duration.ZERO;

    @Option(names = "--fault", paramLabel = "NAME", descriptionKey = "fault")
    private String faultName;

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "seed")
    private Long seed;

    @Option(names = "--solve", descriptionKey = "solve")
    private boolean solve;

    private Fault fault; // null: nothing is wrong

    @Option(names = "--verbose", descriptionKey = "verbose")
    private boolean verbose;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    record HostFirewall(String host, Firewall firewall) {}

    static final class FirewallConverter implements ITypeConverter<HostFirewall> {
        @Override
        public HostFirewall convert(String text) {
            String[] parts = text.split(":", 2);
            Optional<Firewall> kind = Stream.of(Firewall.values())
                    .filter(each -> parts.length == 2 && each.toString().equals(parts[1]))
                    .findFirst();
            if (kind.isEmpty() || !Matrix.HOSTS.contains(parts[0])) {
                throw new TypeConversionException(MESSAGES.get("error.firewall", text));
            }
            return new HostFirewall(parts[0], kind.get());
        }
    }

    static final class PercentConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("\\d{1,2}|100")) {
                throw new TypeConversionException(MESSAGES.get("error.loss", text));
            }
            return Integer.valueOf(text);
        }
    }

    static final class DelayConverter implements ITypeConverter<Duration> {
        private static final Pattern TIME = Pattern.compile("(\\d{1,5}(?:\\.\\d{1,3})?)(ms|s)");
        private static final double MAX_SECONDS = 10;

        @Override
        public Duration convert(String text) {
            Matcher time = TIME.matcher(text);
            double seconds = time.matches()
                    ? Double.parseDouble(time.group(1)) / (time.group(2).equals("s") ? 1 : 1000)
                    : Double.NaN;
            if (!(seconds <= MAX_SECONDS)) {
                throw new TypeConversionException(MESSAGES.get("error.delay", text));
            }
            return Duration.ofNanos(Math.round(seconds * 1e9));
        }
    }

    /** The document of {@code --matrix --json}. */
    record MatrixDocument(VmwareNetwork mode, boolean compared, boolean agree, List<Exchange> exchanges) {}

    /** Builds the lab, runs what was asked for, and ends the lab; the exit status is the command's. */
    @Override
    public Integer call() throws Exception {
        Optional<VmwareNetwork> named = Stream.of(VmwareNetwork.values())
                .filter(each -> !words.isEmpty() && each.toString().equals(words.get(0)))
                .findFirst();
        mode = named.orElse(null);
        command = words.subList(named.isPresent() ? 1 : 0, words.size());
        if ("list".equals(faultName)) {
            Fault.all().forEach(each -> spec.commandLine().getOut().println(each.name()));
            return 0;
        } else if (faultName != null || solve) {
            chooseFault();
        }
        host = host != null ? host : fault == null ? "guest" : fault.from();
        checkOptions();
        if (solve) {
            return solve();
        }
        LabOptions options = LabOptions.NONE.loss(loss).delay(delay);
        for (int port : forward) {
            options = options.forward(port);
        }
        for (HostFirewall each : firewalls) {
            options = options.firewall(each.host(), each.firewall());
        }
        String plan = (fault == null ? mode.topology(options) : fault.topology()).script();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter errors = spec.commandLine().getErr();
        if (show) {
            out.print(Lab.script(plan));
            out.flush();
            return 0;
        }
        String name = "netprog-lab " + mode;
        long start = System.nanoTime();
        try (Lab lab = join ? Lab.join(name) : Lab.build(plan, name, true, errors::println)) {
            if (verbose) {
                errors.println(MESSAGES.get("lab.ready", (System.nanoTime() - start) / 1_000_000));
            }
            return matrix ? runMatrix(lab, options, out) : run(lab, errors);
        } catch (LabException e) {
            errors.println(e.getMessage());
            return 1;
        }
    }

    /** The fault that was named or drawn; with --solve alone that of the lab in which this runs. */
    private void chooseFault() throws IOException {
        if (faultName == null && !Files.exists(Fault.OF_THIS_LAB)) {
            throw wrong("error.solve");
        }
        String name = faultName == null ? Files.readString(Fault.OF_THIS_LAB).strip() : faultName;
        seed = seed == null ? ThreadLocalRandom.current().nextInt(1, 10_000) : seed;
        fault = Fault.of(name, seed);
        if (fault == null) {
            throw wrong("error.fault", name, joined(Fault.all()));
        } else if (mode != null && mode != fault.mode()) {
            throw wrong("error.fault-mode", name, fault.mode());
        }
        mode = fault.mode();
    }

    private int solve() {
        PrintWriter out = spec.commandLine().getOut();
        String language = Locale.getDefault().getLanguage().equals("ko") ? "ko" : "en";
        out.println(fault.name() + ": " + fault.get(language).get(0));
        if (!fault.get("undo").isEmpty()) {
            out.println(MESSAGES.get("fault.undo"));
            fault.get("undo").forEach(line -> out.println("  on " + line));
        }
        return 0;
    }

    private void checkOptions() {
        if (mode == null) {
            throw words.isEmpty() ? wrong("error.mode") : wrong("error.bad-mode", words.get(0));
        } else if (fault != null
                && (join || matrix || !forward.isEmpty() || !firewalls.isEmpty() || loss > 0 || !delay.isZero())) {
            throw wrong("error.fault-alone");
        } else if (!Matrix.HOSTS.contains(host) && !host.equals("router")) {
            throw wrong("error.host", host);
        } else if (!forward.isEmpty() && mode != VmwareNetwork.NAT) {
            throw wrong("error.forward." + mode);
        } else if (join
                && spec.commandLine().getParseResult().matchedOptions().stream()
                        .anyMatch(option -> BUILDING.contains(option.longestName()))) {
            throw wrong("error.joined", String.join(", ", BUILDING));
        } else if (json && !matrix) {
            throw wrong("error.json");
        } else if (matrix && !command.isEmpty()) {
            throw wrong("error.matrix", String.join(" ", command));
        }
    }

    private ParameterException wrong(String key, Object... values) {
        return new ParameterException(spec.commandLine(), MESSAGES.get(key, values));
    }

    private int run(Lab lab, PrintWriter errors) throws IOException, InterruptedException {
        if (command.isEmpty()) {
            errors.println(MESSAGES.get("lab." + mode));
            if (fault != null) {
                String same = faultName.equals("random") ? "random --seed " + seed : faultName;
                errors.println(MESSAGES.get("fault.task", fault.from(), fault.asked(), same));
            }
            errors.println(MESSAGES.get(join ? "lab.joined" : "lab.shell", host, mode));
        }
        Signals.register("INT", () -> {}); // Ctrl+C is for the command, which may continue
        return lab.command(host, command.toArray(String[]::new))
                .inheritIO()
                .start()
                .waitFor();
    }

    private int runMatrix(Lab lab, LabOptions options, PrintWriter out) throws IOException, InterruptedException {
        ReachabilityTable expected = new ReachabilityTable(mode, options);
        Path top =
                Path.of(System.getProperty("netprog.top", ".")).toAbsolutePath().normalize();
        Matrix all = new Matrix(lab, top, expected);
        if (!json) {
            out.println(MESSAGES.get("matrix.title." + mode));
            out.println();
        }
        List<Exchange> exchanges = all.run();
        boolean agree = exchanges.stream().noneMatch(Exchange::isSurprise);
        if (json) {
            Json.print(out, new MatrixDocument(mode, expected.isCertain(), agree, exchanges));
        } else {
            print(exchanges, all.services(), expected.isCertain(), out);
        }
        return agree || !expected.isCertain() ? 0 : 1;
    }

    private void print(List<Exchange> exchanges, List<MatrixService> services, boolean compared, PrintWriter out) {
        MatrixTable table = new MatrixTable(exchanges);
        table.lines().forEach(out::println);
        out.println();
        out.println(MESSAGES.get("matrix.cells", joined(services)));
        if (!forward.isEmpty()) {
            out.println(MESSAGES.get("matrix.forwarded", joined(forward)));
        }
        List<String> reasons = table.reasons();
        if (!reasons.isEmpty()) {
            out.println(MESSAGES.get("matrix.reasons"));
            reasons.forEach(line -> out.println("  " + line));
        }
        List<Exchange> surprises =
                exchanges.stream().filter(Exchange::isSurprise).toList();
        String result = !compared
                ? "chance"
                : !surprises.isEmpty() ? "differ" : firewalls.isEmpty() ? "agree" : "agree-firewall";
        out.println(MESSAGES.get("matrix." + result));
        if (compared) {
            surprises.forEach(
                    e -> out.println("  " + e.from() + " -> " + e.to() + "  " + e.service() + "/" + e.protocol() + "  "
                            + MESSAGES.get(e.seen() ? "matrix.too-much" : "matrix.too-little", e.said())));
        }
    }

    private static String joined(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
