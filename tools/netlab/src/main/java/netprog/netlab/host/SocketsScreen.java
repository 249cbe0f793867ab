package netprog.netlab.host;

import static netprog.netlab.host.SocketsCommand.MESSAGES;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import netprog.netlab.common.Table;
import netprog.netlab.host.SocketChanges.Mark;
import netprog.netlab.host.SocketChanges.Row;
import netprog.wire.TerminalScreen;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * The sockets on a whole screen, as TCPView shows them: new ones are green, those that are gone red, those in another state
 * yellow, for some looks. If there are more than fit, the marked ones come first. Keys sort, scroll and pause.
 */
final class SocketsScreen {
    private static final int MARKED_LOOKS = 6;
    private static final int INTERRUPTED = 130;
    private static final int OTHER_LINES = 3; // title, columns, keys

    private enum Order {
        USUAL((a, b) -> 0),
        PORT(Comparator.comparing(socket -> socket.local().getPort())),
        STATE(Comparator.comparing(OpenSocket::state)),
        NAME(Comparator.comparing((OpenSocket socket) -> socket.pid() < 0) // those without a process last
                .thenComparing(socket -> socket.process().toLowerCase(Locale.ROOT))
                .thenComparing(OpenSocket::pid));

        private final Comparator<OpenSocket> comparator;

        Order(Comparator<OpenSocket> comparator) {
            this.comparator = comparator;
        }
    }

    private final SocketsWatch watch;
    private TerminalScreen screen; // guards the rest
    private List<Row> rows = List.of();
    private Order order = Order.USUAL;
    private boolean paused;
    private int first; // the row at the top
    private int page = 1; // how many rows fit

    SocketsScreen(SocketsWatch watch) {
        this.watch = watch;
    }

    /** Opens the terminal; empty if there is none. */
    static Optional<SocketsScreen> open(SocketsWatch watch) throws IOException {
        SocketsScreen opened = new SocketsScreen(watch);
        opened.screen = TerminalScreen.open(opened::lines).orElse(null);
        return Optional.ofNullable(opened.screen).map(screen -> opened);
    }

    /** Shows the sockets until q or Ctrl+C is pressed; returns the exit status. */
    int run() throws IOException {
        SocketChanges changes = new SocketChanges(MARKED_LOOKS);
        try (TerminalScreen opened = screen) {
            while (true) {
                if (!paused) {
                    List<Row> next = changes.next(watch.look());
                    opened.update(() -> show(next));
                }
                long look = System.nanoTime() + SocketsWatch.MILLIS * 1_000_000L;
                for (int key = 0; key != TerminalScreen.NO_KEY; ) {
                    int pressed = opened.key((look - System.nanoTime()) / 1_000_000);
                    if (pressed == 'q' || pressed == 'Q' || pressed == TerminalScreen.END_OF_INPUT) {
                        return 0;
                    } else if (pressed == TerminalScreen.CTRL_C) {
                        return INTERRUPTED;
                    }
                    opened.update(() -> press(pressed));
                    key = pressed;
                }
            }
        }
    }

    void show(List<Row> next) {
        rows = next;
    }

    private void press(int key) {
        switch (key) {
            case 'p', 'P' -> order = Order.PORT;
            case 's', 'S' -> order = Order.STATE;
            case 'n', 'N' -> order = Order.NAME;
            case ' ' -> paused = !paused;
            case TerminalScreen.UP -> first--;
            case TerminalScreen.DOWN -> first++;
            case TerminalScreen.PAGE_UP -> first -= page;
            case TerminalScreen.PAGE_DOWN -> first += page;
            case TerminalScreen.HOME -> first = 0;
            case TerminalScreen.END -> first = rows.size();
            default -> {}
        }
    }

    /** The whole screen: a title, the columns, as many rows as fit, the keys. */
    List<AttributedString> lines(Size size) {
        page = Math.max(1, size.getRows() - OTHER_LINES);
        first = Math.max(0, Math.min(first, rows.size() - page));
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(Row::socket, order.comparator));
        if (rows.size() > page) {
            sorted.sort(Comparator.comparing(row -> row.mark() == Mark.SAME));
        }
        List<Row> shown = sorted.subList(first, Math.min(first + page, rows.size()));
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
        long there = rows.stream().filter(row -> row.mark() != Mark.GONE).count();
        String title = MESSAGES.get("watch.title", there, MESSAGES.get("watch.order." + order))
                + (shown.size() == rows.size() ? "" : " " + MESSAGES.get("watch.rows", first + 1, first + shown.size()))
                + (paused ? " " + MESSAGES.get("watch.paused") : "");
        List<AttributedString> lines = new ArrayList<>();
        lines.add(TerminalScreen.styled(title, AttributedStyle.BOLD));
        lines.add(TerminalScreen.styled(texts.get(0), AttributedStyle.DEFAULT.faint()));
        for (int i = 0; i < shown.size(); i++) {
            lines.add(TerminalScreen.styled(texts.get(i + 1), style(shown.get(i).mark())));
        }
        lines.add(TerminalScreen.styled(MESSAGES.get("watch.keys"), AttributedStyle.DEFAULT.faint()));
        return lines.stream()
                .map(line -> line.columnSubSequence(0, size.getColumns()))
                .toList();
    }

    private static AttributedStyle style(Mark mark) {
        int colour = switch (mark) {
            case NEW -> AttributedStyle.GREEN;
            case GONE -> AttributedStyle.RED;
            case CHANGED -> AttributedStyle.YELLOW;
            default -> -1;
        };
        return colour >= 0 ? AttributedStyle.DEFAULT.foreground(colour) : AttributedStyle.DEFAULT;
    }
}
