package netprog.netlab.pairs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.util.Bytes;
import netprog.wire.Program;

/** What becomes of the ends of lines: LF at a Linux keyboard, CRLF at a Windows one, and what travels. */
final class LineEnds {
    private static final Pattern END = Pattern.compile("[\r\n]+\0?|\0");

    private final Machines machines;

    LineEnds(Machines machines) {
        this.machines = machines;
    }

    Document document() throws Exception {
        List<Callable<List<Object>>> typed = new ArrayList<>();
        for (Side side : Side.values()) {
            for (String end : List.of("\n", "\r\n")) {
                typed.add(() -> type(side, end));
            }
        }
        List<Callable<List<Object>>> shown = List.of(
                () -> show(Side.WINDOWS_C, Service.TIME, "ctime"),
                () -> show(Side.WINDOWS_JAVA, Service.TIME, "ctime"),
                () -> show(Side.WINDOWS_JAVA, Service.TIME, "daytime", "--format", "daytime"),
                () -> show(Side.LINUX_JAVA, Service.TIME, "daytime", "--format", "daytime"),
                () -> show(Side.WINDOWS_C, Service.LOGIN, "welcome"),
                () -> show(Side.WINDOWS_JAVA, Service.LOGIN, "welcome"));
        return new Document("line-ends")
                .table("typed", List.of("client", "typed", "wire", "own-screen", "end"), Together.results(typed))
                .table(
                        "shown",
                        List.of(
                                "server",
                                "line",
                                "wire",
                                Side.LINUX_JAVA,
                                Side.WINDOWS_JAVA,
                                Side.LINUX_C,
                                Side.WINDOWS_C),
                        Together.results(shown));
    }

    /** An echo client, with lines that end as on this system and as on the other. */
    private List<Object> type(Side side, String end) throws IOException {
        byte[] typed = ("hi" + end + "exit" + end).getBytes(ISO_8859_1);
        try (Program server = machines.server(Side.LINUX_C, Service.ECHO, "tcp")) {
            Talk talk = Talk.of(machines, side, List.of(), Service.ECHO, server.listeningPort(), typed);
            String screen = new String(talk.screen(), ISO_8859_1);
            return List.of(
                    side,
                    Bytes.escape("hi" + end),
                    Bytes.escape(new String(Talk.message(talk.sent()), ISO_8859_1)),
                    Bytes.escape(screen.substring(screen.indexOf("hi")).replaceAll("(?s)(?<=\n).*", "")),
                    new Word(talk.status() == 0 ? "end.exit" : "end.closed"));
        }
    }

    /** A line that a server sends: how it ends on the wire, and on the screens of the four clients. */
    private List<Object> show(Side side, Service service, String line, String... options) throws IOException {
        List<Object> row = new ArrayList<>(List.of(side, new Word("line." + line)));
        try (Program server = machines.server(side, service, "tcp", options)) {
            int port = server.listeningPort();
            for (Side client : Side.values()) {
                List<String> lines = service.typed(client);
                byte[] typed = Machines.typed(client, client.terminal(), lines);
                Talk talk = Talk.of(machines, client, List.of(), service, port, typed, options);
                if (row.size() == 2) {
                    row.add(lastEnd(talk.got(), service));
                }
                row.add(lastEnd(talk.screen(), service));
            }
        }
        return row;
    }

    /** The line end behind the time, or behind the welcome. */
    private static String lastEnd(byte[] bytes, Service service) {
        String text = new String(bytes, ISO_8859_1);
        Matcher end = END.matcher(text);
        int start = service == Service.LOGIN ? text.indexOf("200 Welcome") : 0;
        return end.find(Math.max(start, 0)) ? Bytes.escape(end.group()) : "";
    }
}
