package netprog.netlab.doctor;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import netprog.netlab.common.Json;
import netprog.netlab.common.Table;
import netprog.netlab.doctor.Question.Protocol;
import netprog.util.HostPort;
import netprog.util.Ports;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Says why a server cannot be reached and what to try; with {@code --self}, whether this machine is ready for the course. */
@Command(name = "doctor")
public final class DoctorCommand implements Callable<Integer> {
    private static final double LONGEST_SECONDS = 600;

    @Parameters(index = "0", arity = "0..1", paramLabel = "HOST", descriptionKey = "doctor.host")
    private String host;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PORT", descriptionKey = "doctor.port")
    private String port;

    @Option(names = "--tcp", descriptionKey = "doctor.tcp")
    private boolean tcp;

    @Option(names = "--udp", descriptionKey = "doctor.udp")
    private boolean udp;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "5", descriptionKey = "doctor.timeout")
    private String timeout;

    @Option(names = "--self", descriptionKey = "doctor.self")
    private boolean self;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Examines, tells, and gives 0 where all is well, else 1. */
    @Override
    public Integer call() throws Exception {
        if (self) {
            return self();
        }
        Question question = question();
        Evidence evidence = Examination.of(question);
        Verdict verdict = Verdict.of(evidence);
        List<Step> steps = Checklist.of(evidence, verdict);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("host", question.host());
        document.put("port", question.port());
        document.put("protocol", question.protocol().toString());
        show(document, verdict.toString(), Summary.of(evidence, verdict), steps);
        return verdict == Verdict.OK ? 0 : 1;
    }

    private int self() throws Exception {
        if (host != null) {
            throw wrong(Step.say("error.self", host));
        }
        List<Step> steps = SelfCheck.steps();
        boolean ready = steps.stream()
                .filter(SelfCheck::isNeeded)
                .allMatch(step -> step.next().isEmpty());
        String verdict = ready ? "ok" : "not-ready";
        show(new LinkedHashMap<>(), verdict, Step.say("self." + verdict), steps);
        return ready ? 0 : 1;
    }

    private Question question() {
        if (host == null) {
            throw wrong(Step.say("error.host"));
        } else if (tcp && udp) {
            throw wrong(Step.say("error.protocol"));
        }
        try {
            HostPort endpoint = HostPort.parse(host, port == null ? Ports.DEFAULT : 0);
            if (port != null && endpoint.port() != 0) {
                throw wrong(Step.say("error.two-ports", host, port));
            }
            int number = port == null ? endpoint.port() : Ports.parse(port, 1);
            return new Question(endpoint.host(), number, udp ? Protocol.UDP : Protocol.TCP, limit());
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private Duration limit() {
        boolean number = timeout.matches("[0-9]{1,3}(\\.[0-9]{1,3})?");
        double seconds = number ? Double.parseDouble(timeout) : 0;
        if (seconds <= 0 || seconds > LONGEST_SECONDS) {
            throw wrong(Step.say("error.timeout", timeout));
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    /** The launcher puts a full stop behind it. */
    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence.replaceFirst("\\.$", ""));
    }

    private void show(Map<String, Object> document, String verdict, String summary, List<Step> steps) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            document.put("verdict", verdict);
            document.put("summary", summary);
            document.put("steps", steps.stream().map(DoctorCommand::row).toList());
            Json.print(out, document);
            return;
        }
        Table table = new Table();
        List<String> known = new ArrayList<>();
        List<String> supposed = new ArrayList<>();
        for (Step step : steps) {
            String certainty = Step.say(step.known() ? "known" : "supposed");
            table.row("  " + Step.say("check." + step.check()), certainty, step.result());
            (step.known() ? known : supposed).add(step.next());
        }
        table.lines().forEach(out::println);
        out.println();
        out.println(summary);
        known.addAll(supposed); // what follows from something that was seen comes first
        known.removeIf(String::isEmpty);
        for (int i = 0; i < known.size(); i++) {
            out.println((i == 0 ? "\n" + Step.say("next") + "\n" : "") + "  " + (i + 1) + ". " + known.get(i));
        }
    }

    private static Map<String, Object> row(Step step) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("check", step.check());
        row.put("certainty", step.known() ? "known" : "supposed");
        row.put("result", step.result());
        row.put("next", step.next());
        return row;
    }
}
