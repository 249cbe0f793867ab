package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl+C while submissions are graded in the sandbox: nothing is left, and the next run goes on. */
@EnabledOnOs(OS.LINUX)
@Tag("full")
class InterruptedGradeIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final Path REFERENCE = TOP.resolve("solutions/src/main/java/netprog/week04/login");
    private static final Duration MINUTES = Program.TIMEOUT.multipliedBy(5); // only a busy machine needs as long
    private static final int SUBMISSIONS = 4;

    @TempDir
    private Path folder;

    private Path temporary;
    private Path out;

    @BeforeEach
    void submissions() throws IOException {
        SystemProgram.find("bwrap", "bubblewrap");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        temporary = Files.createDirectory(folder.resolve("tmp"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        out = folder.resolve("out");
        for (int i = 1; i <= SUBMISSIONS; i++) {
            Path submission = Files.createDirectories(folder.resolve("class/student" + i));
            for (String file : List.of("LoginRequest.java", "UserTable.java", "TcpLoginServer.java")) {
                Files.copy(REFERENCE.resolve(file), submission.resolve(file));
            }
        }
    }

    /** Starts it as a terminal does: in a process group of its own, which Ctrl+C reaches. */
    private Program grade() throws IOException {
        return Program.start(
                // What started the tests may ignore the signal, and children inherit that.
                SystemProgram.find("env", "coreutils"),
                "--default-signal=INT",
                SystemProgram.find("setsid", "util-linux"),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=en",
                "-Dnetprog.top=" + TOP,
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                TOP.resolve("tools/autograder/target/autograder.jar").toString(),
                "grade",
                "--jobs",
                "2",
                "--out",
                out.toString(),
                "--each",
                folder.resolve("class").toString());
    }

    private void interrupt(Program grade) throws IOException {
        try (Program kill = Program.start("kill", "-INT", "--", "-" + grade.pid())) {
            assertThat(kill.awaitExit()).as(kill.toString()).isZero();
        }
        assertThat(grade.awaitExit(MINUTES)).as(grade.toString()).isEqualTo(130);
        assertThat(grade.errors()).isEmpty();
        await().atMost(Program.TIMEOUT).untilAsserted(() -> assertThat(left()).isEmpty());
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).as("temporary files").isEmpty();
        }
    }

    /** The processes with a command line or a mount that has to do with this test. */
    private List<String> left() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> content(process.resolve("cmdline")).contains(temporary.toString())
                            || content(process.resolve("mountinfo")).contains(temporary.toString()))
                    .map(process -> content(process.resolve("cmdline")).replace('\0', ' '))
                    .toList();
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException | UncheckedIOException e) {
            return ""; // it has ended, or is somebody else's
        }
    }

    private long verdicts() throws IOException {
        if (!Files.exists(out)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(file -> file.endsWith("verdict.json")).count();
        }
    }

    @Test
    void nothingIsLeftAndTheNextRunGoesOn() throws IOException {
        try (Program grade = grade()) { // while the sandbox is checked
            await().atMost(MINUTES).until(() -> left().size() > 2);
            interrupt(grade);
        }
        assertThat(verdicts()).isZero();
        try (Program grade = grade()) {
            grade.awaitOutput(Pattern.compile("(?m)^\\[1/" + SUBMISSIONS + "].*$"));
            interrupt(grade);
        }
        long done = verdicts();
        assertThat(done).isBetween(1L, SUBMISSIONS - 1L);
        assertThat(out.resolve("summary.json")).doesNotExist();
        try (Program grade = grade()) {
            assertThat(grade.awaitExit(MINUTES)).as(grade.toString()).isZero();
            assertThat(grade.errors()).contains(done + " already graded");
            assertThat(grade.output()).hasLineCount((int) (SUBMISSIONS - done));
        }
        assertThat(verdicts()).isEqualTo(SUBMISSIONS);
        JsonNode summary =
                new ObjectMapper().readTree(out.resolve("summary.json").toFile());
        assertThat(summary.get("submissions"))
                .hasSize(SUBMISSIONS)
                .allSatisfy(line -> assertThat(line.get("score").asInt()).isEqualTo(48));
    }
}
