package netprog.netlab.host;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import netprog.netlab.common.Json;
import netprog.netlab.common.OsFamily;
import netprog.netlab.common.Table;
import netprog.util.Messages;
import netprog.util.Ports;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Shows the TCP and UDP sockets of this machine and whose they are, with a word for a beginner on each. */
@Command(name = "sockets")
public final class SocketsCommand implements Callable<Integer> {
    static final Messages MESSAGES = new Messages("netprog.netlab.host.messages");

    @Option(names = "--tcp", descriptionKey = "sockets.tcp")
    private boolean tcp;

    @Option(names = "--udp", descriptionKey = "sockets.udp")
    private boolean udp;

    @Option(names = "--listening", descriptionKey = "sockets.listening")
    private boolean listening;

    @Option(names = "--port", paramLabel = "N", descriptionKey = "sockets.port")
    private String port;

    @Option(names = "--watch", descriptionKey = "sockets.watch")
    private boolean watch;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Shows the sockets. */
    @Override
    public Integer call() throws Exception {
        Predicate<OpenSocket> wanted = wanted();
        PrintWriter out = spec.commandLine().getOut();
        if (watch && json) {
            throw new ParameterException(spec.commandLine(), MESSAGES.get("sockets.watch-json"));
        }
        String command = OsFamily.choose("ss -tuanp", "netstat -anv; lsof -nP -i", "netstat -ano");
        List<OpenSocket> sockets;
        try {
            if (watch) {
                return watch(new SocketsWatch(new Sockets(), wanted), out);
            }
            sockets = sorted(Sockets.all(), wanted);
        } catch (IOException e) {
            return Output.failed(spec.commandLine(), e, command);
        }
        if (json) {
            Json.print(out, sockets.stream().map(OpenSocket::json).toList());
            return 0;
        }
        if (sockets.isEmpty()) {
            out.println(MESSAGES.get("sockets.none"));
        } else {
            Table table =
                    new Table().row((Object[]) MESSAGES.get("sockets.columns").split(",", -1));
            sockets.forEach(socket -> table.row(cells(socket)));
            table.lines().forEach(out::println);
        }
        out.println();
        out.println(MESSAGES.get("native", command));
        return 0;
    }

    private static int watch(SocketsWatch watch, PrintWriter out) throws IOException, InterruptedException {
        Optional<SocketsScreen> screen = SocketsScreen.open(watch);
        return screen.isPresent() ? screen.get().run() : watch.lines(out);
    }

    private Predicate<OpenSocket> wanted() {
        int number = port == null ? 0 : port(port);
        return socket -> (tcp == udp || socket.protocol().equals(tcp ? "tcp" : "udp"))
                && (!listening || socket.listening())
                && (number == 0
                        || socket.local().getPort() == number
                        || socket.remote() != null && socket.remote().getPort() == number);
    }

    private int port(String text) {
        try {
            return Ports.parse(text, 1);
        } catch (IllegalArgumentException e) {
            String sentence = e.getMessage();
            throw new ParameterException(spec.commandLine(), "--port: " + sentence.substring(0, sentence.length() - 1));
        }
    }

    /** Those that are wanted: who waits first, then by protocol, port, and the other end. */
    static List<OpenSocket> sorted(List<OpenSocket> sockets, Predicate<OpenSocket> wanted) {
        return sockets.stream()
                .filter(wanted)
                .sorted(Comparator.comparing((OpenSocket socket) -> !socket.listening())
                        .thenComparing(OpenSocket::protocol)
                        .thenComparing(socket -> socket.local().getPort())
                        .thenComparing(OpenSocket::localText)
                        .thenComparing(OpenSocket::remoteText))
                .toList();
    }

    static Object[] cells(OpenSocket socket) {
        return new Object[] {
            socket.protocol(),
            socket.localText(),
            socket.remoteText(),
            socket.state(),
            owner(socket),
            MESSAGES.get(key(socket))
        };
    }

    /** The process: its name and number; {@code -} where it is not known. */
    static String owner(OpenSocket socket) {
        return socket.pid() < 0 ? "-" : (socket.process() + " " + socket.pid()).strip();
    }

    /** The key of what a beginner needs to know of one socket. */
    static String key(OpenSocket socket) {
        boolean everywhere = socket.local().getAddress().isAnyLocalAddress();
        boolean loopback = socket.local().getAddress().isLoopbackAddress();
        if (socket.listening()) {
            String where = everywhere ? "everywhere" : loopback ? "loopback" : "one";
            return "socket." + socket.protocol() + "." + where;
        } else if (!socket.state().equals(OpenSocket.ESTABLISHED)) {
            return "socket." + socket.state();
        } else if (socket.protocol().equals("udp")) {
            return "socket.udp.connected";
        }
        return loopback ? "socket.tcp.inside" : "socket.tcp.connected";
    }
}
