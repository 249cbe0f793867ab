package netprog.wire;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
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
 * A whole screen of a terminal that follows its size, and its keys. The terminal is left as it was, also if the program is
 * ended from outside. Thread-safe.
 */
public final class TerminalScreen implements AutoCloseable {
    /** What {@link #key} returns for Ctrl+C. */
    public static final int CTRL_C = 3;
    /** At the end of the input. */
    public static final int END_OF_INPUT = -1;
    /** If no key was pressed in time. */
    public static final int NO_KEY = -2;

    public static final int UP = -3;
    public static final int DOWN = -4;
    public static final int PAGE_UP = -5;
    public static final int PAGE_DOWN = -6;
    public static final int HOME = -7;
    public static final int END = -8;

    private static final int ESCAPE = 27;
    private static final long REST_MILLIS = 50; // of a key that is several characters

    private static final boolean COLOURS =
            System.getenv("NO_COLOR") == null || System.getenv("NO_COLOR").isEmpty();

    private final Terminal terminal;
    private final Attributes before;
    private final Display display;
    private final Function<Size, List<AttributedString>> picture;
    private boolean restored;

    private TerminalScreen(Terminal terminal, Function<Size, List<AttributedString>> picture) {
        this.terminal = terminal;
        this.picture = picture;
        before = terminal.getAttributes();
        display = new Display(terminal, true);
    }

    /**
     * Opens the terminal; nothing is drawn yet.
     *
     * @param picture makes the lines for a size, each of them on one row of the screen
     * @return empty if standard input and output are not both a terminal, or it cannot move its cursor
     */
    public static Optional<TerminalScreen> open(Function<Size, List<AttributedString>> picture) throws IOException {
        if (System.console() == null) { // spares the time to load the terminal's library
            return Optional.empty();
        }
        AtomicReference<TerminalScreen> opened = new AtomicReference<>();
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
        TerminalScreen screen = new TerminalScreen(terminal, picture);
        opened.set(screen);
        terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(LocalFlag.ISIG, false); // Ctrl+C comes as a character, Ctrl+Z does nothing
        terminal.setAttributes(raw);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.handle(Signal.WINCH, signal -> screen.redraw());
        return Optional.of(screen);
    }

    /** Changes what the picture shows, while it is not drawn, and draws it. */
    public synchronized void update(Runnable change) {
        change.run();
        Size size = restored ? Size.of(0, 0) : terminal.getSize();
        if (size.getRows() < 1 || size.getColumns() < 1) {
            return;
        }
        if (size.getRows() != display.getRows() || size.getColumns() != display.getColumns()) {
            display.resize(size);
            display.clear(); // the terminal has moved and wrapped the lines in its own way
        }
        display.update(picture.apply(size).stream().limit(size.getRows()).toList(), -1);
    }

    private synchronized void redraw() {
        if (display.getRows() > 0) { // it was drawn before
            update(() -> {});
        }
    }

    /** Returns a text on one line, in this style; without colours if the user wants none ({@code NO_COLOR}). */
    public static AttributedString styled(String text, AttributedStyle style) {
        return new AttributedString(text.replaceAll("\\p{Cntrl}", " "), COLOURS ? style : style.foregroundDefault());
    }

    /**
     * Waits for a key, and returns its character or one of the constants.
     *
     * @param millis how long; a reader that waits for ever cannot be closed
     */
    public int key(long millis) throws IOException {
        try {
            int key = millis <= 0 ? NO_KEY : terminal.reader().read(millis);
            return key == ESCAPE ? escape() : key == NonBlockingReader.READ_EXPIRED ? NO_KEY : key;
        } catch (IOException | IllegalStateException e) {
            synchronized (this) {
                if (restored) {
                    return END_OF_INPUT; // the program is ended from outside, and the terminal is closed already
                }
            }
            throw e;
        }
    }

    /** The rest of a key such as {@code ESC [ A} or {@code ESC [ 5 ~}; {@link #NO_KEY} if it is another one. */
    private int escape() throws IOException {
        StringBuilder rest = new StringBuilder();
        int next;
        do {
            next = terminal.reader().read(REST_MILLIS);
            if (next < 0) {
                return NO_KEY;
            }
            rest.append((char) next);
        } while (rest.length() == 1 && (next == '[' || next == 'O') || next >= '0' && next <= '9' || next == ';');
        return switch (rest.substring(1)) {
            case "A" -> UP;
            case "B" -> DOWN;
            case "5~" -> PAGE_UP;
            case "6~" -> PAGE_DOWN;
            case "H", "1~", "7~" -> HOME;
            case "F", "4~", "8~" -> END;
            default -> NO_KEY;
        };
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
}
