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

/** The ends of lines: LF at a Linux keyboard, CRLF at a Windows one, and those on the wire. */
final class LineEnds {
    private static final Pattern END = Pattern.compile("[\r\n]+\0?|\0");

    private final PairHosts hosts;

    LineEnds(PairHosts hosts) {
        this.hosts = hosts;
    }

    Document document() throws Exception {
        List<Callable<List<Object>>> typed = new ArrayList<>();
        for (Platform platform : Platform.values()) {
            for (String end : List.of("\n", "\r\n")) {
                typed.add(() -> type(platform, end));
            }
        }
        List<Callable<List<Object>>> shown = List.of(
                () -> show(Platform.WINDOWS_C, PairService.TIME, "ctime"),
                () -> show(Platform.WINDOWS_JAVA, PairService.TIME, "ctime"),
                () -> show(Platform.WINDOWS_JAVA, PairService.TIME, "daytime", "--format", "daytime"),
                () -> show(Platform.LINUX_JAVA, PairService.TIME, "daytime", "--format", "daytime"),
                () -> show(Platform.WINDOWS_C, PairService.LOGIN, "welcome"),
                () -> show(Platform.WINDOWS_JAVA, PairService.LOGIN, "welcome"));
        return new Document("line-ends")
                .table("typed", List.of("client", "typed", "wire", "own-screen", "end"), Parallel.results(typed))
                .table(
                        "shown",
                        List.of(
                                "server",
                                "line",
                                "wire",
                                Platform.LINUX_JAVA,
                                Platform.WINDOWS_JAVA,
                                Platform.LINUX_C,
                                Platform.WINDOWS_C),
                        Parallel.results(shown));
    }

    /** An echo client, with lines that end as on this system and as on the other. */
    private List<Object> type(Platform platform, String end) throws IOException {
        byte[] typed = ("hi" + end + "exit" + end).getBytes(ISO_8859_1);
        try (Program server = hosts.server(Platform.LINUX_C, PairService.ECHO, "tcp")) {
            TappedSession talk =
                    TappedSession.of(hosts, platform, List.of(), PairService.ECHO, server.listeningPort(), typed);
            String screen = new String(talk.screen(), ISO_8859_1);
            return List.of(
                    platform,
                    Bytes.escape("hi" + end),
                    Bytes.escape(new String(TappedSession.message(talk.sent()), ISO_8859_1)),
                    Bytes.escape(screen.substring(screen.indexOf("hi")).replaceAll("(?s)(?<=\n).*", "")),
                    new MessageKey(talk.status() == 0 ? "end.exit" : "end.closed"));
        }
    }

    /** A line that a server sends: how it ends on the wire, and on the screens of the four clients. */
    private List<Object> show(Platform platform, PairService service, String line, String... options)
            throws IOException {
        List<Object> row = new ArrayList<>(List.of(platform, new MessageKey("line." + line)));
        try (Program server = hosts.server(platform, service, "tcp", options)) {
            int port = server.listeningPort();
            for (Platform client : Platform.values()) {
                List<String> lines = service.typed(client);
                byte[] typed = PairHosts.typed(client, client.terminal(), lines);
                TappedSession talk = TappedSession.of(hosts, client, List.of(), service, port, typed, options);
                if (row.size() == 2) {
                    row.add(lastEnd(talk.got(), service));
                }
                row.add(lastEnd(talk.screen(), service));
            }
        }
        return row;
    }

    /** The line end behind the time, or behind the welcome. */
    private static String lastEnd(byte[] bytes, PairService service) {
        String text = new String(bytes, ISO_8859_1);
        Matcher end = END.matcher(text);
        int start = service == PairService.LOGIN ? text.indexOf("200 Welcome") : 0;
        return end.find(Math.max(start, 0)) ? Bytes.escape(end.group()) : "";
    }
}
