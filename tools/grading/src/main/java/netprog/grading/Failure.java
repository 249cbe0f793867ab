package netprog.grading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a program does wrong, as the first test that meets it tells.
 *
 * @param part the name of the part
 * @param task its number
 * @param name the title of the test
 * @param points of this test
 * @param cause the key of the explanation; empty if there is none
 * @param message what the student reads
 * @param at the student's line that threw; null if none did
 * @param also the titles of the tests that fail for the same reason
 */
record Failure(
        String part, int task, String name, int points, String cause, String message, String at, List<String> also) {
    /** Explanations that say what was seen and not why: two tests with the same one may have met two mistakes. */
    private static final Set<String> NO_REASON =
            Set.of("", "value", "wrong", "other-code", "unexpected", "not-shown", "no-end", "wrong-end", "other");

    /** Lists the failures of a sheet, each reason once. */
    static List<Failure> of(ScoreSheet sheet) {
        Map<String, Failure> byReason = new LinkedHashMap<>();
        for (Row row : sheet.failures()) {
            String reason = NO_REASON.contains(row.explanation()) && row.sight().isEmpty()
                    ? row.name()
                    : row.graded().part() + " " + row.explanation() + " " + row.sight() + " " + row.at();
            Failure first = byReason.putIfAbsent(reason, of(row));
            if (first != null) {
                first.also().add(row.title());
            }
        }
        return List.copyOf(byReason.values());
    }

    /** What the student reads, with the tests that fail for the same reason. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(message.lines().toList());
        if (!also.isEmpty()) {
            lines.add("");
            String key = also.size() == 1 ? "also.one" : "also";
            String others = ScoreSheet.WORDS.get(key, also.size(), String.join("; ", also));
            lines.addAll(FailureMessage.lines(others).lines().toList());
        }
        return lines;
    }

    private static Failure of(Row row) {
        return new Failure(
                row.graded().part(),
                row.task(),
                row.title(),
                row.graded().points(),
                row.explanation(),
                row.message(),
                row.at(),
                new ArrayList<>());
    }
}
