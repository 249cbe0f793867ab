package netprog.autograder;

import java.util.List;
import java.util.Map;
import netprog.grading.Row;
import netprog.grading.ScoreSheet;

/**
 * What came of one submission, as it is kept in {@code verdict.json}: all reports are made from it.
 *
 * @param name of the student
 * @param id the student's number on the learning platform; empty if there is none
 * @param verdict what the score stands for
 * @param score points; 0 if there is no score
 * @param max points of all parts
 * @param parts points of each part, in the order of the work
 * @param sandbox whether the programs ran in the sandbox
 * @param sha256 of the files that were graded
 * @param paths where each of these files is in the submission, by its name
 * @param tests the version of the tests
 * @param seed from which the texts of the exchanges were drawn
 * @param problems why a part has no program of the student's, by the part's name
 * @param notes what the reader should know beside it
 * @param checks all graded tests, in the order of the work
 * @param fault why there is no score; empty if there is one
 */
record Verdict(
        String name,
        String id,
        Kind verdict,
        int score,
        int max,
        Map<String, ScoreSheet.Points> parts,
        boolean sandbox,
        String sha256,
        Map<String, String> paths,
        String tests,
        long seed,
        Map<String, String> problems,
        List<String> notes,
        List<Check> checks,
        String fault) {
    /** What a score stands for. */
    enum Kind {
        GRADED,
        NOT_COMPILED,
        MISSING_FILES,
        INFRASTRUCTURE;

        /** As it stands in documents. */
        @com.fasterxml.jackson.annotation.JsonValue
        String text() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** One graded test. */
    record Check(
            String part,
            int task,
            String name,
            String title,
            boolean hidden,
            int points,
            Row.State state,
            String message,
            String cause,
            String at) {
        static Check of(Row row) {
            return new Check(
                    row.graded().part(),
                    row.task(),
                    row.name(),
                    row.title(),
                    row.hidden(),
                    row.graded().points(),
                    row.state(),
                    row.message(),
                    row.explanation(),
                    row.at());
        }

        boolean passed() {
            return state == Row.State.PASSED;
        }
    }
}
