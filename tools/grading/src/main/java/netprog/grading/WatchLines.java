package netprog.grading;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;

/** Prints each round below the one before, as {@code test} prints it, and at its end a line for programs. */
final class WatchLines implements WatchView {
    private final PrintWriter out;
    private final PrintWriter errors;

    WatchLines(PrintWriter out, PrintWriter errors) {
        this.out = out;
        this.errors = errors;
    }

    @Override
    public void begins() {
        // What is not over is not printed.
    }

    @Override
    public void first(Outcome outcome) {
        ScoreSheet.Points points = outcome.round().sheet().points();
        out.println(ScoreSheet.WORDS.get("watch.first", points.score(), points.max(), outcome.millis()));
    }

    @Override
    public void shows(Outcome outcome) {
        outcome.round().notes().forEach(note -> errors.println("watch: " + note));
        outcome.round().report().forEach(out::println);
        changes(outcome).forEach(out::println);
        ScoreSheet.Points points = outcome.round().sheet().points();
        // In every language: programs wait for it.
        out.println("saved " + String.join(", ", outcome.files()) + ": " + points.score() + " of " + points.max()
                + " in " + outcome.millis() + " ms");
    }

    @Override
    public void fails(String reason) {
        errors.println("watch: " + reason);
    }

    /** Names the tests that were gained and lost. */
    static List<String> changes(Outcome outcome) {
        return Stream.concat(
                        outcome.gained().stream().map(row -> "+" + change(row)),
                        outcome.lost().stream().map(row -> "-" + change(row)))
                .toList();
    }

    private static String change(Row row) {
        return row.graded().points() + " " + row.graded().part() + ": " + row.title();
    }
}
