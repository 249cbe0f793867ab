package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import netprog.grading.Assignment;
import netprog.grading.Row;
import netprog.grading.ScoreSheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents on verdicts: for platforms, and safe from what a student wrote. */
class ReportsTest {
    private static final String HOSTILE =
            "</script><script>alert(1)</script>\n```\n  ::error::forged\n\u001b[2J<!-- x -->";

    @TempDir
    private Path folder;

    private static Verdict verdict(String name, String id, int score, Verdict.Kind kind) {
        return new Verdict(
                name,
                id,
                kind,
                score,
                100,
                Map.of("LoginRequest", new ScoreSheet.Points(score, 100)),
                kind != Verdict.Kind.MISSING_FILES,
                "ab12",
                Map.of("LoginRequest.java", "src/LoginRequest.java"),
                "tests1",
                4711,
                Map.of("UserTable", "=HYPERLINK(\"x\") <b>"),
                List.of(HOSTILE),
                List.of(
                        check("LoginRequest", false, Row.State.PASSED, ""),
                        check("LoginRequest", true, Row.State.FAILED, HOSTILE),
                        check("UserTable", false, Row.State.TODO, "missing")),
                "");
    }

    private static Verdict.Check check(String part, boolean hidden, Row.State state, String message) {
        return new Verdict.Check(part, 1, "Test.name", "a title", hidden, 2, state, message, "one-read", null);
    }

    private static Verdict good(String name, String id) {
        return verdict(name, id, 87, Verdict.Kind.GRADED);
    }

    @Test
    void gradescopeGetsEveryTestWithItsVisibility() {
        JsonNode results = new ObjectMapper().valueToTree(Reports.gradescope(good("a", "1")));
        assertThat(results.get("score").asInt()).isEqualTo(87);
        JsonNode tests = results.get("tests");
        assertThat(tests).hasSize(3);
        assertThat(tests.get(0).get("status").asText()).isEqualTo("passed");
        assertThat(tests.get(0).get("score").asInt()).isEqualTo(2);
        assertThat(tests.get(0).get("max_score").asInt()).isEqualTo(2);
        assertThat(tests.get(0).get("number").isTextual()).isTrue();
        assertThat(tests.get(0).get("visibility").asText()).isEqualTo("visible");
        assertThat(tests.get(1).get("status").asText()).isEqualTo("failed");
        assertThat(tests.get(1).get("score").asInt()).isZero();
        assertThat(tests.get(1).get("visibility").asText()).isEqualTo("after_published");
    }

    @Test
    void githubShowsTheVisibleTestsAtTheStudentsLines() {
        Verdict verdict = new Verdict(
                "a",
                "",
                Verdict.Kind.NOT_COMPILED,
                87,
                100,
                Map.of(),
                true,
                "ab12",
                Map.of("LoginRequest.java", "src/a,b/LoginRequest.java", "UserTable.java", "src/UserTable.java"),
                "tests1",
                4711,
                Map.of("UserTable", "UserTable.java does not compile, line 12: ';' expected", "Gone", "is missing"),
                List.of(),
                List.of(
                        check("LoginRequest", false, Row.State.PASSED, ""),
                        check("LoginRequest", true, Row.State.FAILED, "hidden"),
                        new Verdict.Check(
                                "TcpLoginServer",
                                3,
                                "Test.name",
                                "50% right: ok",
                                false,
                                3,
                                Row.State.FAILED,
                                HOSTILE,
                                "one-read",
                                "LoginRequest.java:7"),
                        check("UserTable", false, Row.State.TODO, "does not compile")),
                "");
        GithubReport report = GithubReport.of(verdict);
        assertThat(report.conclusion()).isEqualTo("failure");
        assertThat(report.output().title()).contains("2", "7").doesNotContain("87", "100");
        JsonNode annotations =
                new ObjectMapper().valueToTree(report).get("output").get("annotations");
        assertThat(annotations).hasSize(2);
        assertThat(annotations.get(0).get("path").asText()).isEqualTo("src/UserTable.java");
        assertThat(annotations.get(0).get("start_line").asInt()).isEqualTo(12);
        assertThat(annotations.get(1).get("path").asText()).isEqualTo("src/a,b/LoginRequest.java");
        assertThat(annotations.get(1).get("end_line").asInt()).isEqualTo(7);
        assertThat(annotations.get(1).get("message").asText()).isEqualTo(HOSTILE);
        String[] commands = report.workflowCommands().split("\n");
        assertThat(commands).hasSize(2);
        assertThat(commands[1])
                .startsWith(
                        "::error file=src/a%2Cb/LoginRequest.java,line=7,title=TcpLoginServer%3A 50%25 right%3A ok::")
                .contains("%0A  ::error::forged%0A")
                .doesNotContain("\u001b");
    }

    @Test
    void whatAStudentWroteStaysInItsBlock() {
        String feedback = Reports.feedback(good("a", "1"));
        assertThat(feedback).contains("````text\n</script>", "\n````\n").doesNotContain("\u001b");
        assertThat(feedback.lines()).noneMatch(line -> line.strip().startsWith("::"));
        assertThat(feedback).contains("ab12", "tests1", "4711");
    }

    private static String page(List<Verdict> verdicts) throws IOException {
        StringWriter page = new StringWriter();
        new Reports(Assignment.in(ReportsTest.class.getClassLoader())).html(verdicts, null, page);
        return page.toString();
    }

