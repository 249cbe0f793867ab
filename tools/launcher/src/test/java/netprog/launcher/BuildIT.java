package netprog.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import netprog.wire.Program;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The start script with the real Java and the real launcher, in a project without jars. Its Maven is a script that finds the jars
 * ready made, once the file "wait" is gone, and fails if there is a file "broken".
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its Maven is a shell script")
class BuildIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path top;

    @BeforeEach
    void aProjectWithoutJars() throws IOException {
        top = Files.createDirectory(folder.resolve("course"));
        copy("netprog");
        copy("pom.xml");
        for (String module : List.of("shared-util", "tools/wire", "tools/netlab", "week03-time", "tools/launcher")) {
            copy(module + "/pom.xml");
            copy(module + "/src/main");
        }
        Path maven = Files.createDirectory(folder.resolve("bin")).resolve("mvn");
        Files.writeString(maven, """
                #!/bin/sh
                echo $$ >>pids
                while test -e wait; do sleep 0.01; done
                if test -e broken; then echo '[ERROR] it is broken'; exit 1; fi
                mkdir -p tools/launcher/target week03-time/target
                cp "$TOP/tools/launcher/target/launcher.jar" tools/launcher/target
                cp "$TOP/week03-time/target/week03-time.jar" week03-time/target
                """);
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void buildsThenRunsTheCommandAndNextTimeOnlyRunsIt() throws IOException {
        try (Program first = start("week03", "tcp-client", "--help")) {
            assertThat(first.awaitExit()).as("%s", first).isZero();
            assertThat(first.output()).contains("tcp-client");
            assertThat(first.errors())
                    .contains("netprog: building week03-time, launcher")
                    .contains("built in");
        }
        try (Program second = start("week03", "tcp-client", "127.0.0.1", "1")) {
            assertThat(second.awaitExit()).as("%s", second).isEqualTo(1);
            assertThat(second.errors().lines()).hasSize(1).first().asString().startsWith("refused");
        }
        assertThat(top.resolve("pids")).content().hasLineCount(1);
    }

    @Tag("full")
    @Test
    void aLauncherThatCannotBeBuiltAnewIsUsedAsItWas() throws IOException {
        try (Program first = start("help")) {
            assertThat(first.awaitExit()).as("%s", first).isZero();
        }
        Path source = top.resolve("tools/launcher/src/main/java/netprog/launcher/Netprog.java");
        Files.writeString(source, Files.readString(source) + "broken");
        Files.createFile(top.resolve("broken"));
        try (Program second = start("help")) {
            assertThat(second.awaitExit()).as("%s", second).isZero();
            assertThat(second.output()).contains("week03");
            assertThat(second.errors())
                    .contains("Netprog.java has changed", "it is broken", "its previous build is used");
        }
    }

    @Test
    void aBuildThatIsStoppedStopsMavenToo() throws IOException {
        Files.createFile(top.resolve("wait"));
        try (Program build = start("week03")) {
            ProcessHandle maven = awaitMaven();
            ProcessHandle.of(build.pid()).orElseThrow().destroy();
            build.awaitExit();
            await().atMost(Program.TIMEOUT).until(() -> !maven.isAlive());
        }
    }

    @Tag("full")
    @Test
    void aBuildThatWasKilledIsNotWaitedFor() throws IOException {
        Files.createFile(top.resolve("wait"));
        try (Program build = start("week03")) {
            ProcessHandle maven = awaitMaven();
            ProcessHandle.of(build.pid()).orElseThrow().destroyForcibly();
            build.awaitExit();
            maven.destroyForcibly();
        }
        Files.delete(top.resolve("wait"));
        try (Program next = start("week03", "--help")) {
            assertThat(next.awaitExit()).as("%s", next).isZero();
            assertThat(next.errors()).contains("built in").doesNotContain("waiting");
        }
    }

    private ProcessHandle awaitMaven() {
        Path pids = top.resolve("pids");
        await().atMost(Program.TIMEOUT).until(() -> Files.exists(pids) && Files.size(pids) > 1);
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(pids).strip()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Program start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(top.resolve("netprog").toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TOP", TOP.toString());
        return Program.start(builder);
    }

    private void copy(String name) throws IOException {
        try (Stream<Path> files = Files.walk(TOP.resolve(name))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = top.resolve(TOP.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
