package netprog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines of the launcher, in this JVM. */
@ResourceLock(Resources.LOCALE)
class NetprogTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final Locale locale = Locale.getDefault();

    @BeforeEach
    void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(locale);
    }

    @Test
    void withoutACommandItListsThoseThatWork() {
        assertThat(run()).isZero();
        List<String> commands = out.toString()
                .lines()
                .filter(line -> line.matches("  [a-z].*"))
                .map(line -> line.strip().split(" ")[0])
                .toList();
        assertThat(commands)
                .containsExactly(
                        "demo",
                        "week03",
                        "week04-echo",
                        "login",
                        "solution",
                        "test",
                        "watch",
                        "score",
                        "grade",
                        "gradescope-zip",
                        "classroom50-bundle",
                        "student-edition",
                        "addresses",
                        "routes",
                        "sockets",
                        "doctor",
                        "lab",
                        "capture",
                        "ladder",
                        "help");
        String list = out.toString();
        assertThat(run("help")).isZero();
        assertThat(out).hasToString(list);
        assertThat(run("--help")).isZero();
        assertThat(out).hasToString(list);
        for (String command : commands) {
            if (!List.of("test", "watch", "score", "grade", "gradescope-zip", "classroom50-bundle", "student-edition")
                    .contains(command)) { // their jar explains them
                assertThat(run(command, "--help")).as(command).isZero();
                String help = out.toString();
                assertThat(help)
                        .contains("netprog " + command, "--lang")
                        .doesNotContain("''")
                        .doesNotStartWith("netprog: the programs");
                assertThat(run("help", command)).as(command).isZero();
                assertThat(out).hasToString(help);
            }
        }
    }

    @Test
    void helpSpeaksKorean() {
        assertThat(run("--lang", "ko")).isZero();
        assertThat(out.toString()).contains("사용법", "명령").doesNotContain("Usage");
        assertThat(run("help", "--lang", "ko", "sockets")).isZero();
        assertThat(out.toString()).contains("사용법: netprog sockets");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nosuch",
                "help nosuch",
                "demo --nosuch",
                "--lang fr demo",
                "--lang",
                "addresses too many",
                "routes eth0",
                "sockets --port 65536",
                "sockets --port",
                "sockets --watch --json",
                "doctor",
                "doctor host 0",
                "doctor host 65536",
                "doctor 1.2.3",
                "doctor host:1 2",
                "doctor host --timeout 0",
                "doctor host --tcp --udp",
                "doctor --self host",
                "doctor --self 30000 --from no-such-host.invalid",
                "doctor host --with /nosuch"
            })
    void aWrongCommandLineIsOneLineAndStatus2(String command) {
        assertThat(run(command.split(" "))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(errors.toString().lines()).hasSize(1);
    }

    @Test
    void aReportAboutAnotherPortIsAnError(@TempDir Path folder) throws IOException {
        Path report = folder.resolve("report.json");
        assertThat(run("doctor", "--self", "30001", "--report", report.toString()))
                .isEqualTo(1);
        assertThat(run("doctor", "127.0.0.1", "30000", "--with", report.toString()))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("is about port 30001, not 30000");
        assertThat(errors.toString().lines()).hasSize(1);
    }

    @Test
    void aWrongCommandLineIsToldInKorean() {
        assertThat(run("--lang=ko", "nosuch")).isEqualTo(2);
        assertThat(errors.toString().lines()).hasSize(1).first().asString().contains("없는");
    }

    /** Picocli's own sentences are English. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sockets --tcp --tcp",
                "sockets --port 1 --port 2",
                "sockets --tcp --udp",
                "sockets --port",
                "sockets --tcp=maybe",
                "capture",
                "ladder",
                "ladder file --format gif",
                "ladder file -c x",
                "ladder file --json=x",
                "ladder a b",
                "lab foo",
                "lab nat --seed x",
                "lab nat --on",
                "doctor host --timeout",
                "addresses --nosuch"
            })
    void aWrongCommandLineHasNoEnglishSentenceInKorean(String command) {
        assertThat(run(("--lang=ko " + command).split(" "))).isEqualTo(2);
        String help = "\\. \"\\./netprog [a-z]+ --help\"를 보세요\\.\\R";
        assertThat(errors.toString()).containsPattern(help).doesNotContainPattern("[a-z] [a-z]+ [a-z]");
    }

    /** A line may end after a full stop, but not after that of {@code ./netprog}. */
    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void helpKeepsCommandsTogether() {
        String broken = "\\.\\R */netprog";
        for (int width = 60; width < 80; width++) {
            System.setProperty("picocli.usage.width", "" + width);
            for (String command : List.of("capture", "doctor")) {
                assertThat(run("help", command, "--lang", "ko")).isZero();
                assertThat(out.toString()).contains("./netprog").doesNotContainPattern(broken);
            }
        }
        System.clearProperty("picocli.usage.width");
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        errors.getBuffer().setLength(0);
        return Netprog.run(new PrintWriter(out, true), new PrintWriter(errors, true), args);
    }
}
