package netprog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the start script says on a machine where something is missing; the machine is a folder with the few tools it uses. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "netprog.cmd is started by the workflow on Windows")
class StartScriptIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path bin;

    @BeforeEach
    void aMachineWithoutJavaAndMaven() throws IOException {
        bin = Files.createDirectory(folder.resolve("bin"));
        for (String tool :
                new String[] {"sh", "dirname", "sed", "mkdir", "touch", "mv", "grep", "cat", "rm", "sleep"}) {
            Files.createSymbolicLink(bin.resolve(tool), Path.of(SystemProgram.find(tool, "coreutils")));
        }
        Files.copy(TOP.resolve("netprog"), folder.resolve("netprog"));
    }

    @Test
    void saysThatJavaIsMissing() throws IOException {
        assertThat(errorOf("en_US.UTF-8")).contains("there is no Java").contains("JDK 17");
        assertThat(errorOf("ko_KR.UTF-8")).contains("Java가 없습니다").contains("JDK 17");
    }

    @Test
    void saysThatJavaIsTooOld() throws IOException {
        tool("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2; exit 1");
        assertThat(errorOf("C")).contains("Java 11").contains("17");
        tool("java", "echo 'java version \"1.8.0_202\"' >&2; exit 1");
        assertThat(errorOf("C")).contains("Java 8").contains("17");
    }

    @Test
    void saysThatMavenIsMissing() throws IOException {
        tool("java", "echo 'openjdk version \"17.0.1\"' >&2; exit 1");
        assertThat(errorOf("C")).contains("there is no Maven").contains("3.8");
    }

    @Test
    void saysWhereTheBuildFailed() throws IOException {
        tool("java", "echo 'openjdk version \"25\" 2025-09-16' >&2; exit 1");
        tool("mvn", "echo '[ERROR] A.java:[3,1] class expected'; exit 1");
        try (Program script = start("C")) {
            assertThat(script.awaitExit()).isEqualTo(1);
            assertThat(script.errors())
                    .contains("[ERROR] A.java:[3,1] class expected")
                    .contains("target/netprog-build.log");
        }
        assertThat(folder.resolve("target/netprog.built")).doesNotExist();
    }

    @Test
    void handsItsArgumentsOnOnceItIsBuilt() throws IOException {
        // This Java knows of nothing that is fresh, and repeats what it is started with.
        tool(
                "java",
                "case \"$*\" in *Freshness*) exit 1 ;; *-version*) echo 'version \"21\"' >&2 ;; *) echo \"$@\" ;; esac");
        tool("mvn", "exit 0");
        try (Program script = start("C", "week03", "a b", "$c")) {
            assertThat(script.awaitExit()).as(script.toString()).isZero();
            assertThat(script.output()).endsWith("launcher.jar week03 a b $c\n");
            assertThat(script.errors()).contains("building");
        }
        assertThat(folder.resolve("target/netprog.built")).exists();
    }

    @Test
    void aSecondWindowWaitsForTheBuildOfTheFirst() throws IOException {
        tool("java", """
                case "$*" in
                  *Freshness*) test -e fresh ;;
                  *-version*) echo 'version "21"' >&2 ;;
                  *) echo started ;;
                esac""");
        tool("mvn", "echo build >>builds; while ! test -e go; do sleep 0.01; done; touch fresh");
        try (Program first = start("C")) {
            Awaitility.await().atMost(Program.TIMEOUT).until(() -> Files.exists(folder.resolve("builds")));
            try (Program second = start("ko_KR.UTF-8")) {
                Awaitility.await()
                        .atMost(Program.TIMEOUT)
                        .until(() -> second.errors().contains("다른 창"));
                Files.createFile(folder.resolve("go"));
                for (Program program : List.of(first, second)) {
                    assertThat(program.awaitExit()).as("%s", program).isZero();
                    assertThat(program.output()).isEqualTo("started\n");
                }
            }
        }
        assertThat(folder.resolve("builds")).hasContent("build");
        assertThat(folder.resolve("target/netprog-build.lock")).doesNotExist();
    }

    @Test
    void aBuildThatWasKilledIsNotWaitedFor() throws IOException {
        tool("java", "case \"$*\" in *Freshness*) exit 1 ;; *-version*) echo 'version \"21\"' >&2 ;; esac");
        tool("mvn", "exit 0");
        Files.createDirectory(folder.resolve("target"));
        Process gone = new ProcessBuilder("true").start();
        Files.writeString(folder.resolve("target/netprog-build.lock"), gone.pid() + "\n");
        assertThat(gone.onExit().join().exitValue()).isZero();
        try (Program script = start("C")) {
            assertThat(script.awaitExit()).as("%s", script).isZero();
        }
        assertThat(folder.resolve("target/netprog-build.lock")).doesNotExist();
    }

    private String errorOf(String locale) throws IOException {
        try (Program script = start(locale)) {
            assertThat(script.awaitExit()).isEqualTo(1);
            assertThat(script.errors().lines()).hasSize(1);
            return script.errors();
        }
    }

    private Program start(String locale, String... args) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(folder.resolve("netprog").toString());
        builder.command().addAll(List.of(args));
        builder.environment().clear();
        builder.directory(folder.toFile());
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("LC_ALL", locale);
        return Program.start(builder);
    }

    private void tool(String name, String script) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
