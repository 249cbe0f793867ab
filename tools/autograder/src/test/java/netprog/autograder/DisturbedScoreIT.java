package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import netprog.grading.WorkFolder;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run of {@code score} that the machine disturbs prints one line and no score, and leaves nothing behind. */
@EnabledOnOs(OS.LINUX)
class DisturbedScoreIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final Path JAR = TOP.resolve("tools/autograder/target/autograder.jar");
    private static final Path REFERENCE = TOP.resolve("solutions/src/main/java/netprog/week04/login");
    private static final int FIRST_USER = 54321; // whom the system does not know
    private static final Duration MINUTES = Program.TIMEOUT.multipliedBy(5);

    @TempDir
    private Path temporary;

    @BeforeEach
    void letEveryUserWriteIt() throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private Program score(String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData", // a file in another folder for temporary files
                // As the start script has it: what the JVM itself prints goes to standard error.
                "-XX:+DisplayVMOutputToStderr",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "-Duser.language=en",
                "-Djava.io.tmpdir=" + temporary,
                "-Dnetprog.top=" + TOP,
                "-jar",
                JAR.toString(),
                "score",
                REFERENCE.toString(),
                "--json"));
        return Program.start(new ProcessBuilder(command));
    }

    /** Waits until the child JVM for the student's programs is there: the classes are compiled, and tests run. */
    private static List<ProcessHandle> awaitChildren(Program score) {
        List<ProcessHandle> children = new ArrayList<>();
        await().atMost(MINUTES.toSeconds(), TimeUnit.SECONDS).until(() -> {
            ProcessHandle.of(score.pid()).ifPresent(own -> own.descendants().forEach(children::add));
            return !children.isEmpty() || !score.isAlive();
        });
        assertThat(children).as("%s", score).isNotEmpty();
        return children;
    }

    /** Waits until the tests run: the child is there, and so are the classes, of which this is one. */
    private Path awaitClasses(Program score) {
        awaitChildren(score);
        return await().atMost(MINUTES.toSeconds(), TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(
                        () -> {
                            try (Stream<Path> files = Files.walk(temporary)) {
                                return files.filter(file -> file.endsWith("UserTable.class"))
                                        .filter(file -> file.toFile().length() > 0)
                                        .findFirst();
                            }
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    private void failsInOneLine(Program score, String... reasons) throws IOException {
        assertThat(score.awaitExit(MINUTES)).as("%s", score).isOne();
        assertThat(score.output()).isEmpty();
        List<String> lines = score.errors()
                .lines()
                .filter(line -> !line.startsWith("[") && !line.endsWith("only for code that you trust."))
                .toList();
        assertThat(lines).as("%s", score).singleElement().asString().contains(reasons);
        leavesNothing();
    }

    private void leavesNothing() throws IOException {
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    @Tag("full")
    void classesThatVanishAreNoZero() throws IOException {
        try (Program score = score()) {
            awaitClasses(score);
            try (Stream<Path> folders = Files.list(temporary)) {
                for (Path folder : folders.toList()) {
                    WorkFolder.delete(folder);
                }
            }
            failsInOneLine(score, "score failed: the compiled classes were changed or deleted", temporary.toString());
        }
    }

    @Tag("full")
    @Test
    void classesThatChangeAreNotGraded() throws IOException {
        try (Program score = score()) {
            Files.write(awaitClasses(score), new byte[] {0});
            failsInOneLine(score, "score failed: the compiled classes were changed or deleted");
        }
    }

    @Tag("full")
    @Test
    void aFullDiskIsNoCompileError() throws IOException {
        String prlimit = SystemProgram.find("prlimit", "util-linux");
        try (Program score = score(prlimit, "--fsize=1000")) {
            failsInOneLine(score, "score failed: ", "File too large");
        }
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalEndsItWithoutAWord(String signal) throws IOException, InterruptedException {
        // What started the tests may ignore the signal, and children inherit that.
        try (Program score = score(SystemProgram.find("env", "coreutils"), "--default-signal=INT,TERM")) {
            List<ProcessHandle> children = awaitChildren(score);
            assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(score.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(score.awaitExit(MINUTES)).as("%s", score).isEqualTo(signal.equals("INT") ? 130 : 143);
            assertThat(score.output()).isEmpty();
            assertThat(score.errors().lines()).singleElement().asString().contains("without a sandbox");
            leavesNothing();
            await().atMost(MINUTES.toSeconds(), TimeUnit.SECONDS)
                    .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Tag("full")
    @Test
    void tooFewProcessesAreTheMachinesFault() throws IOException {
        tooFewProcesses(60);
    }

    /** Some of them are enough. */
    @ParameterizedTest
    @ValueSource(ints = {20, 40, 90, 110, 115, 120, 125, 130, 180})
    @Tag("full")
    void tooFewProcessesNeverCostPoints(int processes) throws IOException {
        tooFewProcesses(processes);
    }

    /** The limit counts for ordinary users only, and counts threads too. */
    private void tooFewProcesses(int processes) throws IOException {
        String user = String.valueOf(FIRST_USER + processes); // a limit counts what all programs of a user have
        List<String> limit = List.of(
                SystemProgram.find("setpriv", "util-linux"),
                "--reuid=" + user,
                "--regid=" + user,
                "--clear-groups",
                SystemProgram.find("prlimit", "util-linux"),
                "--nproc=" + processes);
        boolean root = System.getProperty("user.name").equals("root");
        try (Program score = score(limit.subList(root ? 0 : 4, limit.size()).toArray(new String[0]))) {
            if (score.awaitExit(MINUTES) == 0) {
                assertThat(score.output()).startsWith("{").contains("\"score\" : 100,");
                assertThat(processes).isGreaterThan(100);
            } else {
                failsInOneLine(score, "score failed: ", "processes");
            }
        }
    }
}
