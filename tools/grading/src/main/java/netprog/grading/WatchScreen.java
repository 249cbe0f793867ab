package netprog.grading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netprog.wire.Ladder;
import netprog.wire.Messages;
import netprog.wire.TerminalScreen;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * Shows the last round on a whole screen: the score by part, what was gained and lost, the first trouble, the next step, and
 * the keys.
 */
final class WatchScreen implements WatchView, AutoCloseable {
    private static final Messages WORDS = ScoreSheet.WORDS;
    private static final long WAIT = 300; // milliseconds
    private static final int BAR = 20; // columns
    private static final int NAME = 16;
    private static final AttributedStyle GREEN = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle RED = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

    private final TerminalScreen screen; // guards the rest
    private Outcome outcome;
    private String fault = "";
    private boolean running = true;

    private WatchScreen() throws IOException {
        screen = TerminalScreen.open(this::lines).orElse(null);
    }

    /** Opens the terminal; empty if there is none. */
    static Optional<WatchScreen> open() throws IOException {
        WatchScreen opened = new WatchScreen();
        if (opened.screen == null) {
            return Optional.empty();
        }
        opened.screen.update(() -> {});
        return Optional.of(opened);
    }

    /** Waits for a key, and returns its character or one of {@link TerminalScreen}. */
    int key() throws IOException {
        int key;
        do {
            key = screen.key(WAIT);
        } while (key == TerminalScreen.NO_KEY);
        return key;
    }

    @Override
    public void begins() {
        screen.update(() -> {
            running = true;
            fault = "";
        });
    }

    @Override
    public void first(Outcome first) {
        screen.update(() -> outcome = first);
    }

    @Override
    public void shows(Outcome last) {
        screen.update(() -> {
            outcome = last;
            running = false;
        });
    }

    @Override
    public void fails(String reason) {
        screen.update(() -> {
            fault = reason;
            running = false;
        });
    }

    @Override
    public void close() throws IOException {
        screen.close();
    }

    /** The score above, the keys below, and between them as much of the first trouble as fits. */
    private List<AttributedString> lines(Size size) {
        List<AttributedString> above = new ArrayList<>();
        above.add(TerminalScreen.styled(title(), AttributedStyle.BOLD));
        List<AttributedString> below = new ArrayList<>();
        List<String> middle = new ArrayList<>();
        if (!fault.isEmpty()) {
            middle.add(fault);
        } else if (outcome != null) {
            Map<String, ScoreSheet.Points> parts = outcome.round().sheet().parts();
            parts.forEach((part, points) -> above.add(bar(part, points)));
            outcome.gained().forEach(row -> above.add(TerminalScreen.styled(change("+", row), GREEN)));
            outcome.lost().forEach(row -> above.add(TerminalScreen.styled(change("-", row), RED)));
            List<List<String>> troubles = outcome.round().troubles();
            if (!troubles.isEmpty()) {
                middle.add("");
                middle.addAll(troubles.get(0));
            }
            below.add(TerminalScreen.styled("", PLAIN));
            if (troubles.size() > 1) {
                below.add(TerminalScreen.styled(WORDS.get("watch.more", troubles.size() - 1), PLAIN));
            }
            String next = outcome.round().sheet().next();
            if (!next.isEmpty()) {
                below.add(TerminalScreen.styled(next, AttributedStyle.BOLD));
            }
        }
        below.add(TerminalScreen.styled(WORDS.get("watch.keys"), PLAIN.faint()));
        List<AttributedString> all = wrapped(above, size);
        List<AttributedString> last = wrapped(below, size);
        int space = Math.max(0, size.getRows() - all.size() - last.size());
        wrapped(middle.stream().map(line -> TerminalScreen.styled(line, PLAIN)).toList(), size).stream()
                .limit(space)
                .forEach(all::add);
        all.addAll(last);
        return all;
    }

    private static List<AttributedString> wrapped(List<AttributedString> lines, Size size) {
        List<AttributedString> wrapped = new ArrayList<>();
        lines.forEach(line -> wrapped.addAll(line.columnSplitLength(size.getColumns())));
        return wrapped;
    }

    private String title() {
        if (outcome == null) {
            return WORDS.get("watch.begins");
        }
        ScoreSheet.Points points = outcome.round().sheet().points();
        String files = String.join(", ", outcome.files());
        String key = running ? "watch.running" : "watch.title";
        return WORDS.get(key, points.score(), points.max(), files, outcome.millis());
    }

    private AttributedString bar(String part, ScoreSheet.Points points) {
        int full = points.max() == 0 ? 0 : BAR * points.score() / points.max();
        String text = "  " + part + " ".repeat(Math.max(1, NAME - Ladder.columns(part))) + "[" + "#".repeat(full)
                + ".".repeat(BAR - full) + "] " + points.score() + " / " + points.max();
        return TerminalScreen.styled(text, points.score() == points.max() ? GREEN : PLAIN);
    }

    private static String change(String sign, Row row) {
        return "  " + sign + row.graded().points() + " " + row.graded().part() + ": " + row.title();
    }
}
