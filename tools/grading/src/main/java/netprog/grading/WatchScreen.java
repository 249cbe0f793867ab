package netprog.grading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import netprog.wire.Ladder;
import netprog.wire.Messages;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.jline.utils.ShutdownHooks;

/**
 * Shows the last round on a whole screen: the score by part, what was gained and lost, the first trouble, the next step, and
 * the keys. The terminal is left as it was, also if the program is ended from outside.
 */
final class WatchScreen implements WatchView, AutoCloseable {
    /** What {@link #key} returns for Ctrl+C, and at the end of the input. */
    static final int CTRL_C = 3;

    static final int END = -1;

    private static final Messages WORDS = ScoreSheet.WORDS;
    private static final long WAIT = 300; // milliseconds
    private static final int BAR = 20; // columns
    private static final int NAME = 16;
    private static final AttributedStyle GREEN = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle RED = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

    private final Terminal terminal;
    private final Attributes before;
    private final Display display;
    private final boolean colours =
            System.getenv("NO_COLOR") == null || System.getenv("NO_COLOR").isEmpty();
    private Outcome outcome;
    private String fault = "";
    private boolean running = true;
    private boolean restored;

    private WatchScreen(Terminal terminal) {
        this.terminal = terminal;
        before = terminal.getAttributes();
        display = new Display(terminal, true);
    }

    /** Opens the terminal; empty if standard input and output are not both one, or it cannot move its cursor. */
    static Optional<WatchScreen> open() throws IOException {
        if (System.console() == null) { // spares the time to load the terminal's library
            return Optional.empty();
        }
        AtomicReference<WatchScreen> opened = new AtomicReference<>();
        // Named before the terminal is there: the tasks run in order, and the terminal's own one closes it.
        ShutdownHooks.add(() -> {
            if (opened.get() != null) {
                opened.get().restore();
            }
        });
        Terminal terminal = TerminalBuilder.builder()
                .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                .graphemeCluster(false)
                .dumb(true)
                .build();
        if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
            terminal.close();
            return Optional.empty();
        }
        WatchScreen screen = new WatchScreen(terminal);
        opened.set(screen);
        terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(LocalFlag.ISIG, false); // Ctrl+C comes as a character, Ctrl+Z does nothing
        terminal.setAttributes(raw);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.handle(Signal.WINCH, signal -> screen.draw());
        screen.draw();
        return Optional.of(screen);
    }

    /** Waits for a key, and returns its character; in steps, because a reader that waits for ever cannot be closed. */
    int key() throws IOException {
        try {
            int key;
            do {
                key = terminal.reader().read(WAIT);
            } while (key == NonBlockingReader.READ_EXPIRED);
            return key;
        } catch (IOException | IllegalStateException e) {
            synchronized (this) {
                if (restored) {
                    return END; // the program is ended from outside, and the terminal is closed already
                }
            }
            throw e;
        }
    }

    @Override
    public synchronized void begins() {
        running = true;
        fault = "";
        draw();
    }

    @Override
    public synchronized void first(Outcome first) {
        outcome = first;
        draw();
    }

    @Override
    public synchronized void shows(Outcome last) {
        outcome = last;
        running = false;
        draw();
    }

    @Override
    public synchronized void fails(String reason) {
        fault = reason;
        running = false;
        draw();
    }

    private synchronized void restore() {
        if (!restored) {
            restored = true;
            terminal.puts(Capability.cursor_normal);
            terminal.puts(Capability.clear_screen); // some terminals mix the two screens up after a resize
            terminal.puts(Capability.exit_ca_mode);
            terminal.flush();
            terminal.setAttributes(before);
        }
    }

    @Override
    public void close() throws IOException {
        restore();
        terminal.close();
    }

    private synchronized void draw() {
        Size size = terminal.getSize();
        if (restored || size.getRows() < 1 || size.getColumns() < 1) {
            return;
        }
        if (size.getRows() != display.getRows() || size.getColumns() != display.getColumns()) {
            display.resize(size);
            display.clear(); // the terminal has moved and wrapped the lines in its own way
        }
        display.update(lines(size), -1);
    }

    /** The score above, the keys below, and between them as much of the first trouble as fits. */
    private List<AttributedString> lines(Size size) {
        List<AttributedString> above = new ArrayList<>();
        above.add(styled(title(), AttributedStyle.BOLD));
        List<AttributedString> below = new ArrayList<>();
        List<String> middle = new ArrayList<>();
        if (!fault.isEmpty()) {
            middle.add(fault);
        } else if (outcome != null) {
            Map<String, ScoreSheet.Points> parts = outcome.round().sheet().parts();
            parts.forEach((part, points) -> above.add(bar(part, points)));
            outcome.gained().forEach(row -> above.add(styled(change("+", row), GREEN)));
            outcome.lost().forEach(row -> above.add(styled(change("-", row), RED)));
            List<List<String>> troubles = outcome.round().troubles();
            if (!troubles.isEmpty()) {
                middle.add("");
                middle.addAll(troubles.get(0));
            }
            below.add(styled("", PLAIN));
            if (troubles.size() > 1) {
                below.add(styled(WORDS.get("watch.more", troubles.size() - 1), PLAIN));
            }
            String next = outcome.round().sheet().next();
            if (!next.isEmpty()) {
                below.add(styled(next, AttributedStyle.BOLD));
            }
        }
        below.add(styled(WORDS.get("watch.keys"), PLAIN.faint()));
        List<AttributedString> all = wrapped(above, size);
        List<AttributedString> last = wrapped(below, size);
        int space = Math.max(0, size.getRows() - all.size() - last.size());
        wrapped(middle.stream().map(line -> styled(line, PLAIN)).toList(), size).stream()
                .limit(space)
                .forEach(all::add);
        all.addAll(last);
        return all.subList(0, Math.min(all.size(), size.getRows()));
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
        return styled(text, points.score() == points.max() ? GREEN : PLAIN);
    }

    private static String change(String sign, Row row) {
        return "  " + sign + row.graded().points() + " " + row.graded().part() + ": " + row.title();
    }

    private AttributedString styled(String text, AttributedStyle style) {
        return new AttributedString(text.replaceAll("\\p{Cntrl}", " "), colours ? style : PLAIN);
    }
}
