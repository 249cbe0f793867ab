package netprog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The start script on a machine that is a folder with the few programs it uses. Its Java is a script that repeats what it is
 * started with.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "netprog.cmd is started by the workflow on Windows")
class StartScriptTest {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();

    private static final String JAVA_17 = """
            case "$*" in
              *-version*) echo 'openjdk version "17.0.1"' >&2 ;;
              *--describe-module*) ;;
              *) printf '<%s>' "$@"; echo "${LC_ALL:-}" ;;
            esac""";

    @TempDir
    private Path folder;

    private Path bin;
    private Path top;
    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void aMachineWithoutJava() throws IOException {
        bin = Files.createDirectory(folder.resolve("bin"));
        for (String tool : List.of("sh", "dirname", "readlink", "sed", "locale")) {
            program(tool, "exec " + SystemProgram.find(tool, "coreutils") + " \"$@\"");
        }
        top = Files.createDirectory(folder.resolve("netprog course"));
        Files.copy(TOP.resolve("netprog"), top.resolve("netprog"));
        environment.put("PATH", bin.toString());
        environment.put("LC_ALL", "C.UTF-8");
    }

    @Test
    void saysThatJavaIsMissing() throws IOException {
        assertThat(error()).contains("there is no Java").contains("JDK 17");
        environment.put("LC_ALL", "ko_KR.UTF-8");
        assertThat(error()).contains("Java가 없습니다").contains("JDK 17");
        environment.put("JAVA_HOME", "/no/such jdk");
        assertThat(error()).contains("/no/such jdk/bin/java");
    }

    @ParameterizedTest
    @CsvSource({"openjdk version \"11.0.2\" 2019-01-15, 11", "java version \"1.8.0_202\", 8", "version \"16\", 16"})
    void saysThatJavaIsTooOld(String version, String number) throws IOException {
        java("echo '" + version + "' >&2");
        assertThat(error()).contains("Java " + number + " ").contains("17");
        environment.put("LC_ALL", "ko_KR.UTF-8");
        assertThat(error()).contains("Java " + number + "입니다").contains("17");
    }

    @Test
    void saysThatAJreIsNotEnough() throws IOException {
        java("case \"$*\" in *-version*) echo 'openjdk version \"17.0.1\"' >&2 ;; *--describe-module*) exit 1 ;; esac");
        assertThat(error()).contains("no compiler").contains("JDK");
    }

    @Test
    void runsTheSourceOfBuildBeforeThereIsAJar() throws IOException {
        java(JAVA_17);
        String sources = top + "/tools/launcher/src/main";
        assertThat(output("week03", "a b", "$c", "", "*"))
                .contains("<-Dnetprog.top=" + top + "><-cp><" + sources + "/resources>")
                .endsWith("<" + sources + "/java/netprog/launcher/Build.java><week03><a b><$c><><*>C.UTF-8\n");
        launcher("launcher-01234567.jar"); // this one has been removed
        Files.delete(top.resolve("target/netprog/launcher-01234567.jar"));
        assertThat(output()).contains("Build.java");
    }

