package netprog.netlab.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import netprog.netlab.common.Json;
import netprog.netlab.common.PortConverter;
import netprog.netlab.common.Table;
import netprog.netlab.doctor.Question.Protocol;
import netprog.netlab.doctor.Step.Certainty;
import netprog.util.HostPort;
import netprog.util.Ports;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Says why a server cannot be reached and what to try; with {@code --self}, whether this host is ready for the course. */
@Command(name = "doctor")
public final class DoctorCommand implements Callable<Integer> {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(5);

    @Parameters(index = "0", arity = "0..1", paramLabel = "HOST", descriptionKey = "doctor.host")
    private String host;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PORT",
            converter = PortConverter.class,
            descriptionKey = "doctor.port")
    private Integer port;

    @ArgGroup
    private Transport transport = new Transport();

    private static final class Transport {
        @Option(names = "--tcp", descriptionKey = "doctor.tcp")
        private boolean tcp;

        @Option(names = "--udp", descriptionKey = "doctor.udp")
        private boolean udp;
    }

    @Option(names = "--timeout", paramLabel = "SECONDS", converter = Seconds.class, descriptionKey = "doctor.timeout")
    private Duration timeout; // null: the usual one

    @Option(names = "--self", descriptionKey = "doctor.self")
    private boolean self;

    @Option(names = "--from", paramLabel = "CLIENT", descriptionKey = "doctor.from")
    private String client;

    @Option(names = "--report", paramLabel = "FILE", descriptionKey = "doctor.report")
    private Path report;

    @Option(names = "--with", paramLabel = "FILE", descriptionKey = "doctor.with")
    private Path with;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private static final class Seconds implements ITypeConverter<Duration> {
        private static final double MAX = 600;

        @Override
        public Duration convert(String text) {
            double seconds = text.matches("[0-9]{1,3}(\\.[0-9]{1,3})?") ? Double.parseDouble(text) : 0;
            if (seconds <= 0 || seconds > MAX) {
                throw new TypeConversionException(Step.text("error.timeout", text));
            }
            return Duration.ofMillis(Math.round(seconds * 1000));
        }
    }

    /** Examines, reports, and returns 0 if all is well, else 1. */
    @Override
    public Integer call() throws Exception {
        if (self) {
            return self();
        }
        if (client != null) {
            throw wrong(Step.text("error.from"));
        }
        Question question = question();
        JsonNode other = with == null ? null : read(with);
        if (other != null && other.path("port").asInt() != question.port()) {
            throw wrong(Step.text("error.other-port", with, other.path("port").asInt(), question.port()));
        }
        Evidence evidence = Examination.of(question);
        Verdict verdict = Verdict.of(evidence);
        List<Step> steps = new ArrayList<>(Diagnosis.of(evidence, verdict));
        if (other != null && !evidence.addresses.isEmpty()) {
            steps.addAll(ServerCheck.together(other, evidence, verdict));
        }
        String protocol = question.protocol().toString();
        String sentence = verdict.sentence(evidence);
        return show(
                new Document(question.host(), question.port(), protocol, verdict.toString(), sentence, steps),
                verdict == Verdict.OK);
    }

    /** Without a port: is this host ready for the course? With one: what keeps clients from a server on this host? */
    private int self() throws IOException, InterruptedException {
        boolean server = host != null;
        if (server && !host.matches("\\d+") || port != null || with != null) {
            throw wrong(Step.text("error.self", port != null ? port : with != null ? "--with" : host));
        } else if (!server && client != null) {
            throw wrong(Step.text("error.from"));
        }
        int wanted = server ? parse(host) : 0;
        List<Step> steps = server ? ServerCheck.steps(wanted, client()) : SelfCheck.steps();
        boolean ready = steps.stream()
                .filter(step -> server ? step.certainty() == Certainty.KNOWN : SelfCheck.isNeeded(step))
                .allMatch(step -> step.next().isEmpty());
        String verdict = ready ? "ok" : "not-ready";
        String sentence = Step.text((server ? "server." : "self.") + verdict, wanted);
        return show(new Document(null, server ? wanted : null, null, verdict, sentence, steps), ready);
    }

    private InetAddress client() {
        try {
            return client == null ? null : InetAddress.getByName(client);
        } catch (UnknownHostException e) {
            throw wrong(Step.text("error.client", client));
        }
    }

    private int parse(String text) {
        try {
            return Ports.parse(text, 1);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    /** Reads what the doctor wrote on the server's machine. */
    private JsonNode read(Path file) {
        try {
            JsonNode document =
                    file.toString().equals("-") ? Json.READER.readTree(System.in) : Json.READER.readTree(file.toFile());
            if (ServerCheck.isReport(document)) {
                return document;
            }
        } catch (IOException e) {
            // The same sentence: it is no report.
        }
        throw wrong(Step.text("error.with", file));
    }

    private Question question() {
        if (host == null) {
            throw wrong(Step.text("error.host"));
        } else if (host.contains("/")) {
            String plain = host.replaceFirst("^[a-z]+:/*", "").replaceFirst("/.*", "");
            throw wrong(Step.text("error.url", host, plain));
        } else if (host.matches("[0-9.]+(:[0-9]+)?") && host.matches("(.*\\.)?0[0-9].*")) {
            throw wrong(Step.text("error.octal", host, host.replaceAll("(?<![0-9:])0+(?=[0-9])", "")));
        }
        try {
            HostPort endpoint = HostPort.parse(host, port == null ? Ports.DEFAULT : 0);
            if (port != null && endpoint.port() != 0) {
                throw wrong(Step.text("error.two-ports", host, port));
            }
            Protocol protocol = transport.udp ? Protocol.UDP : Protocol.TCP;
            return new Question(
                    endpoint.host(),
                    port == null ? endpoint.port() : port,
                    protocol,
                    timeout == null ? USUAL_LIMIT : timeout,
                    timeout != null);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    /** The launcher puts a full stop behind it. */
    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence.replaceFirst("\\.$", ""));
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Document(
            String host, Integer port, String protocol, String verdict, String summary, List<Step> steps) {}

    private int show(Document document, boolean good) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        boolean toOutput = report != null && report.toString().equals("-");
        if (report != null && !toOutput) {
            try {
                Files.writeString(report, Json.text(document, false) + "\n");
            } catch (IOException e) {
                throw wrong(Step.text("error.report", report, e.getClass().getSimpleName()));
            }
        }
        if (json || toOutput) {
            Json.print(out, document);
            return good ? 0 : 1;
        }
        Table table = new Table();
        String last = "";
        for (Step step : document.steps) {
            String certainty = Json.name(step.certainty());
            table.row("  " + Step.text("check." + step.check()), Step.text(certainty), step.result());
            if (step.certainty() != Certainty.KNOWN
                    && !step.evidence().isEmpty()
                    && !step.evidence().equals(last)) {
                last = step.evidence();
                table.row("", "", "(" + Step.text("seen") + ": " + step.evidence() + ")");
            }
        }
        table.lines().forEach(out::println);
        out.println();
        out.println(document.summary);
        if (document.steps.stream().anyMatch(step -> step.certainty() == Certainty.POSSIBLE)) {
            out.println(Step.text("open-list"));
        }
        List<String> next = document.steps.stream()
                .filter(step -> !step.next().isEmpty())
                .sorted(Comparator.comparing(Step::certainty)) // what follows from something seen comes first
                .map(Step::next)
                .distinct()
                .toList();
        for (int i = 0; i < next.size(); i++) {
            out.println((i == 0 ? "\n" + Step.text("next") + "\n" : "") + "  " + (i + 1) + ". " + next.get(i));
        }
        return good ? 0 : 1;
    }
}
