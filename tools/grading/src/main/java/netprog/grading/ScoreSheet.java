package netprog.grading;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netprog.wire.Ladder;
import netprog.wire.Messages;

/** The graded tests of one run in the order of the work, what they add up to, and the reports on them. */
public final class ScoreSheet {
    static final Messages WORDS = new Messages("netprog.grading.score", ScoreSheet.class);

    private static final int PART_COLUMNS = 18;
    private static final int POINTS_COLUMNS = 10;

    private final Assignment assignment;
    private final List<Row> rows;

    /**
     * Creates a sheet.
     *
     * @param assignment whose graded tests these are
     * @param rows in the order of the work
     */
    public ScoreSheet(Assignment assignment, List<Row> rows) {
        this.assignment = assignment;
        this.rows = List.copyOf(rows);
    }

    /** Points of some tests: what was earned, and what could be. */
    public record Points(int score, int max) {
        static Points of(List<Row> rows) {
            return new Points(
                    rows.stream()
                            .filter(row -> row.state() == Row.State.PASSED)
                            .mapToInt(row -> row.graded().points())
                            .sum(),
                    rows.stream().mapToInt(row -> row.graded().points()).sum());
        }
    }

    /** Returns the tests, in the order of the work. */
    public List<Row> rows() {
        return rows;
    }

    /** Returns the points of all tests. */
    public Points points() {
        return Points.of(rows);
    }

    /** Returns the points of each part, the parts in the order of the work. */
    public Map<String, Points> parts() {
        Map<String, Points> parts = new LinkedHashMap<>();
        byPart().forEach((part, own) -> parts.put(part, Points.of(own)));
        return parts;
    }

    private Map<String, List<Row>> byPart() {
        Map<String, List<Row>> parts = new LinkedHashMap<>();
        rows.forEach(row -> parts.computeIfAbsent(row.graded().part(), part -> new ArrayList<>())
                .add(row));
        return parts;
    }

    /**
     * Returns the same sheet where parts without a program of the student's say why: the stub in its place met to-dos, which
     * are not the reason.
     *
     * @param problems reasons, by the part's name
     */
    public ScoreSheet with(Map<String, String> problems) {
        return new ScoreSheet(
                assignment,
                rows.stream()
                        .map(row -> problems.containsKey(row.graded().part())
                                ? row.with(
                                        Row.State.TODO,
                                        problems.get(row.graded().part()))
                                : row)
                        .toList());
    }

    /** Returns the table of the parts, what to do next, and as the last line the score. */
    public List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(line(WORDS.get("part"), WORDS.get("visible"), WORDS.get("hidden")));
        byPart().forEach((part, own) -> lines.add(line(part, of(own, false), of(own, true))));
        lines.add("");
        String next = next();
        if (!next.isEmpty()) {
            lines.add(next);
        }
        lines.add("Score: " + points().score() + " of " + points().max());
        return lines;
    }

    /** Without hidden tests there is no column for them. Korean characters take two columns of a terminal. */
    private String line(String part, String visible, String hidden) {
        String line = "  " + part + pad(part, PART_COLUMNS) + " " + pad(visible, POINTS_COLUMNS) + visible;
        return hasHidden() ? line + " " + pad(hidden, POINTS_COLUMNS) + hidden : line;
    }

    private static String pad(String text, int columns) {
        return " ".repeat(Math.max(0, columns - Ladder.columns(text)));
    }

    private static String of(List<Row> rows, boolean hidden) {
        List<Row> some = rows.stream().filter(row -> row.hidden() == hidden).toList();
        return some.isEmpty()
                ? "-"
                : Points.of(some).score() + " / " + Points.of(some).max();
    }

    private boolean hasHidden() {
        return rows.stream().anyMatch(Row::hidden);
    }

    /** Names the first test that did not pass; if all visible ones did and the hidden ones are not here, what those look at. */
    String next() {
        for (Row row : rows) {
            if (row.state() != Row.State.PASSED) {
                // A to-do names the step of the stub itself; a failure is known by its test.
                String what = row.state() == Row.State.TODO
                        ? row.message().lines().findFirst().orElse("")
                        : row.title();
                return WORDS.get("next", row.graded().part(), row.task(), what);
            }
        }
        boolean all = parts().size() == assignment.parts().size();
        return all && !hasHidden() ? assignment.hiddenTests() : "";
    }

    /** Returns what every failed test says, and the summary. */
    private List<String> text() {
        List<String> lines = new ArrayList<>();
        failures().forEach(row -> {
            lines.add("");
            lines.add(row.message());
        });
        lines.addAll(summary());
        return lines;
    }

    /** Returns the tests whose program did something wrong, or that gave no verdict. */
    public List<Row> failures() {
        return rows.stream()
                .filter(row -> row.state() == Row.State.FAILED || row.state() == Row.State.NO_VERDICT)
                .toList();
    }

    /**
     * Writes {@code results.json} in Gradescope's layout, {@code summary.md} and {@code summary.txt}.
     *
     * @param folder is created where it is missing
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("summary.md"), markdown());
        Files.write(folder.resolve("summary.txt"), text());
        json().writeValue(folder.resolve("results.json").toFile(), gradescope());
    }

    /** What writes documents; made late, because most runs write none. */
    static ObjectMapper json() {
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    }

    /** Writes why there is no score, in the place of the summaries. */
    static void writeNoScore(Path folder, String sentence) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("summary.md"), List.of(sentence));
        Files.write(folder.resolve("summary.txt"), List.of(sentence));
    }

    /** Deletes what {@link #write} wrote. */
    static void delete(Path folder) throws IOException {
        for (String file : List.of("summary.md", "summary.txt", "results.json")) {
            Files.deleteIfExists(folder.resolve(file));
        }
    }

    private List<String> markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# Score: " + points().score() + " of " + points().max());
        lines.add("");
        boolean hidden = hasHidden();
        lines.add("| " + WORDS.get("part") + " | " + WORDS.get("visible") + " |"
                + (hidden ? " " + WORDS.get("hidden") + " |" : ""));
        lines.add("|---|---|" + (hidden ? "---|" : ""));
        byPart().forEach((part, own) ->
                lines.add("| `" + part + "` | " + of(own, false) + " |" + (hidden ? " " + of(own, true) + " |" : "")));
        String next = next();
        if (!next.isEmpty()) {
            lines.add("");
            lines.add(next);
        }
        failures().forEach(row -> {
            lines.add("");
            lines.add("```text");
            lines.add(row.message().replace("```", "'''"));
            lines.add("```");
        });
        return lines;
    }

    /** Gradescope's {@code results.json}. */
    private record Gradescope(int score, String visibility, List<GradescopeResult> tests) {}

    private Gradescope gradescope() {
        List<GradescopeResult> tests = rows.stream()
                .map(row -> GradescopeResult.of(
                        row.graded().part(),
                        row.task(),
                        row.title(),
                        row.graded().points(),
                        row.state() == Row.State.PASSED,
                        row.hidden(),
                        row.message()))
                .toList();
        return new Gradescope(points().score(), "visible", tests);
    }
}
