package netprog.netlab.host;

import static netprog.netlab.host.SocketsCommand.MESSAGES;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import netprog.netlab.common.Table;
import netprog.netlab.host.SocketChanges.Mark;
import netprog.netlab.host.SocketChanges.Row;
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
import org.jline.utils.ShutdownHooks;

/**
 * The sockets on a whole screen, as TCPView shows them: new ones are green, those that are gone red, those in another state
 * yellow, for some looks. The terminal is left as it was, also if the program is ended from outside.
 */
final class SocketsScreen {
    private static final int MARKED_LOOKS = 6;
    private static final int CTRL_C = 3;
    private static final int END = -1;
    private static final int TIMEOUT = -2;
    private static final int INTERRUPTED = 130;

    private final SocketsWatch watch;
    private final Terminal terminal;
    private final Attributes before;
    private final Display display;
    private final boolean colours =
            System.getenv("NO_COLOR") == null || System.getenv("NO_COLOR").isEmpty();
    private List<Row> rows = List.of();
    private boolean restored;

    private SocketsScreen(SocketsWatch watch, Terminal terminal) {
        this.watch = watch;
        this.terminal = terminal;
        before = terminal.getAttributes();
        display = new Display(terminal, true);
    }

    /** Opens the terminal; empty if standard input and output are not both one, or it cannot move its cursor. */
    static Optional<SocketsScreen> open(SocketsWatch watch) throws IOException {
        AtomicReference<SocketsScreen> opened = new AtomicReference<>();
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
        opened.set(new SocketsScreen(watch, terminal));
        return Optional.of(opened.get());
    }

    /** Shows the sockets until q or Ctrl+C is pressed; returns the exit status. */
    int run() throws IOException {
        try {
            terminal.enterRawMode();
            Attributes raw = terminal.getAttributes();
            raw.setLocalFlag(LocalFlag.ISIG, false); // Ctrl+C comes as a character, Ctrl+Z does nothing
            terminal.setAttributes(raw);
            terminal.puts(Capability.enter_ca_mode);
            terminal.puts(Capability.cursor_invisible);
            terminal.handle(Signal.WINCH, signal -> draw());
            SocketChanges changes = new SocketChanges(MARKED_LOOKS);
            while (true) {
                show(changes.next(watch.look()));
                int key = key(System.nanoTime() + SocketsWatch.MILLIS * 1_000_000L);
                if (key != TIMEOUT) {
                    return key == CTRL_C ? INTERRUPTED : 0;
                }
            }
        } catch (IOException | IllegalStateException e) {
            if (isRestored()) {
                return 0; // the program is ended from outside, and the terminal is closed already
            }
            throw e;
        } finally {
            restore();
            terminal.close();
        }
    }

    /** Waits for a key that ends the program, until a time. */
    private int key(long until) throws IOException {
        while (true) {
            long left = (until - System.nanoTime()) / 1_000_000;
            int key = left <= 0 ? TIMEOUT : terminal.reader().read(left);
            if (key == 'q' || key == 'Q' || key == CTRL_C || key == END || key == TIMEOUT) {
                return key;
            }
        }
    }

    private synchronized boolean isRestored() {
        return restored;
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

    private synchronized void show(List<Row> next) {
        rows = next;
        draw();
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
        display.update(lines(rows, size, colours), -1);
    }

    /** The whole screen: a title, the columns, as many rows as fit, and how many do not. */
    static List<AttributedString> lines(List<Row> rows, Size size, boolean colours) {
        int space = Math.max(0, size.getRows() - 3);
        List<Row> shown = choose(rows, space);
        Table table = new Table();
        String[] columns = MESSAGES.get("sockets.columns").split(",", -1);
        columns[0] = "  " + columns[0];
        table.row((Object[]) columns);
        for (Row row : shown) {
            Object[] line = SocketsCommand.cells(row.socket());
            line[0] = row.mark().sign() + " " + line[0];
            table.row(line);
        }
        List<String> texts = table.lines();
        List<AttributedString> lines = new ArrayList<>();
        long there = rows.stream().filter(row -> row.mark() != Mark.GONE).count();
        lines.add(new AttributedString(MESSAGES.get("watch.title", there), AttributedStyle.BOLD));
        lines.add(new AttributedString(texts.get(0), AttributedStyle.DEFAULT.faint()));
        for (int i = 0; i < shown.size(); i++) {
            lines.add(new AttributedString(texts.get(i + 1), style(shown.get(i).mark(), colours)));
        }
        if (shown.size() < rows.size()) {
            lines.add(new AttributedString(MESSAGES.get("watch.more", rows.size() - shown.size())));
        }
        return lines.stream()
                .limit(size.getRows())
                .map(line -> line.columnSubSequence(0, size.getColumns()))
                .toList();
    }

    /** As many rows as there is space for, in their order: those with a mark first of all. */
    private static List<Row> choose(List<Row> rows, int space) {
        long marked = rows.stream().filter(row -> row.mark() != Mark.SAME).count();
        long same = Math.max(0, space - marked);
        List<Row> chosen = new ArrayList<>();
        for (Row row : rows) {
            if (chosen.size() < space && (row.mark() != Mark.SAME || same-- > 0)) {
                chosen.add(row);
            }
        }
        return chosen;
    }

    private static AttributedStyle style(Mark mark, boolean colours) {
        int colour = switch (mark) {
            case NEW -> AttributedStyle.GREEN;
            case GONE -> AttributedStyle.RED;
            case CHANGED -> AttributedStyle.YELLOW;
            default -> -1;
        };
        return colours && colour >= 0 ? AttributedStyle.DEFAULT.foreground(colour) : AttributedStyle.DEFAULT;
    }
}
