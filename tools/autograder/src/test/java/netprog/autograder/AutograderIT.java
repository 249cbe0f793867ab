package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The staff's commands as processes, in the built tree. */
class AutograderIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final Path REFERENCE = TOP.resolve("solutions/src/main/java/netprog/week04/login");

    @TempDir
    private Path folder;

    private static Program autograder(String... args) throws IOException {
        Path jar = TOP.resolve("tools/autograder/target/autograder.jar");
        return Program.java(List.of("-Duser.language=en", "-Dnetprog.top=" + TOP), jar, args);
    }

    private static JsonNode score(Path folder) throws IOException {
        try (Program score = autograder("score", folder.toString(), "--json")) {
            assertThat(score.awaitExit(Program.TIMEOUT.multipliedBy(5)))
                    .as(score.toString())
                    .isZero();
            assertThat(score.errors()).contains("without a sandbox");
            return new ObjectMapper().readTree(score.output());
        }
    }

    @Test
    void theReferenceEarns100InProcesses() throws IOException {
        JsonNode verdict = score(REFERENCE);
        assertThat(verdict.fieldNames()).toIterable().containsExactly("score", "max", "parts", "failures");
        assertThat(verdict.get("score").asInt()).isEqualTo(100);
        assertThat(verdict.get("max").asInt()).isEqualTo(100);
        assertThat(verdict.get("failures")).isEmpty();
        assertThat(verdict.get("parts").get("TcpLoginServer").get("max").asInt())
                .isEqualTo(28);
    }

    @Test
    void aWrongCommandLineIsOneLineAndStatus2() throws IOException {
        allAreWrong(new String[][] {
            {"score", folder.resolve("nowhere").toString()},
            {"grade"},
            {"student-edition", "too", "many"}
        });
    }

    @Test
    @Tag("full")
    void aWrongValueIsOneLineAndStatus2() throws IOException {
        allAreWrong(new String[][] {
            {"score", "--nosuch", folder.toString()},
            {"grade", folder.resolve("nowhere").toString()},
            {"grade", "--jobs", "0", folder.toString()},
            {"grade", "--explain", "nobody", "--out", folder.toString()},
            {"grade", "--roster", folder.resolve("nowhere").toString(), folder.toString()}
        });
    }

    private static void allAreWrong(String[][] commandLines) throws IOException {
        for (String[] args : commandLines) {
            try (Program wrong = autograder(args)) {
                assertThat(wrong.awaitExit()).as(String.join(" ", args)).isEqualTo(2);
                assertThat(wrong.output()).isEmpty();
                assertThat(wrong.errors().lines()).hasSize(1);
            }
        }
    }

    @Test
    void helpExplainsEveryOption() throws IOException {
        try (Program help = autograder("score", "--help")) {
            assertThat(help.awaitExit()).isZero();
            assertThat(help.output()).contains("netprog score", "DIR", "--json", "--lang", "Exit status");
        }
        try (Program help = autograder("student-edition", "--help")) {
            assertThat(help.awaitExit()).isZero();
            assertThat(help.output()).contains("netprog student-edition", "--git", "--with-repository", "Exit status");
        }
    }

    @Test
    @Tag("full")
    void theOfficialGradeRunsInASandbox() throws IOException {
        SystemProgram.find("bwrap", "bubblewrap");
        Path submission = Files.createDirectory(folder.resolve("홍길동"));
        Files.copy(REFERENCE.resolve("LoginRequest.java"), submission.resolve("LoginRequest.java"));
        Path out = folder.resolve("out");
        try (Program grade = autograder("grade", submission.toString(), "--out", out.toString())) {
            assertThat(grade.awaitExit(Program.TIMEOUT.multipliedBy(5)))
                    .as(grade.toString())
                    .isZero();
            assertThat(grade.output()).isEqualTo("[1/1] 홍길동: 10 of 100 (missing-files)\n");
        }
        JsonNode summary =
                new ObjectMapper().readTree(out.resolve("summary.json").toFile());
        JsonNode verdict = summary.get("submissions").get(0);
        assertThat(verdict.get("name").asText()).isEqualTo("홍길동");
        assertThat(verdict.get("score").asInt()).isEqualTo(10);
        assertThat(verdict.get("sandbox").asBoolean()).isTrue();
        assertThat(verdict.get("sha256").asText()).hasSize(64);
        assertThat(out).isDirectoryContaining("glob:**/report.html").isDirectoryContaining("glob:**/grades.csv");
        assertThat(out.resolve("홍길동")).isDirectoryContaining("glob:**/results.json");
        byte[] first = Files.readAllBytes(out.resolve("summary.json"));
        try (Program again = autograder("grade", submission.toString(), "--out", out.toString())) {
            assertThat(again.awaitExit()).as(again.toString()).isZero();
            assertThat(again.output()).isEmpty();
            assertThat(again.errors()).contains("1 already graded");
        }
        assertThat(out.resolve("summary.json")).hasBinaryContent(first);
        try (Program explain = autograder("grade", "--explain", "홍길동", "--out", out.toString())) {
            assertThat(explain.awaitExit()).isZero();
            assertThat(explain.output()).startsWith("# Score: 10 of 100\n").contains("UserTable.java is missing");
        }
    }

    @Test
    @Tag("full")
    void anEmptyFolderEarnsNothing() throws IOException {
        try (Program score = autograder("score", folder.toString())) {
            assertThat(score.awaitExit(Program.TIMEOUT.multipliedBy(5)))
                    .as(score.toString())
                    .isZero();
            assertThat(score.errors()).contains("none of the 6 files").hasLineCount(2);
            assertThat(score.output()).contains("UserTable.java is missing").endsWith("\nScore: 0 of 100\n");
        }
    }
}
