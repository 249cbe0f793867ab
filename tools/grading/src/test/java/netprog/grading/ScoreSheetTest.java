package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import netprog.grading.Row.State;
import netprog.wire.Ladder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.LOCALE)
class ScoreSheetTest {
    private static final Assignment TINY = new netprog.grading.tiny.TinyAssignment();

    private final Locale locale = Locale.getDefault();

    /** Where the annotations of the rows come from. */
    static class Checks {
        @Graded(part = "Upper", step = 1, points = 3)
        void three() {}

        @Graded(part = "Upper", step = 2, points = 1)
        void one() {}
    }

    @BeforeEach
    void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(locale);
    }

    private static Row row(String method, boolean hidden, State state, String message) {
        try {
            Graded graded = Checks.class.getDeclaredMethod(method).getAnnotation(Graded.class);
            return new Row(graded, 1, method, "title of " + method, hidden, state, message, "", "", null);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(method, e);
        }
    }

    @Test
    void theSummaryEndsWithTheNextStepAndTheScore() {
        ScoreSheet sheet = new ScoreSheet(
                TINY,
                List.of(
                        row("three", false, State.PASSED, ""),
                        row("one", false, State.FAILED, "wrong"),
                        row("one", true, State.TODO, "to do: step 1")));
        assertThat(sheet.summary())
                .containsExactly(
                        "",
                        "  part                  visible     hidden",
                        "  Upper                   3 / 4      0 / 1",
                        "",
                        "Next: Upper, task 1: title of one",
                        "Score: 3 of 5");
        assertThat(sheet.with(Map.of("Upper", "Upper.java does not compile, line 1: a\nb"))
                        .summary())
                .contains("Next: Upper, task 1: Upper.java does not compile, line 1: a");
    }

    @Test
    void theColumnsStandInLineInKoreanToo() {
        Locale.setDefault(Locale.KOREAN);
        ScoreSheet sheet = new ScoreSheet(
                TINY, List.of(row("three", false, State.PASSED, ""), row("one", true, State.TODO, "할 일")));
        List<String> lines = sheet.summary();
        assertThat(lines.get(1)).contains("공개", "비공개");
        assertThat(Ladder.columns(lines.get(1))).isEqualTo(Ladder.columns(lines.get(2)));
        assertThat(lines).endsWith("Score: 3 of 4");
    }

    @Test
    void whoHasAllVisiblePointsHearsWhatTheHiddenTestsLookAt() {
        Row passed = row("three", false, State.PASSED, "");
        assertThat(new ScoreSheet(TINY, List.of(passed)).summary())
                .endsWith("Hidden tests: see the words of this assignment.", "Score: 3 of 3");
        assertThat(new ScoreSheet(TINY, List.of(passed, row("one", true, State.PASSED, ""))).summary())
                .endsWith("  Upper                   3 / 3      1 / 1", "", "Score: 4 of 4");
    }

    @Test
    void reportsAreWrittenWithTheMaximumOfEveryTest(@TempDir Path folder) throws IOException {
        ScoreSheet sheet = new ScoreSheet(
                TINY,
                List.of(row("three", false, State.NO_VERDICT, "it did not run"), row("one", true, State.PASSED, "")));
        sheet.write(folder.resolve("grade"));
        JsonNode tests = new ObjectMapper()
                .readTree(folder.resolve("grade/results.json").toFile())
                .get("tests");
        assertThat(tests.findValuesAsText("max_score")).containsExactly("3", "1");
        assertThat(tests.findValuesAsText("score")).containsExactly("0", "1");
        assertThat(tests.findValuesAsText("visibility")).containsExactly("visible", "after_published");
        assertThat(Files.readString(folder.resolve("grade/summary.md")))
                .startsWith("# Score: 1 of 4\n")
                .contains("it did not run");
        ScoreSheet.delete(folder.resolve("grade"));
        assertThat(folder.resolve("grade")).isEmptyDirectory();
    }
}
