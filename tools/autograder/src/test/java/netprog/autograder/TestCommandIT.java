package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import netprog.wire.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code test} as a process, in folders as students have them: no build, no Maven. */
class TestCommandIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final Path REFERENCE = TOP.resolve("solutions/src/main/java/netprog/week04/login");
    private static final Path ASSIGNMENT = Path.of("week04-login-assignment");
    private static final Path WORK = ASSIGNMENT.resolve("src/main/java/netprog/week04/login");

    /** Only a busy machine needs as long. */
    private static final Duration MINUTES = Program.TIMEOUT.multipliedBy(5);

    /** Each project is a folder of its own below it, and so is each program's folder for temporary files. */
    @TempDir
    private static Path folder;

    private static int projects;

    /** A student's project: some files are the reference's, the others stubs. */
    private static Path project(String... solved) throws IOException {
        Path project = folder.resolve("학생 " + ++projects);
        copy(
                TOP.resolve(ASSIGNMENT).resolve("src/main"),
                project.resolve(ASSIGNMENT).resolve("src/main"));
        copy(
                TOP.resolve(ASSIGNMENT).resolve("src/main/java"),
                project.resolve(ASSIGNMENT).resolve("src/stubs"));
        copy(
                TOP.resolve(ASSIGNMENT).resolve("src/test"),
                project.resolve(ASSIGNMENT).resolve("src/test"));
        for (String part : solved) {
            Files.writeString(project.resolve(WORK).resolve(part + ".java"), reference(part));
        }
        Path jar = Path.of("week04-echo/target/week04-echo.jar");
        copy(TOP.resolve(jar), project.resolve(jar));
        return project;
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

    private static String reference(String part) throws IOException {
        return Files.readString(REFERENCE.resolve(part + ".java"));
    }

    private static void change(Path project, String part, String text, String by) throws IOException {
        Path file = project.resolve(WORK).resolve(part + ".java");
        String changed = Files.readString(file).replace(text, by);
        assertThat(changed).isNotEqualTo(Files.readString(file));
        Files.writeString(file, changed);
    }

    private static Program test(Path project, String... args) throws IOException {
        Path temporary = Files.createDirectories(project.resolve("tmp"));
        List<String> options = List.of(
                "-Duser.language=en",
                "-Dsun.jnu.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary,
                "-Dnetprog.top=" + project);
        List<String> all = new ArrayList<>(List.of("test"));
        all.addAll(List.of(args));
        return Program.java(options, TOP.resolve("tools/grading/target/grading.jar"), all.toArray(new String[0]));
    }

    private static void leavesNothing(Path project) throws IOException {
        try (Stream<Path> left = Files.list(project.resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void theUntouchedAssignmentIsToDo() throws IOException {
        Path project = project();
        // What an IDE left behind, which may be anything, is not looked at.
        Path compiled = project.resolve(ASSIGNMENT).resolve("target/classes/netprog/week04/login/LoginRequest.class");
        Files.createDirectories(compiled.getParent());
        Files.writeString(compiled, "no class file");
        try (Program test = test(project)) {
            assertThat(test.awaitExit(MINUTES)).as("%s", test).isZero();
            assertThat(test.output())
                    .contains("Next: LoginRequest, task 1: to do: step 1 of LoginRequest.parse")
                    .endsWith("\nScore: 0 of 60\n");
            assertThat(test.errors()).isEmpty();
        }
        leavesNothing(project);
    }

    @Tag("full")
    @Test
    void aFinishedAssignmentEarnsAllVisiblePointsAndHearsOfTheHiddenTests() throws IOException {
        Path project = project(
                "LoginRequest", "UserTable", "TcpLoginServer", "TcpLoginClient", "UdpLoginServer", "UdpLoginClient");
        try (Program test = test(project)) {
            assertThat(test.awaitExit(MINUTES)).as("%s", test).isZero();
            List<String> lines = test.output().lines().toList();
            assertThat(lines).endsWith("Score: 60 of 60");
            assertThat(lines.get(lines.size() - 2)).contains("hidden tests", "\"The protocol\"", "README.md");
        }
        Path grade = project.resolve(ASSIGNMENT).resolve("target/grade");
        assertThat(grade.resolve("summary.md")).content().startsWith("# Score: 60 of 60");
        assertThat(grade.resolve("summary.txt")).content().endsWith("Score: 60 of 60\n");
        assertThat(new ObjectMapper()
                        .readTree(grade.resolve("results.json").toFile())
                        .get("score")
                        .asInt())
                .isEqualTo(60);
        try (Program test = test(project, "tcp-server", "1", "UserTable")) {
            assertThat(test.awaitExit(MINUTES)).as("%s", test).isZero();
            assertThat(test.output()).endsWith("\nScore: 28 of 28\n").doesNotContain("UdpLogin", "hidden");
        }
        leavesNothing(project);
    }

    @Test
    void whatDoesNotCompileCostsItsPartAndIsShownAsTheCompilerSaysIt() throws IOException {
        Path project = project("LoginRequest", "UserTable", "TcpLoginServer", "TcpLoginClient");
        change(project, "TcpLoginServer", "accept()", "acept()");
        Files.delete(project.resolve(WORK).resolve("UdpLoginClient.java"));
        try (Program test = test(project);
                Program document = test(project, "--json", "3", "4", "6")) {
            assertThat(test.awaitExit(MINUTES)).as("%s", test).isOne();
            assertThat(test.output())
                    .contains("TcpLoginServer.java does not compile")
                    .containsPattern("\n" + Pattern.quote(WORK + File.separator)
                            + "TcpLoginServer.java:\\d+: error: cannot find symbol\n.*acept\\(\\).*\n *\\^\n"
                            + "  symbol:   method acept\\(\\)\n  location: .*ServerSocket")
                    .contains("UdpLoginClient.java is missing")
                    .containsPattern("TcpLoginClient +12 / 12")
                    .containsPattern("TcpLoginServer +0 / 16")
                    .contains("Next: TcpLoginServer, task 3: TcpLoginServer.java does not compile, line ")
                    .endsWith("\nScore: 24 of 60\n");

            assertThat(document.awaitExit(MINUTES)).as("%s", document).isOne();
            JsonNode json = new ObjectMapper().readTree(document.output());
            assertThat(json.fieldNames()).toIterable().containsExactly("score", "max", "parts", "failures", "compile");
            assertThat(json.get("score").asInt()).isEqualTo(12);
            assertThat(json.get("max").asInt()).isEqualTo(36);
            assertThat(json.get("failures")).isEmpty();
            assertThat(json.get("compile")).singleElement().satisfies(error -> {
                assertThat(error.fieldNames()).toIterable().containsExactly("file", "line", "column", "message");
                assertThat(error.get("file").asText()).isEqualTo("TcpLoginServer.java");
                assertThat(error.get("line").asInt()).isPositive();
                assertThat(error.get("message").asText()).startsWith("cannot find symbol");
            });
        }
        leavesNothing(project);
    }

    @Tag("full")
    @Test
    void oneMistakeIsExplainedOnce() throws IOException {
        Path project = project("LoginRequest", "TcpLoginServer");
        change(project, "TcpLoginServer", "accept()", "accept(); if (true) throw new IllegalStateException()");
        try (Program test = test(project, "3");
                Program document = test(project, "3", "--json")) {
            assertThat(test.awaitExit(MINUTES)).as("%s", test).isOne();
            assertThat(test.output())
                    .containsOnlyOnce("IllegalStateException")
                    .containsPattern("\\d more tests fail for the same reason");
            assertThat(document.awaitExit(MINUTES)).as("%s", document).isOne();
            JsonNode json = new ObjectMapper().readTree(document.output());
            assertThat(json.get("failures")).singleElement().satisfies(failure -> {
                assertThat(failure.fieldNames())
                        .toIterable()
                        .containsExactly("part", "task", "name", "points", "cause", "message", "at", "also");
                assertThat(failure.get("task").asInt()).isEqualTo(3);
                assertThat(failure.get("cause").asText()).isEqualTo("threw");
                assertThat(failure.get("also")).hasSizeGreaterThan(3);
            });
        }
    }

    @Tag("full")
    @Test
    void systemExitInTheStudentsCodeIsNamedAndIsNoSuccess() throws IOException {
        Path project = project("LoginRequest");
        change(project, "TcpLoginClient", "throw new Todo(", "System.exit(0); throw new Todo(");
        try (Program test = test(project)) {
            assertThat(test.awaitExit(MINUTES)).as("%s", test).isOne();
            assertThat(test.output()).isEmpty();
            assertThat(test.errors().lines())
                    .singleElement()
                    .asString()
                    .containsPattern("System\\.exit\\(\\) \\(TcpLoginClient\\.java:\\d+\\)");
        }
        assertThat(project.resolve(ASSIGNMENT).resolve("target/grade/summary.md"))
                .content()
                .contains("System.exit()");
        leavesNothing(project);
    }

    @Test
    void aWrongWordIsOneLineAndStatus2() throws IOException {
        Path project = project();
        for (String wrong : new String[] {"0", "7", "server", "loginrequest", "--trace", "--watch"}) {
            try (Program test = test(project, wrong)) {
                assertThat(test.awaitExit(MINUTES)).as(wrong).isEqualTo(2);
                assertThat(test.output()).isEmpty();
                assertThat(test.errors().lines()).singleElement().asString().contains(wrong);
            }
        }
        try (Program help = test(project, "--help")) {
            assertThat(help.awaitExit(MINUTES)).isZero();
            assertThat(help.output()).contains("netprog test", "PART", "--json", "--lang", "Exit status");
        }
    }
}
