package netprog.netlab.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import netprog.netlab.host.SocketChanges.Mark;
import netprog.netlab.host.SocketChanges.Row;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

/** What is new, gone and changed between looks, and how it is drawn. */
class SocketChangesTest {
    private final SocketChanges changes = new SocketChanges(1);

    @Test
    void theFirstLookHasNoMarks() {
        assertThat(signs(tcp(1, "LISTEN", 7), tcp(2, "LISTEN", 7))).isEqualTo(" 1  2");
    }

    @Test
    void aSocketIsNewForSomeLooks() {
        signs(tcp(1, "LISTEN", 7));
        assertThat(signs(tcp(1, "LISTEN", 7), tcp(2, "LISTEN", 7))).isEqualTo(" 1 +2");
        assertThat(signs(tcp(1, "LISTEN", 7), tcp(2, "LISTEN", 7))).isEqualTo(" 1 +2");
        assertThat(signs(tcp(1, "LISTEN", 7), tcp(2, "LISTEN", 7))).isEqualTo(" 1  2");
    }

    @Test
    void aSocketThatIsGoneStaysInItsPlaceForSomeLooks() {
        signs(tcp(1, "LISTEN", 7), tcp(2, "LISTEN", 7), tcp(3, "LISTEN", 7));
        assertThat(signs(tcp(2, "LISTEN", 7))).isEqualTo("-1  2 -3");
        assertThat(signs(tcp(2, "LISTEN", 7))).isEqualTo("-1  2 -3");
        assertThat(signs(tcp(2, "LISTEN", 7))).isEqualTo(" 2");
        assertThat(signs()).isEqualTo("-2");
    }

    @Test
    void aSocketThatComesBackIsNew() {
        signs(tcp(1, "LISTEN", 7));
        assertThat(signs()).isEqualTo("-1");
        assertThat(signs(tcp(1, "LISTEN", 7))).isEqualTo("+1");
    }

    @Test
    void anotherStateIsAChangeAndSaysWhatItWasBefore() {
        changes.next(List.of(tcp(1, "ESTABLISHED", 7)));
        List<Row> rows = changes.next(List.of(tcp(1, "TIME-WAIT", -1)));
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).mark()).isEqualTo(Mark.CHANGED);
        assertThat(SocketsWatch.line(LocalTime.of(9, 5, 7, 999), '~', rows.get(0)))
                .isEqualTo("09:05:07 ~ tcp 127.0.0.1:1 0.0.0.0:* ESTABLISHED > TIME-WAIT -");
        changes.next(List.of(tcp(1, "TIME-WAIT", -1)));
        assertThat(signs(tcp(1, "TIME-WAIT", -1))).isEqualTo(" 1");
    }

    @Test
    void whatAnotherProcessHasIsNew() {
        signs(tcp(1, "LISTEN", 7));
        assertThat(signs(tcp(1, "LISTEN", 8))).isEqualTo("+1");
    }

    @Test
    void socketsWithTheSameEndsAreCounted() {
        signs(tcp(1, "LISTEN", 7), tcp(1, "LISTEN", 8));
        assertThat(signs(tcp(1, "LISTEN", 7))).isEqualTo(" 1 -1");
        assertThat(signs(tcp(1, "LISTEN", 7), tcp(1, "LISTEN", 9))).isEqualTo(" 1 +1");
    }

    @Test
    void theScreenHoldsAsManyRowsAsFitAndThoseWithAMarkFirst() {
        List<OpenSocket> sockets = new ArrayList<>();
        for (int port = 1; port <= 30; port++) {
            sockets.add(tcp(port, "LISTEN", 7));
        }
        changes.next(sockets);
        sockets.add(tcp(31, "LISTEN", 7));
        List<Row> rows = changes.next(sockets);
        for (int height = 1; height < 40; height++) {
            List<AttributedString> lines = screen(rows).lines(size(100, height));
            assertThat(lines).hasSize(Math.max(4, Math.min(height, 34))); // a screen shows no more of them than fit
            String text = String.join("\n", lines);
            assertThat(text.contains("\n+ tcp")).isTrue();
            assertThat(text.indexOf("\n+ tcp") < text.indexOf("\n  tcp")).isEqualTo(height > 4 && height < 34);
            assertThat(text.contains("Rows 1 to ")).isEqualTo(height < 34);
        }
    }

    @Test
    void noLineIsLongerThanTheScreenIsWideInKoreanEither() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.KOREAN);
            List<Row> rows = changes.next(List.of(tcp(1, "LISTEN", 7)));
            for (int width = 1; width < 120; width++) {
                for (AttributedString line : screen(rows).lines(size(width, 4))) {
                    assertThat(line.columnLength()).isLessThanOrEqualTo(width);
                }
            }
            assertThat(String.join("", screen(rows).lines(size(120, 4)))).contains("소켓: 1개", "연결을 기다림");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static SocketsScreen screen(List<Row> rows) {
        SocketsScreen screen = new SocketsScreen(null);
        screen.show(rows);
        return screen;
    }

    private String signs(OpenSocket... sockets) {
        return String.join(
                " ",
                changes.next(List.of(sockets)).stream()
                        .map(row ->
                                row.mark().sign() + "" + row.socket().local().getPort())
                        .toList());
    }

    private static Size size(int columns, int rows) {
        return Size.of(columns, rows);
    }

    private static OpenSocket tcp(int port, String state, int pid) {
        return new OpenSocket("tcp", new InetSocketAddress("127.0.0.1", port), null, state, pid, pid < 0 ? "" : "java");
    }
}
