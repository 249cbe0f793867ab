package netprog.grading;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** One test in Gradescope's {@code results.json}; students see a hidden one when the grades are published. */
public record GradescopeResult(
        String name,
        String number,
        int score,
        @JsonProperty("max_score") int maxScore,
        String status,
        String output,
        List<String> tags,
        String visibility) {
    /**
     * Makes one of a graded test.
     *
     * @param part which part it belongs to
     * @param task the number of that part's task
     * @param title of the test
     * @param points that it gives if it has passed
     * @param passed whether it has
     * @param hidden whether it is one of the hidden tests
     * @param message what the student reads if it has not
     */
    public static GradescopeResult of(
            String part, int task, String title, int points, boolean passed, boolean hidden, String message) {
        return new GradescopeResult(
                part + ": " + title,
                String.valueOf(task),
                passed ? points : 0,
                points,
                passed ? "passed" : "failed",
                message,
                List.of(part),
                hidden ? "after_published" : "visible");
    }
}
