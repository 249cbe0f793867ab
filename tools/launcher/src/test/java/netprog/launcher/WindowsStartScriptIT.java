package netprog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import netprog.wire.Program;
import netprog.wire.Wine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * netprog.cmd under the cmd of Wine, with a Windows JVM, in a folder as a Korean student has it. The real Windows is the
 * workflow's business.
 */
class WindowsStartScriptIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();

    @TempDir
    private static Path folder;

    private static Path course;
    private static Wine wine;

    @BeforeAll
    static void aCourseThatIsBuilt() throws IOException {
        wine = new Wine(Files.createDirectory(folder.resolve("windows")));
        course = Files.createDirectory(folder.resolve("네트워크 과제 (1)"));
        for (String file : List.of(
                "netprog.cmd", "pom.xml", "tools/launcher/target/launcher.jar", "week03-time/target/week03-time.jar")) {
            Files.createDirectories(course.resolve(file).getParent());
            Files.copy(TOP.resolve(file), course.resolve(file));
        }
        Files.createFile(Files.createDirectory(course.resolve("target")).resolve("netprog.built"));
    }

    @AfterAll
    static void endTheWindows() throws IOException {
        if (wine != null) {
            wine.close();
        }
    }

    @Test
    void listsTheCommandsInTheLanguageOfTheSystem() throws IOException {
        try (Program script = start()) {
            assertThat(script.awaitExit()).as("%s", script).isZero();
            assertThat(new String(script.outputBytes(), Wine.CONSOLE))
                    .contains("week03", "명령")
                    .doesNotContain("\033");
        }
    }

    @Test
    void startsAClientThatGetsTheTime() throws IOException {
        try (Program server = Program.jar(TOP.resolve("week03-time/target/week03-time.jar"), "tcp-server", "0");
                Program script = start("week03", "tcp-client", "127.0.0.1", "" + server.listeningPort())) {
            assertThat(script.awaitExit()).as("%s", script).isZero();
            assertThat(script.output()).matches("\\w{3} \\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}\r\n");
        }
    }

    @Test
    void handsTheExitStatusOn() throws IOException {
        try (Program wrong = start("week03", "--lang", "en", "tcp-client", "127.0.0.1", "99999");
                Program unknown = start("week03", "--lang", "en", "tcp-client", "x".repeat(64))) {
            assertThat(wrong.awaitExit()).as("%s", wrong).isEqualTo(2);
            assertThat(wrong.errors()).startsWith("Port \"99999\"");
            assertThat(unknown.awaitExit()).as("%s", unknown).isEqualTo(1);
            assertThat(unknown.errors()).startsWith("unknown host: ");
        }
    }

    @Test
    void saysThatJavaIsMissing() throws IOException {
        ProcessBuilder builder = command();
        builder.environment().put("JAVA_HOME", "C:\\nothing");
        try (Program script = Program.start(builder)) {
            assertThat(script.awaitExit()).as("%s", script).isEqualTo(1);
            assertThat(script.errors().lines()).hasSize(1);
            assertThat(script.errors()).contains("there is no Java", "C:\\nothing", "JDK 17");
        }
    }

    /** Nothing is built here, and there is no Maven: Wine has a "where" that finds everything, so it is called in vain. */
    @Test
    void endsWithoutMaven() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Files.copy(TOP.resolve("netprog.cmd"), empty.resolve("netprog.cmd"));
        ProcessBuilder builder = wine.command("cmd", "/c", Wine.path(empty.resolve("netprog.cmd")));
        try (Program script = Program.start(builder)) {
            assertThat(script.awaitExit()).as("%s", script).isEqualTo(1);
            assertThat(script.errors().lines())
                    .last()
                    .asString()
                    .matches("netprog: (there is no Maven|the build failed).*");
        }
        assertThat(empty.resolve("target/netprog.built")).doesNotExist();
    }

    private static Program start(String... args) throws IOException {
        return Program.start(command(args));
    }

    private static ProcessBuilder command(String... args) {
        Stream<String> cmd = Stream.of("cmd", "/c", "netprog.cmd");
        return wine.command(Stream.concat(cmd, Stream.of(args)).toArray(String[]::new))
                .directory(course.toFile());
    }
}