    @Test
    void runsTheLaunchersJarWithOneJava() throws IOException {
        java("echo \"$$ $*\"");
        launcher("launcher-89abcdef.jar");
        try (Program script = start(List.of(top.resolve("netprog").toString(), "week03", "tcp-server"))) {
            assertThat(script.awaitExit()).as("%s", script).isZero();
            assertThat(script.output())
                    .startsWith(script.pid() + " -XX:TieredStopAtLevel=1 ")
                    .endsWith(" -XX:+UseSerialGC -Dnetprog.top=" + top + " -Dnetprog.build=true -jar " + top
                            + "/target/netprog/launcher-89abcdef.jar week03 tcp-server\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
    void choosesNoCollectorBesideTheOptionsOfTheUser(String variable) throws IOException {
        java(JAVA_17);
        assertThat(output()).contains("GC");
        environment.put(variable, "-XX:+UseG1GC");
        assertThat(output()).doesNotContain("GC").contains("TieredStopAtLevel");
        launcher("launcher-89abcdef.jar");
        assertThat(output()).doesNotContain("GC").contains("TieredStopAtLevel");
    }

    @Test
    void followsLinks() throws IOException {
        java(JAVA_17);
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.createSymbolicLink(home.resolve("netprog"), top.resolve("netprog"));
        Files.createSymbolicLink(home.resolve("np"), Path.of("netprog"));
        for (List<String> command : List.of(
                List.of(home.resolve("netprog").toString()),
                List.of(home.resolve("np").toString()),
                List.of("./np"),
                List.of("sh", "np"))) {
            try (Program script = start(command, home)) {
                assertThat(script.awaitExit()).as("%s", script).isZero();
                assertThat(script.output()).contains("<-Dnetprog.top=" + top + ">");
            }
        }
    }

    @Test
    void startsWithoutTheRunBitAndFromThePath() throws IOException {
        java(JAVA_17);
        Files.setPosixFilePermissions(top.resolve("netprog"), PosixFilePermissions.fromString("rw-r--r--"));
        try (Program script = start(List.of("sh", "netprog"), top)) {
            assertThat(script.awaitExit()).as("%s", script).isZero();
            assertThat(script.output()).contains("<-Dnetprog.top=" + top + ">");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"week 3!", "a:b", "what!/netprog", "c:/netprog"})
    void namesAFolderInWhichJavaCannotWork(String name) throws IOException {
        java(JAVA_17);
        Path odd = Files.createDirectories(folder.resolve(name));
        Files.copy(TOP.resolve("netprog"), odd.resolve("netprog"));
        top = odd;
        assertThat(error()).contains(odd.toString()).contains("Rename or move it");
        environment.put("LC_ALL", "ko_KR.UTF-8");
        assertThat(error()).contains(odd.toString()).contains("이름을 바꾸거나");
    }

    @Test
    void worksInAFolderWithOtherOddCharacters() throws IOException {
        java(JAVA_17);
        Path odd = Files.createDirectories(folder.resolve("it's 100% (1) !x & $HOME"));
        Files.copy(TOP.resolve("netprog"), odd.resolve("netprog"));
        top = odd;
        assertThat(output()).contains("<-Dnetprog.top=" + odd + ">");
    }

    /** In an ASCII locale Java cannot open a file whose name is Korean. A locale that is not installed becomes one. */
    @ParameterizedTest
    @CsvSource({
        "LC_ALL, C, C.UTF-8, ''",
        "LC_ALL, POSIX, C.UTF-8, ''",
        "LANG, C, C.UTF-8, ''",
        "LC_CTYPE, UTF-8, C.UTF-8, ''",
        "LC_ALL, xx_YY.UTF-8, C.UTF-8, ''",
        "LC_ALL, ko_XX.UTF-8, C.UTF-8, <-Duser.language=ko>",
        "LC_ALL, C.UTF-8, C.UTF-8, ''",
        "LANG, C.UTF-8, '', ''",
    })
    void fileNamesWorkInEveryLocale(String variable, String locale, String expected, String language)
            throws IOException {
        java(JAVA_17);
        environment.remove("LC_ALL");
        environment.put(variable, locale);
        assertThat(output()).contains(language).endsWith(">" + expected + "\n");
    }

    private void launcher(String jar) throws IOException {
        Path copies = Files.createDirectories(top.resolve("target/netprog"));
        Files.writeString(copies.resolve("launcher"), jar + "\n");
        Files.createFile(copies.resolve(jar));
    }

    private String output(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(top.resolve("netprog").toString()));
        command.addAll(List.of(args));
        try (Program script = start(command)) {
            assertThat(script.awaitExit()).as("%s", script).isZero();
            assertThat(script.errors()).isEmpty();
            return script.output();
        }
    }

    private String error() throws IOException {
        try (Program script = start(List.of(top.resolve("netprog").toString()))) {
            assertThat(script.awaitExit()).as("%s", script).isEqualTo(1);
            assertThat(script.errors().lines()).as("%s", script).hasSize(1);
            return script.errors();
        }
    }

    private Program start(List<String> command) throws IOException {
        return start(command, folder);
    }

    private Program start(List<String> command, Path directory) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return Program.start(builder);
    }

    private void java(String script) throws IOException {
        program("java", script);
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
