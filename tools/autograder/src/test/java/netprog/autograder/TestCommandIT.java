package netprog.autograder;

import static netprog.autograder.StudentProject.ASSIGNMENT;
import static netprog.autograder.StudentProject.MINUTES;
import static netprog.autograder.StudentProject.WORK;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import netprog.wire.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code test} as a process, in folders as students have them: no build, no Maven. */
class TestCommandIT {
    @TempDir
    private static Path folder;

    @Test
    void theUntouchedAssignmentIsToDo() throws IOException {
        StudentProject project = StudentProject.in(folder);
        // What an IDE left behind, which may be anything, is not looked at.
        Path compiled = project.resolve(ASSIGNMENT.resolve("target/classes/netprog/week04/login/LoginRequest.class"));
        Files.createDirectories(compiled.getParent());
        Files.writeString(compiled, "no class file");
        try (Program test = project.start("test")) {
            assertThat(test.awaitExit(MINUTES)).as("%s", test).isZero();
            assertThat(test.output())
                    .contains("Next: LoginRequest, task 1: to do: step 1 of LoginRequest.parse")
                    .endsWith("\nScore: 0 of 60\n");
            assertThat(test.errors()).isEmpty();
        }
        project.leavesNothing();
    }

    @Tag("full")
    @Test
    void aFinishedAssignmentEarnsAllVisiblePointsAndHearsOfTheHiddenTests() throws IOException {
        StudentProject project = StudentProject.in(
                folder,
                "LoginRequest",
                "UserTable",
                "TcpLoginServer",
                "TcpLoginClient",
                "UdpLoginServer",
                "UdpLoginClient");
        try (Program test = project.start("test")) {
            assertThat(test.awaitExit(MINUTES)).as("%s", test).isZero();
            List<String> lines = test.output().lines().toList();
            assertThat(lines).endsWith("Score: 60 of 60");
            assertThat(lines.get(lines.size() - 2)).contains("hidden tests", "\"The protocol\"", "README.md");
        }
        Path grade = project.resolve(ASSIGNMENT.resolve("target/grade"));
        assertThat(grade.resolve("summary.md")).content().startsWith("# Score: 60 of 60");
        assertThat(grade.resolve("summary.txt")).content().endsWith("Score: 60 of 60\n");
        assertThat(new ObjectMapper()
                        .readTree(grade.resolve("results.json").toFile())
                        .get("score")
                        .asInt())
                .isEqualTo(60);
        try (Program test = project.start("test", "tcp-server", "1", "UserTable")) {
            assertThat(test.awaitExit(MINUTES)).as("%s", test).isZero();
            assertThat(test.output()).endsWith("\nScore: 28 of 28\n").doesNotContain("UdpLogin", "hidden");
        }
        project.leavesNothing();
    }

    @Tag("full")
    @Test
    void whatDoesNotCompileCostsItsPartAndIsShownAsTheCompilerSaysIt() throws IOException {
        StudentProject project =
                StudentProject.in(folder, "LoginRequest", "UserTable", "TcpLoginServer", "TcpLoginClient");
        project.change("TcpLoginServer", "accept()", "acept()");
        Files.delete(project.file("UdpLoginClient"));
        try (Program test = project.start("test");
                Program document = project.start("test", "--json", "3", "4", "6")) {
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
        project.leavesNothing();
    }

    @Tag("full")
    @Test
    void oneMistakeIsExplainedOnce() throws IOException {
        StudentProject project = StudentProject.in(folder, "LoginRequest", "TcpLoginServer");
        project.change("TcpLoginServer", "accept()", "accept(); if (true) throw new IllegalStateException()");
        try (Program test = project.start("test", "3");
                Program document = project.start("test", "3", "--json")) {
            assertThat(test.awaitExit(MINUTES)).as("%s", test).isOne();
            assertThat(test.output())
                    .containsOnlyOnce("IllegalStateException")
                    .containsPattern("and \\d+ more tests: ");
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
    void theSameWrongWordIsShownOnceAndMarked() throws IOException {
        StudentProject project = StudentProject.in(folder, "LoginRequest", "TcpLoginServer");
        project.change("TcpLoginServer", "402 Invalid", "402 Invaild");
        project.change("LoginRequest", "return text.endsWith", "return txt.endsWith");
        try (Program test = project.start("test", "3")) {
            assertThat(test.awaitExit(MINUTES)).as("%s", test).isOne();
            assertThat(test.output())
                    .as("the stub of task 1 is to do, and its file is told")
                    .contains("LoginRequest.java does not compile")
                    .contains("Next: TcpLoginServer, task 3: LoginRequest.java does not compile")
                    .contains("-> The compiler does not know this name");
            project.save("LoginRequest", StudentProject.reference("LoginRequest"));
        }
        try (Program test = project.start("test", "3")) {
            assertThat(test.awaitExit(MINUTES)).as("%s", test).isOne();
            assertThat(test.output())
                    .containsOnlyOnce("came: ")
                    .containsPattern("came: +128 bytes, \"402 Invaild Password\\\\n\"\n {33}\\^\n")
                    .contains("   and 2 more tests: a correct login after failed ones; ");
        }
    }

    @Tag("full")
    @Test
    void systemExitInTheStudentsCodeCostsItsOwnTestsOnly() throws IOException {
        StudentProject project = StudentProject.in(folder, "LoginRequest");
        project.change("TcpLoginClient", "throw new Todo(", "System.exit(0); throw new Todo(");
        try (Program test = project.start("test", "1", "4")) {
            assertThat(test.awaitExit(MINUTES)).as("%s", test).isOne();
            assertThat(test.output())
                    .containsOnlyOnce("Your code called System.exit()")
                    .endsWith("\nScore: 6 of 18\n");
        }
        project.leavesNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "--trace"})
    void aWrongWordIsOneLineAndStatus2(String wrong) throws IOException {
        try (Program test = StudentProject.in(folder).start("test", wrong)) {
            assertThat(test.awaitExit(MINUTES)).isEqualTo(2);
            assertThat(test.output()).isEmpty();
            assertThat(test.errors().lines()).singleElement().asString().contains(wrong);
        }
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"0", "server", "loginrequest", "--watch"})
    void anotherWrongWordIsOneLineAndStatus2(String wrong) throws IOException {
        aWrongWordIsOneLineAndStatus2(wrong);
    }

    @Test
    void helpExplainsEveryOption() throws IOException {
        StudentProject project = StudentProject.in(folder);
        try (Program help = project.start("test", "--help")) {
            assertThat(help.awaitExit(MINUTES)).isZero();
            assertThat(help.output()).contains("netprog test", "PART", "--json", "--lang", "Exit status");
        }
    }
}
