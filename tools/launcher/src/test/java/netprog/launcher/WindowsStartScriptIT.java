package netprog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import netprog.wire.Program;
import netprog.wire.Wine;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * netprog.cmd under the cmd of Wine, with a Windows JVM, in a folder as a Korean student has it. The real Windows is the
 * workflow's business.
 */
@Tag("full")
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class WindowsStartScriptIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();

    @TempDir
    private static Path folder;

    private static Path course;
    private static Wine wine;

    @BeforeAll
    static void aCourseThatIsBuilt() throws Exception {
        wine = new Wine(Files.createDirectory(folder.resolve("windows")));
        course = Files.createDirectory(folder.resolve("네트워크 과제 (1)"));
        for (String part : List.of(
                "netprog.cmd",
                "pom.xml",
                ".mvn",
                "tools/assembly",
                "shared-util/pom.xml",
                "shared-util/src/main",
                "week03-time/pom.xml",
                "week03-time/src/main",
                "tools/wire/pom.xml",
                "tools/wire/src/main",
                "tools/netlab/pom.xml",
                "tools/netlab/src/main",
                "tools/launcher/pom.xml",
                "tools/launcher/src/main")) {
            copy(TOP.resolve(part), course.resolve(part));
        }
        // Its Maven finds the jars ready made.
        Path jars = Files.createDirectory(folder.resolve("jars"));
        for (String jar : List.of("tools/launcher/target/launcher.jar", "week03-time/target/week03-time.jar")) {
            Files.copy(TOP.resolve(jar), jars.resolve(Path.of(jar).getFileName()));
        }
        Path maven = Files.writeString(
                folder.resolve("mvn"),
                "#!/bin/sh\nmkdir -p week03-time/target tools/launcher/target && cp '" + jars
                        + "/week03-time.jar' week03-time/target && cp '" + jars
                        + "/launcher.jar' tools/launcher/target");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path launcher = new Build(course, maven.toString(), Program.TIMEOUT, System.err).prepare("week03");
        assertThat(launcher).isNotNull();
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith("netprog.jar."));
        Files.writeString(folder.resolve("mvn.cmd"), """
                @echo off
                echo build >>"%PLACE%\\builds"
                :wait
                if not exist "%PLACE%\\go" goto wait
                md week03-time\\target 2>nul
                copy /y "%PLACE%\\jars\\week03-time.jar" week03-time\\target >nul
                """.replace("\n", "\r\n"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
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

    @Test
    void saysThatAJreIsNotEnough() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Files.copy(TOP.resolve("netprog.cmd"), empty.resolve("netprog.cmd"));
        ProcessBuilder builder = wine.command("cmd", "/c", Wine.path(empty.resolve("netprog.cmd")));
        try (Program script = Program.start(builder)) { // Wine's JVM is a JRE
            assertThat(script.awaitExit()).as("%s", script).isEqualTo(1);
            assertThat(script.errors().lines()).hasSize(1).first().asString().contains("no compiler", "JDK");
        }
    }

    @Test
    void namesAFolderInWhichJavaCannotWork() throws IOException {
        for (String name : List.of("a;b", "week 3!")) {
            Path odd = Files.createDirectory(folder.resolve(name));
            Files.copy(TOP.resolve("netprog.cmd"), odd.resolve("netprog.cmd"));
            ProcessBuilder builder = wine.command("cmd", "/c", "netprog.cmd").directory(odd.toFile());
            try (Program script = Program.start(builder)) {
                assertThat(script.awaitExit()).as("%s", script).isEqualTo(1);
                assertThat(script.errors().lines())
                        .hasSize(1)
                        .first()
                        .asString()
                        .contains(name, "Rename or move it");
            }
        }
    }

    /** A server of the first window lives on while a second window builds and a third waits for that build. */
    @Test
    void aRunningServerKeepsItsJarAndOneWindowBuilds() throws IOException {
        try (Program server = start("week03", "tcp-server", "0")) {
            int port = server.listeningPort();
            Path source = course.resolve("week03-time/src/main/java/netprog/week03/TcpTimeClient.java");
            Files.writeString(source, Files.readString(source) + "// changed\n");
            String[] client = {"week03", "--lang", "en", "tcp-client", "127.0.0.1", "" + port};
            try (Program first = start(client)) {
                Awaitility.await().atMost(Program.TIMEOUT).until(() -> Files.exists(folder.resolve("builds")));
                try (Program second = start(client)) {
                    Awaitility.await()
                            .atMost(Program.TIMEOUT)
                            .until(() -> second.errors().contains("waiting for"));
                    Files.createFile(folder.resolve("go"));
                    for (Program each : List.of(first, second)) {
                        assertThat(each.awaitExit()).as("%s", each).isZero();
                        assertThat(each.output()).matches("\\w{3} \\w{3} .*\r\n");
                    }
                    assertThat(first.errors()).contains("TcpTimeClient.java has changed");
                }
            }
            assertThat(folder.resolve("builds")).content().hasLineCount(1);
            assertThat(server.isAlive()).isTrue();
        }
    }

    private static Program start(String... args) throws IOException {
        return Program.start(command(args));
    }

    private static ProcessBuilder command(String... args) {
        Stream<String> cmd = Stream.of("cmd", "/c", "netprog.cmd");
        ProcessBuilder builder = wine.command(
                        Stream.concat(cmd, Stream.of(args)).toArray(String[]::new))
                .directory(course.toFile());
        builder.environment().put("PLACE", Wine.path(folder));
        builder.environment().put("WINEPATH", Wine.path(folder)); // goes in front of the Path
        return builder;
    }
}
