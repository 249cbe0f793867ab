package netprog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import netprog.wire.Program;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is built before a command, in a small project: its modules have a source each, and its Maven is a script that makes a
 * jar of the text of a module's sources and fails where that text is "error".
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its Maven is a shell script")
@ResourceLock(Resources.LOCALE)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class BuildTest {
    private static final String MAVEN = """
            #!/bin/sh
            echo "$*" >>calls
            while [ $# -gt 0 ]; do case $1 in -pl) shift; modules=$1 ;; esac; shift; done
            echo '[INFO] Building netprog 1.0                 [1/2]'
            status=0
            for module in $(echo "$modules" | tr , ' '); do
              name=${module##*/}
              echo "[INFO] Building $name 1.0                 [2/2]"
              if test -e "$module/target/classes/old"; then echo "$name is up to date"; continue; fi
              text=$(cat "$module"/src/*/java/*.java)
              if test "$text" = error; then
                echo "[ERROR] $PWD/$module/src/main/java/A.java:[1,1] class expected"
                echo '[ERROR] -> [Help 1]'
                status=1
                continue
              fi
              mkdir -p "$module/target/classes"
              echo "$text" >"$module/target/$name.jar"
            done
            while test -e wait; do sleep 0.01; done
            if test -e saved; then mv saved week03-time/src/main/java/A.java; fi
            exit $status
            """;

    @TempDir
    private Path top;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private Locale locale;

    @BeforeEach
    void aProject() throws IOException {
        locale = Locale.getDefault();
        Locale.setDefault(Locale.ENGLISH);
        Path maven = write("mvn", MAVEN);
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        write("pom.xml", "");
        write("tools/assembly/runnable-jar.xml", "");
        module("shared-util");
        module("tools/wire");
        module("week03-time", dependency("shared-util", ""), dependency("wire", "<scope>test</scope>"));
        module("week04-echo", dependency("shared-util", ""));
        module("week04-login-assignment", dependency("week04-echo", ""), dependency("wire", "<scope>test</scope>"));
        module("tools/grading", dependency("wire", ""));
        module("tools/launcher", dependency("wire", ""), dependency("shared-util", ""));
    }

    @AfterEach
    void forgetTheJars() {
        Locale.setDefault(locale);
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith("netprog.jar."));
    }

    @Test
    void theFirstBuildReportsWhatIsGoingOn() throws Exception {
        assertThat(build("week03")).isEqualTo("""
                netprog: building week03-time, launcher: not built yet. Maven downloads what is missing, which can take a few minutes the first time ...
                netprog: building 1 of 1: week03-time
                netprog: building 1 of 1: launcher
                netprog: built in 0 s
                """);
        assertThat(Build.jar(top, "week03-time")).hasContent("week03-time");
        assertThat(top.resolve("target/netprog/launcher")).content().matches("launcher-[0-9a-f]{8}\\.jar\n");
        assertThat(top.resolve("target/netprog-build.log")).content().contains("Building launcher");
    }

    @Test
    void whatIsUpToDateIsNotBuilt() throws Exception {
        build("week03");
        assertThat(build("week03")).isEmpty();
        assertThat(calls()).hasSize(1);
    }

    @Test
    void aChangedSourceIsNamed() throws Exception {
        build("week03");
        write("week03-time/src/main/java/A.java", "changed");
        assertThat(build("week03")).isEqualTo("netprog: building week03-time (A.java has changed) ...\n");
        assertThat(Build.jar(top, "week03-time")).hasContent("changed");
        write("week03-time/src/main/java/A.java", "again");
        write("shared-util/src/main/java/B.java", "new");
        assertThat(build("week03")).containsPattern("week03-time, launcher \\([AB].java and 1 more have changed\\)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001-01-01T00:00:00Z", "2100-01-01T00:00:00Z"})
    void datesDoNotMatter(Instant date) throws Exception {
        build("week03");
        Path source = top.resolve("week03-time/src/main/java/A.java");
        Files.setLastModifiedTime(source, FileTime.from(date));
        assertThat(build("week03")).isEmpty();
        // Maven believes in dates: what it would take for up to date is removed before.
        write("week03-time/target/classes/old", "");
        write("week03-time/src/main/java/A.java", "changed");
        Files.setLastModifiedTime(source, FileTime.from(date));
        build("week03");
        assertThat(Build.jar(top, "week03-time")).hasContent("changed");
    }

    @ParameterizedTest
    @CsvSource({
        "week03-time/src/main/java/A.java, week03-time",
        "week03-time/src/main/resources/a.properties, week03-time",
        "week03-time/pom.xml, week03-time",
        "shared-util/src/main/java/A.java, 'week03-time,tools/launcher'",
        "tools/wire/src/main/java/A.java, tools/launcher",
        "tools/launcher/src/main/java/A.java, tools/launcher",
        "pom.xml, 'week03-time,tools/launcher'",
        ".mvn/maven.config, 'week03-time,tools/launcher'",
        "tools/assembly/runnable-jar.xml, 'week03-time,tools/launcher'",
        // Of no use for this command: another week, tests, and what editors leave beside sources.
        "week04-login-assignment/src/main/java/A.java, ''",
        "week04-echo/src/main/java/A.java, ''",
        "week03-time/src/test/java/A.java, ''",
        "week03-time/src/main/java/.A.java.swp, ''",
        "week03-time/src/main/java/A.java~, ''",
        "tools/wire/src/test/java/A.java, ''",
        "README.md, ''"
    })
    void buildsWhatTheChangedFileIsPartOf(String file, String modules) throws Exception {
        build("week03");
        Path changed = top.resolve(file);
        write(file, Files.exists(changed) ? Files.readString(changed) + "\n" : "new");
        build("week03");
        assertThat(calls()).hasSize(modules.isEmpty() ? 1 : 2).last().asString().contains(modules);
    }

    @Test
    void aRemovedSourceAndALinkToNothingCount() throws Exception {
        write("week03-time/src/main/java/B.java", "b");
        build("week03");
        Files.delete(top.resolve("week03-time/src/main/java/B.java"));
        Files.createSymbolicLink(top.resolve("week03-time/src/main/java/.#A.java"), Path.of("nowhere"));
        assertThat(build("week03")).contains("B.java has changed");
    }

    @Test
    void aChangeThatIsTakenBackNeedsNoBuild() throws Exception {
        build("week03");
        write("week03-time/src/main/java/A.java", "changed");
        build("week03");
        write("week03-time/src/main/java/A.java", "week03-time");
        assertThat(build("week03")).isEmpty();
        assertThat(Build.jar(top, "week03-time")).hasContent("week03-time");
    }

    @Test
    void onlyTheLastTwoJarsAreKept() throws Exception {
        for (String text : List.of("a", "b", "c", "d")) {
            write("week03-time/src/main/java/A.java", text);
            build("week03");
        }
        try (Stream<Path> files = Files.list(top.resolve("target/netprog"))) {
            assertThat(files.filter(file -> file.toString().matches(".*week03-time-.*")))
                    .hasSize(2);
        }
    }

    @Test
    void aBrokenSourceStopsItsOwnCommandOnly() throws Exception {
        write("week04-login-assignment/src/main/java/A.java", "error");
        assertThat(build("week03")).contains("built in");
        assertThat(build("doctor", "127.0.0.1")).isEmpty();
        assertThat(build("test")).contains("built in");
        assertThat(new Build(top, top.resolve("mvn").toString(), Duration.ofSeconds(60), stream()).prepare("login"))
                .isNull();
        assertThat(said())
                .contains("  week04-login-assignment/src/main/java/A.java:[1,1] class expected\n")
                .endsWith(
                        "netprog: week04-login-assignment could not be built. All of Maven's output is in target/netprog-build.log.\n")
                .doesNotContain("Help 1", top.toString());
    }

    @Test
    void theLauncherIsBuiltEvenIfAWeekIsBroken() throws Exception {
        write("week03-time/src/main/java/A.java", "error");
        assertThat(prepare("week03")).isNull();
        assertThat(top.resolve("target/netprog/launcher")).exists();
        assertThat(build("sockets")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "sockets --json, ''",
        "doctor 127.0.0.1, ''",
        "lab nat, ''",
        "lab nat --matrix, week03-time week04-echo solutions",
        "test, grading week04-echo",
        "test --help, grading week04-echo",
        "week03, week03-time",
        "week03 --help, ''",
        "week03 tcp-server --help, week03-time",
        "--lang ko week03 tcp-server, week03-time",
        "week04-echo tcp-client help 1, week04-echo",
        "login, week04-login-assignment",
        "solution tcp-server, solutions",
        "score DIR, autograder week04-login-assignment",
        "score --help, autograder week04-login-assignment",
        "grade, autograder week04-login-assignment",
        "gradescope-zip, autograder week04-login-assignment",
        "classroom50-bundle, autograder week04-login-assignment",
        "student-edition, autograder week04-login-assignment",
        "demo, week03-time week04-echo solutions autograder week04-login-assignment",
        "demo --help, ''",
        "help, ''",
        "help week03, ''",
        "help demo, ''",
        "help week03 tcp-server, week03-time",
        "help score, autograder week04-login-assignment",
        "nonsense, ''",
    })
    void eachCommandHasItsModules(String command, String modules) throws IOException {
        module("solutions");
        module("tools/autograder");
        String[] args = command.isEmpty() ? new String[0] : command.split(" ");
        assertThat(String.join(" ", build().modules(args))).isEqualTo(modules);
    }

    @Test
    void theStudentEditionHasNoModulesOfTheStaff() {
        assertThat(build().modules("demo")).containsExactly("week03-time", "week04-echo");
        assertThat(build().modules("lab", "nat", "--matrix")).containsExactly("week03-time", "week04-echo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/hidden/java/Hidden.java", "src/test/java/A.java", "src/hidden/resources/a.properties"})
    void testsInTheGradersJarCount(String test) throws Exception {
        module(
                "tools/autograder",
                dependency("week04-login-assignment", "<type>test-jar</type><scope>runtime</scope>"));
        write("week04-login-assignment/src/hidden/java/Hidden.java", "hidden");
        build("score", "DIR");
        assertThat(calls()).last().asString().contains("-DskipTests").doesNotContain("maven.test.skip");
        write("week04-login-assignment/" + test, "changed");
        assertThat(build("score", "DIR")).contains("building autograder (").contains("has changed");
        assertThat(build("week03")).contains("week03-time");
        assertThat(calls()).last().asString().contains("-Dmaven.test.skip=true");
    }

    @Test
    void aSecondWindowWaitsAndFindsEverythingBuilt() throws Exception {
        write("wait", "");
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> other("week03"));
        Awaitility.await().atMost(Program.TIMEOUT).until(() -> Files.exists(top.resolve("calls")));
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> unchecked("week03"));
        Awaitility.await().atMost(Program.TIMEOUT).until(() -> said().contains("waiting for the build"));
        Files.delete(top.resolve("wait"));
        assertThat(first.join()).contains("built in");
        assertThat(second.join()).isEqualTo("netprog: waiting for the build in another window ...\n");
        assertThat(calls()).hasSize(1);
    }

    @Test
    void theWaitForAnotherWindowIsBounded() throws Exception {
        Path lock = write("target/netprog/lock", "");
        try (FileChannel other = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            other.lock();
            assertThat(new Build(top, top.resolve("mvn").toString(), Duration.ofMillis(1), stream()).prepare("week03"))
                    .isNull();
        }
        assertThat(said()).contains("waiting for the build").contains("has not ended for");
        assertThat(top.resolve("calls")).doesNotExist();
    }

    @Test
    void aLockThatAKilledBuildLeftIsNone() throws Exception {
        write("target/netprog/lock", "1");
        write("target/netprog-build.lock", "1"); // as earlier versions left it
        assertThat(build("week03")).contains("built in").doesNotContain("waiting");
    }

    @Test
    void aSourceThatIsSavedDuringTheBuildIsBuiltAgain() throws Exception {
        build("week03");
        write("week03-time/src/main/java/A.java", "before");
        write("saved", "meanwhile");
        build("week03");
        assertThat(Build.jar(top, "week03-time")).hasContent("meanwhile");
        assertThat(build("week03")).isEmpty();
    }

    @Test
    void aBuildWithoutMavenSaysHowToGetIt() throws Exception {
        assertThat(new Build(top, "no-such-mvn", Duration.ofSeconds(1), stream()).prepare("week03"))
                .isNull();
        assertThat(said())
                .endsWith("Install Maven 3.8 or newer (Debian, Ubuntu: apt install maven; else maven.apache.org).\n");
    }

    @Test
    void speaksKorean() throws Exception {
        Locale.setDefault(Locale.KOREAN);
        assertThat(build("week03")).contains("아직 빌드한 적이 없습니다");
        write("week03-time/src/main/java/A.java", "changed");
        assertThat(build("week03")).isEqualTo("netprog: week03-time 빌드 중입니다(바뀐 파일: A.java) ...\n");
    }

    /** Builds for a command, which must work, and returns what it reported. */
    private String build(String... args) throws InterruptedException {
        assertThat(prepare(args)).as("%s", said()).exists();
        return said();
    }

    private Path prepare(String... args) throws InterruptedException {
        screen.reset();
        return build().prepare(args);
    }

    private Build build() {
        return new Build(top, top.resolve("mvn").toString(), Program.TIMEOUT, stream());
    }

    private String unchecked(String... args) {
        try {
            return build(args);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same from another window, with a screen of its own. */
    private String other(String... args) {
        ByteArrayOutputStream own = new ByteArrayOutputStream();
        try {
            PrintStream stream = new PrintStream(own, true, StandardCharsets.UTF_8);
            new Build(top, top.resolve("mvn").toString(), Program.TIMEOUT, stream).prepare(args);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return own.toString(StandardCharsets.UTF_8);
    }

    private PrintStream stream() {
        return new PrintStream(screen, true, StandardCharsets.UTF_8);
    }

    private String said() {
        return screen.toString(StandardCharsets.UTF_8);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(top.resolve("calls"));
    }

    private void module(String folder, String... dependencies) throws IOException {
        write(
                folder + "/pom.xml",
                "<project>" + String.join("", dependencies)
                        + "<profiles><dependency><groupId>netprog</groupId><artifactId>week03-time</artifactId>"
                        + "</dependency></profiles></project>");
        write(folder + "/src/main/java/A.java", folder.substring(folder.lastIndexOf('/') + 1));
    }

    private static String dependency(String name, String more) {
        return "<dependency><groupId>netprog</groupId><artifactId>" + name + "</artifactId>" + more + "</dependency>";
    }

    private Path write(String file, String text) throws IOException {
        Path path = top.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }
}