    @Test
    void nobodysMarkupReachesThePage() throws IOException {
        String page = page(
                List.of(good("<img src=x onerror=alert(1)>", "1"), verdict("b", "", 0, Verdict.Kind.INFRASTRUCTURE)));
        assertThat(page).doesNotContain("<img", "<script>alert", "<!-- x").containsIgnoringCase("\\u003cimg");
        assertThat(page.split("</script>", -1)).hasSize(3);
        String data = page.substring(page.indexOf("id=\"data\">") + 10, page.indexOf("</script>"));
        JsonNode submissions = new ObjectMapper().readTree(data).get("submissions");
        assertThat(submissions.get(0).get("failures").get(0).get("message").asText())
                .isEqualTo(HOSTILE);
        assertThat(page).doesNotContain("http:", "https:", "@DATA@", "@TITLE@");
    }

    /** A bug that the assignment does not know by itself, such as a charset that is not named, counts like its own ones. */
    @Test
    void everyCauseWithAnExplanationIsAmongTheBugs() throws IOException {
        List<Verdict> verdicts = new ArrayList<>();
        for (String cause : List.of("charset", "one-read", "charset", "other", "")) {
            Verdict.Check check = new Verdict.Check(
                    "LoginRequest", 1, "Test.name", "a title", false, 2, Row.State.FAILED, "message", cause, null);
            verdicts.add(new Verdict(
                    "student " + verdicts.size(),
                    "",
                    Verdict.Kind.GRADED,
                    0,
                    100,
                    Map.of(),
                    true,
                    "ab12",
                    Map.of(),
                    "tests1",
                    1,
                    Map.of(),
                    List.of(),
                    List.of(check),
                    ""));
        }
        String page = page(verdicts);
        String data = page.substring(page.indexOf("id=\"data\">") + 10, page.indexOf("</script>"));
        JsonNode bugs = new ObjectMapper().readTree(data).get("bugs");
        assertThat(bugs).hasSize(2);
        assertThat(bugs.get(0).get("cause").asText()).isEqualTo("charset");
        assertThat(bugs.get(0).get("count").asInt()).isEqualTo(2);
        assertThat(bugs.get(0).get("text").asText()).contains("UTF-8");
        assertThat(bugs.get(1).get("cause").asText()).isEqualTo("one-read");
    }

    @Test
    void aCellIsNoFormula() {
        Reports reports = new Reports(Assignment.in(ReportsTest.class.getClassLoader()));
        String csv = reports.csv(List.of(
                good("=cmd|' /C calc'!A0", "1"),
                good("@x, \"y\"", "2"),
                verdict("c", "", 0, Verdict.Kind.INFRASTRUCTURE)));
        List<String> lines = csv.lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).startsWith("'=cmd|' /C calc'!A0,1,87,100,graded,true,87,");
        assertThat(lines.get(2)).startsWith("\"'@x, \"\"y\"\"\",2,87,");
        assertThat(lines.get(3)).startsWith("c,,,100,infrastructure,"); // blank is no grade; 0 would be one
    }

    private String filled(String worksheet, Verdict... verdicts) throws Exception {
        Path file = Files.writeString(folder.resolve("list.csv"), worksheet);
        Roster roster = Roster.read(file);
        assertThat(roster).hasToString(worksheet);
        roster.fill(List.of(verdicts));
        return roster.toString();
    }

    @Test
    void aWorksheetOfMoodleChangesInItsTwoCellsAlone() throws Exception {
        String english = "\ufeffIdentifier,\"Full name\",Status,Grade,\"Maximum Grade\",\"Feedback comments\"\r\n"
                + "\"Participant 101\",\"Hong, \"\"G\"\"\",\"Submitted\",,100.00,\r\n"
                + "Participant 102,Kim,,-,100.00,\"two\nlines\"\r\n"
                + "Participant 103,Lee,,12,100.00,old\r\n";
        String korean = "식별자,이름,상태,성적,최고 성적,피드백 댓글\n참여자 101,홍길동,제출함,,100.00,\n참여자102,김,,-,100.00,\n";
        Verdict none = verdict("Kim", "102", 0, Verdict.Kind.INFRASTRUCTURE);
        String filled = filled(english, good("Hong", "101"), none);
        String[] lines = filled.split("\r\n");
        assertThat(lines[1]).startsWith("\"Participant 101\",\"Hong, \"\"G\"\"\",\"Submitted\",87,100.00,");
        assertThat(lines[1]).contains("&lt;b&gt;").doesNotContain("<b>");
        assertThat(filled.substring(filled.indexOf("Participant 102")))
                .isEqualTo(english.substring(english.indexOf("Participant 102")));
        assertThat(filled(korean, good("홍길동", "")))
                .contains("참여자 101,홍길동,제출함,87,100.00,")
                .endsWith("참여자102,김,,-,100.00,\n");
    }

    @Test
    void aGradebookOfCanvasChangesInTheColumnOfTheAssignment() throws Exception {
        String book = "Student,ID,SIS User ID,SIS Login ID,Section,Login (4711)\n    Points Possible,,,,,100\n"
                + "\"Doe, John\",55,,jd,A,\n\"Lee, Ann\",56,,la,A,3\n";
        assertThat(filled(book, good("doejohn", "55"))).isEqualTo(book.replace("jd,A,", "jd,A,87"));
    }

    @Test
    void anotherListIsRefused() throws IOException {
        Path file = folder.resolve("list.csv");
        for (String text : List.of("", "a,b\n1,2\n", "Student,ID,A (1),B (2)\nx,1,,\n")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> Roster.read(file)).isInstanceOf(Intake.Refusal.class);
        }
        Files.write(file, "이름".getBytes("MS949"));
        assertThatThrownBy(() -> Roster.read(file)).isInstanceOf(Intake.Refusal.class);
    }
}
