package netprog.netlab.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
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
        Question question = question();
        Evidence evidence = Examination.of(question);
        Verdict verdict = Verdict.of(evidence);
        show(new Document(
                question.host(),
                question.port(),
                question.protocol().toString(),
                verdict.toString(),
                verdict.sentence(evidence),
                Diagnosis.of(evidence, verdict)));
        return verdict == Verdict.OK ? 0 : 1;
    }

    private int self() throws IOException {
        if (host != null) {
            throw wrong(Step.text("error.self", host));
        }
        List<Step> steps = SelfCheck.steps();
        boolean ready = steps.stream()
                .filter(SelfCheck::isNeeded)
                .allMatch(step -> step.next().isEmpty());
        String verdict = ready ? "ok" : "not-ready";
        show(new Document(null, null, null, verdict, Step.text("self." + verdict), steps));
        return ready ? 0 : 1;
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

    private void show(Document document) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, document);
            return;
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
    }
}
