package netprog.lab.doctor;

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
import netprog.lab.doctor.Scene.Ask;
import netprog.lab.topology.Lab;
import netprog.testkit.Program;
import netprog.testkit.SystemProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The doctor as a process, in networks in which something is wrong: what it says, and how soon. */
@Execution(ExecutionMode.CONCURRENT)
class DoctorIT {
    private static final Pattern MILLIS = Pattern.compile("millis (\\d+)");
    private static final Pattern TIMEOUT = Pattern.compile("--timeout (\\S+)");
    private static final int ATTEMPTS = 3;

    @BeforeAll
    static void needsPrograms() {
        SystemProgram.find("ip", "iproute2");
        SystemProgram.find("nft", "nftables");
        SystemProgram.find("ping", "iputils-ping");
    }

    static Stream<Scene> oracle() {
        return Oracle.scenes();
    }

    static Stream<Scene> compound() {
        return Compound.scenes();
    }

    @ParameterizedTest
    @MethodSource("oracle")
    void everyCauseHasItsVerdict(Scene scene) throws IOException {
        play(scene);
    }

    @ParameterizedTest
    @MethodSource("compound")
    void whatHappensInAClassroom(Scene scene) throws IOException {
        play(scene);
    }

    private static void play(Scene scene) throws IOException {
        List<Program> servers = new ArrayList<>();
        try (Lab lab = Lab.build(scene.plan())) {
            for (var entry : scene.servers().entrySet()) {
                String[] specs = entry.getValue().toArray(new String[0]);
                Program program = Program.start(lab.command(entry.getKey(), java(Servers.class, specs)));
                servers.add(program);
                program.awaitOutput(Pattern.compile("(?s)(listening on.*){" + specs.length + "}"));
            }
            for (Ask ask : scene.asks()) {
                examine(lab, scene.from(), ask);
            }
        } finally {
            servers.forEach(Program::close);
        }
    }

    private static void examine(Lab lab, String host, Ask ask) throws IOException {
        String[] arguments = (ask.arguments() + " --json").split(" ");
        Lab.Result result = lab.run(host, java(Doctor.class, arguments));
        String all = ask.arguments() + "\n" + result.output() + result.errors();
        assertThat(result.status()).as(all).isEqualTo(ask.verdict() == Verdict.OK ? 0 : 1);
        JsonNode document = new ObjectMapper().readTree(result.output());
        assertThat(document.path("verdict").asText())
                .as(all)
                .isEqualTo(ask.verdict().toString());
        assertThat(document.path("steps")).as(all).isNotEmpty().allSatisfy(step -> {
            assertThat(step.path("check").asText()).isNotEmpty();
            assertThat(step.path("result").asText()).isNotEmpty();
            assertThat(step.path("next").isTextual()).isTrue();
        });
        ask.words().forEach(words -> assertThat(result.output()).as(all).contains(words));
        if (ask.verdict() == Verdict.TIMED_OUT) {
            inTime(lab, host, ask.arguments(), arguments, millis(result));
        }
    }

    /** The limit and a second more; on a machine under load, more by what a question without a wait takes. */
    private static void inTime(Lab lab, String host, String asked, String[] arguments, long first) throws IOException {
        Matcher seconds = TIMEOUT.matcher(asked);
        long limit = seconds.find() ? Math.round(1000 * Double.parseDouble(seconds.group(1))) : 5000;
        long more = first - limit;
        for (int i = 1; i < ATTEMPTS && more > 1000; i++) {
            long load = millis(lab.run(host, java(Doctor.class, "::1", "1", "--json"))) * 2;
            more = Math.min(more, millis(lab.run(host, java(Doctor.class, arguments))) - limit - load);
        }
        assertThat(more).as("milliseconds beyond the limit: " + asked).isLessThanOrEqualTo(1000);
    }

    private static long millis(Lab.Result result) {
        Matcher millis = MILLIS.matcher(result.errors());
        assertThat(millis.find()).as(result.errors()).isTrue();
        return Long.parseLong(millis.group(1));
    }

    private static String[] java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Duser.language=en"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command.toArray(new String[0]);
    }
}
