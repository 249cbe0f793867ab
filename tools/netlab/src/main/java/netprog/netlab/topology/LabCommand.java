package netprog.netlab.topology;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.util.Messages;
import netprog.util.Ports;
import org.jline.utils.Signals;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Builds a network mode of VMware, and opens a shell in it, runs a command, or tries who reaches whom. */
@Command(name = "lab", sortOptions = false)
public final class LabCommand implements Callable<Integer> {
    private static final Messages MESSAGES = Lab.MESSAGES;
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);
    private static final List<String> BUILDING = List.of("--forward", "--firewall", "--loss", "--delay", "--matrix");
    private static final Pattern TIME = Pattern.compile("(\\d{1,5}(?:\\.\\d{1,3})?)(ms|s)");

    @Parameters(index = "0", paramLabel = "bridged|nat|host-only", descriptionKey = "mode")
    private String modeName;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "-- COMMAND", descriptionKey = "command")
    private List<String> command = new ArrayList<>();

    @Option(names = "--on", paramLabel = "HOST", descriptionKey = "on")
    private String host = "guest";

    @Option(names = "--join", descriptionKey = "join")
    private boolean join;

    @Option(names = "--matrix", descriptionKey = "matrix")
    private boolean matrix;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Option(names = "--show", descriptionKey = "show")
    private boolean show;

    @Option(names = "--forward", paramLabel = "PORT", split = ",", descriptionKey = "forward")
    private List<String> forward = new ArrayList<>();

    @Option(names = "--firewall", paramLabel = "HOST:KIND", descriptionKey = "firewall")
    private List<String> firewall = new ArrayList<>();

    @Option(names = "--loss", paramLabel = "PERCENT", descriptionKey = "loss")
    private String loss = "0";

    @Option(names = "--delay", paramLabel = "TIME", descriptionKey = "delay")
    private String delay = "0ms";

    @Option(names = "--verbose", descriptionKey = "verbose")
    private boolean verbose;

    private VmwareNetwork mode;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Builds, runs, and ends it all; the exit status is the command's. */
    @Override
    public Integer call() throws Exception {
        mode = VmwareNetwork.named(modeName);
        if (mode == null) {
            throw wrong("error.mode", modeName);
        }
        LabOptions options = options();
        String plan = mode.topology(options).script();
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
            return matrix ? tryAll(lab, options, out) : run(lab, errors);
        } catch (LabException e) {
            errors.println(e.getMessage());
            return 1;
        }
    }

    private LabOptions options() {
        if (!Matrix.HOSTS.contains(host) && !host.equals("router")) {
            throw wrong("error.host", host);
        } else if (!forward.isEmpty() && mode != VmwareNetwork.NAT) {
            throw wrong("error.forward", mode);
        } else if (join
                && spec.commandLine().getParseResult().matchedOptions().stream()
                        .anyMatch(option -> BUILDING.contains(option.longestName()))) {
            throw wrong("error.joined", String.join(", ", BUILDING));
        } else if (json && !matrix) {
            throw wrong("error.json");
        } else if (matrix && !command.isEmpty()) {
            throw wrong("error.matrix", String.join(" ", command));
        } else if (!loss.matches("\\d{1,2}|100")) {
            throw wrong("error.loss", loss);
        }
        LabOptions options = LabOptions.NONE.loss(Integer.parseInt(loss)).delay(delay());
        for (String each : forward) {
            options = options.forward(port(each));
        }
        for (String each : firewall) {
            String[] parts = each.split(":", 2);
            Firewall kind = parts.length < 2 ? null : firewall(parts[1]);
            if (kind == null || !Matrix.HOSTS.contains(parts[0])) {
                throw wrong("error.firewall", each);
            }
            options = options.firewall(parts[0], kind);
        }
        return options;
    }

    private Duration delay() {
        Matcher time = TIME.matcher(delay);
        if (time.matches()) {
            double milliseconds =
                    Double.parseDouble(time.group(1)) * (time.group(2).equals("s") ? 1000 : 1);
            Duration each = Duration.ofNanos((long) (milliseconds * 1_000_000));
            if (each.compareTo(LONGEST_DELAY) <= 0) {
                return each;
            }
        }
        throw wrong("error.delay", delay);
    }

    private int port(String text) {
        try {
            return Ports.parse(text, 1);
        } catch (IllegalArgumentException e) {
            throw wrong("error.port", text);
        }
    }

    private static Firewall firewall(String name) {
        return Arrays.stream(Firewall.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElse(null);
    }

    private ParameterException wrong(String key, Object... values) {
        return new ParameterException(spec.commandLine(), MESSAGES.get(key, values));
    }

    private int run(Lab lab, PrintWriter errors) throws IOException, InterruptedException {
        if (command.isEmpty()) {
            errors.println(MESSAGES.get("lab." + mode));
            errors.println(MESSAGES.get(join ? "lab.joined" : "lab.shell", host, mode));
        }
        Signals.register("INT", () -> {}); // Ctrl+C is for the command, which may go on
        return lab.command(host, command.toArray(String[]::new))
                .inheritIO()
                .start()
                .waitFor();
    }

    private int tryAll(Lab lab, LabOptions options, PrintWriter out) throws IOException, InterruptedException {
        Path top =
                Path.of(System.getProperty("netprog.top", ".")).toAbsolutePath().normalize();
        ReachabilityTable expected = new ReachabilityTable(mode, options);
        if (!json) {
            out.println(MESSAGES.get("matrix.title." + mode));
            out.println();
        }
        MatrixTable table = new MatrixTable(new Matrix(lab, top, expected).run());
        boolean agree = table.surprises().isEmpty();
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("mode", mode.toString());
            document.put("compared", expected.isCertain());
            document.put("agree", agree);
            document.put("exchanges", table.rows());
            out.println(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(document));
        } else {
            print(table, options, expected.isCertain(), out);
        }
        return agree || !expected.isCertain() ? 0 : 1;
    }

    private void print(MatrixTable table, LabOptions options, boolean compared, PrintWriter out) {
        table.table().forEach(out::println);
        out.println();
        out.println(MESSAGES.get("matrix.cells", String.join(", ", names())));
        if (!options.forwarded().isEmpty()) {
            out.println(MESSAGES.get("matrix.forwarded", ports(options)));
        }
        List<String> reasons = table.reasons();
        if (!reasons.isEmpty()) {
            out.println(MESSAGES.get("matrix.reasons"));
            reasons.forEach(line -> out.println("  " + line));
        }
        if (!compared) {
            out.println(MESSAGES.get("matrix.chance"));
        } else if (table.surprises().isEmpty()) {
            out.println(MESSAGES.get("matrix.agree"));
        } else {
            out.println(MESSAGES.get("matrix.differ"));
            table.surprises()
                    .forEach(e -> out.println(
                            "  " + e.from() + " -> " + e.to() + "  " + e.service() + "/" + e.protocol() + "  "
                                    + MESSAGES.get(e.seen() ? "matrix.too-much" : "matrix.too-little", e.said())));
        }
    }

    private static List<String> names() {
        Path top =
                Path.of(System.getProperty("netprog.top", ".")).toAbsolutePath().normalize();
        return Matrix.services(top).stream().map(MatrixService::toString).toList();
    }

    private static String ports(LabOptions options) {
        return String.join(
                ", ", options.forwarded().stream().map(String::valueOf).toList());
    }
}
