package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import netprog.netlab.doctor.DoctorScene.Ask;
import netprog.netlab.topology.Lab;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The doctor as a process, in many networks in which something is wrong: what it says, and how soon. */
@Tag("full")
@Execution(ExecutionMode.CONCURRENT)
class DoctorScenesIT {
    private static final Pattern TIMEOUT = Pattern.compile("--timeout (\\S+)");
    private static final int ATTEMPTS = 3;

    @BeforeAll
    static void needsPrograms() {
        SystemProgram.find("ip", "iproute2");
        SystemProgram.find("nft", "nftables");
        SystemProgram.find("ping", "iputils-ping");
    }

    static Stream<DoctorScene> oracle() {
        return DoctorCauses.scenes();
    }

    static Stream<DoctorScene> compound() {
        return DoctorClassroom.scenes();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oracle")
    void everyCauseHasItsVerdict(DoctorScene scene) throws IOException {
        play(scene);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("compound")
    void whatHappensInAClassroom(DoctorScene scene) throws IOException {
        play(scene);
    }

    private static void play(DoctorScene scene) throws IOException {
        play(scene, scene.asks(), (lab, questions) -> start(lab, scene, questions));
    }

    /** Asks all questions of a scene at the same time. */
    static void playTogether(DoctorScene scene) throws IOException {
        play(scene, scene.asks(), (lab, questions) -> {
            List<String> together = new ArrayList<>(List.of("together"));
            together.addAll(questions);
            return start(lab, scene, together);
        });
    }

    private static Program start(Lab lab, DoctorScene scene, List<String> arguments) throws IOException {
        return Program.start(lab.command(scene.from(), java(DoctorMain.class, arguments)));
    }

    /** Starts the doctor in a lab. */
    interface Surgery {
        Program open(Lab lab, List<String> questions) throws IOException;
    }

    /** Builds the scene, asks one doctor the questions, one after the other, and looks at the answers. */
    static void play(DoctorScene scene, List<Ask> asks, Surgery surgery) throws IOException {
        List<Program> servers = new ArrayList<>();
        try (Lab lab = Lab.build(scene.plan())) {
            for (var entry : scene.servers().entrySet()) {
                List<String> specs = entry.getValue();
                Program program = Program.start(lab.command(entry.getKey(), java(DoctorServers.class, specs)));
                servers.add(program);
                program.awaitOutput(Pattern.compile("(?s)(listening on.*){" + specs.size() + "}"));
            }
            List<Answered> answers = ask(
                    scene.toString(),
                    lab,
                    surgery,
                    asks.stream().map(Ask::arguments).toList());
            for (int i = 0; i < asks.size(); i++) {
                check(asks.get(i), answers.get(i));
                if (asks.get(i).verdict() == Verdict.TIMED_OUT) {
                    inTime(
                            scene.toString(),
                            lab,
                            surgery,
                            asks.get(i).arguments(),
                            answers.get(i).millis());
                }
            }
        } finally {
            servers.forEach(Program::close);
        }
    }

    record Answered(int status, long millis, String json) {}

    /** Asks a doctor on one host of a lab one question. */
    static Answered ask(String scene, Lab lab, String host, String question) throws IOException {
        Surgery surgery = (where, lines) -> Program.start(where.command(host, java(DoctorMain.class, lines)));
        return ask(scene, lab, surgery, List.of(question)).get(0);
    }

    private static List<Answered> ask(String scene, Lab lab, Surgery surgery, List<String> questions)
            throws IOException {
        List<String> lines =
                questions.stream().map(question -> question + " --json").toList();
        try (Program doctor = surgery.open(lab, lines)) {
            assertThat(doctor.awaitExit(Program.TIMEOUT.multipliedBy(2)))
                    .as(doctor::toString)
                    .isZero();
            List<Answered> answers = new ArrayList<>();
            Matcher found =
                    Pattern.compile("status (\\d+) millis (\\d+)\\R(.*)").matcher(doctor.output());
            while (found.find()) {
                answers.add(
                        new Answered(Integer.parseInt(found.group(1)), Long.parseLong(found.group(2)), found.group(3)));
            }
            assertThat(answers).as(doctor::toString).hasSameSizeAs(questions);
            for (int i = 0; i < answers.size(); i++) {
                Sentences.said(scene + ": " + questions.get(i), answers.get(i).json());
            }
            return answers;
        }
    }

    private static void check(Ask ask, Answered answer) throws IOException {
        String all = ask.arguments() + "\n" + answer.json();
        JsonNode document = new ObjectMapper().readTree(answer.json());
        assertThat(document.path("verdict").asText())
                .as(all)
                .isEqualTo(ask.verdict().toString());
        assertThat(answer.status()).as(all).isEqualTo(ask.verdict() == Verdict.OK ? 0 : 1);
        assertThat(document.path("steps")).as(all).isNotEmpty().allSatisfy(step -> {
            assertThat(step.path("check").asText()).isNotEmpty();
            assertThat(step.path("result").asText()).isNotEmpty();
            assertThat(step.path("next").isTextual()).isTrue();
        });
        ask.words().forEach(words -> assertThat(answer.json()).as(all).contains(words));
    }

    /** The limit and a second more; on a machine under load, more by what a question without a wait takes. */
    private static void inTime(String scene, Lab lab, Surgery surgery, String question, long first) throws IOException {
        Matcher seconds = TIMEOUT.matcher(question);
        long limit = seconds.find() ? Math.round(1000 * Double.parseDouble(seconds.group(1))) : 5000;
        long more = first - limit;
        for (int i = 1; i < ATTEMPTS && more > 1000; i++) {
            List<Answered> answers = ask(scene, lab, surgery, List.of("::1 1", question));
            more = Math.min(
                    more, answers.get(1).millis() - limit - 2 * answers.get(0).millis());
        }
        assertThat(more).as("milliseconds beyond the limit: " + question).isLessThanOrEqualTo(1000);
    }

    static String[] java(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Duser.language=en"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command.toArray(new String[0]);
    }
}
