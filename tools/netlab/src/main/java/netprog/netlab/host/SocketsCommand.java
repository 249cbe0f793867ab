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
import netprog.netlab.common.PortConverter;
import netprog.netlab.common.Table;
import netprog.util.Messages;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the TCP and UDP sockets of this host and their processes, with a sentence for a beginner on each. */
@Command(name = "sockets")
public final class SocketsCommand implements Callable<Integer> {
    static final Messages MESSAGES = new Messages("netprog.netlab.host.messages");

    @ArgGroup
    private Protocol only = new Protocol();

    private static final class Protocol {
        @Option(names = "--tcp", descriptionKey = "sockets.tcp")
        private boolean tcp;

        @Option(names = "--udp", descriptionKey = "sockets.udp")
        private boolean udp;
    }

    @Option(names = "--listening", descriptionKey = "sockets.listening")
    private boolean listening;

    @Option(names = "--port", paramLabel = "N", converter = PortConverter.class, descriptionKey = "sockets.port")
    private Integer port;

    @ArgGroup
    private Form form = new Form();

    private static final class Form {
        @Option(names = "--watch", descriptionKey = "sockets.watch")
        private boolean watch;

        @Option(names = "--json", descriptionKey = "json")
        private boolean json;
    }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        String command = OsFamily.choose("ss -tuanp", "netstat -anv; lsof -nP -i", "netstat -ano");
        List<OpenSocket> sockets;
        try {
            if (form.watch) {
                return watch(new SocketsWatch(new Sockets(), this::isWanted), out);
            }
            sockets = sorted(Sockets.all(), this::isWanted);
        } catch (IOException e) {
            return SystemFailure.report(spec.commandLine(), e, command);
        }
        if (form.json) {
            Json.print(out, sockets.stream().map(OpenSocket::row).toList());
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

    private boolean isWanted(OpenSocket socket) {
        return !(only.tcp && socket.protocol().equals("udp"))
                && !(only.udp && socket.protocol().equals("tcp"))
                && (!listening || socket.isListening())
                && (port == null
                        || socket.local().getPort() == port
                        || socket.remote() != null && socket.remote().getPort() == port);
    }

    /** Those that are wanted: listeners first, then by protocol, port, and the other end. */
    static List<OpenSocket> sorted(List<OpenSocket> sockets, Predicate<OpenSocket> wanted) {
        return sockets.stream()
                .filter(wanted)
                .sorted(Comparator.comparing((OpenSocket socket) -> !socket.isListening())
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
            socket.owner(),
            MESSAGES.get(key(socket))
        };
    }

    /** The key of what a beginner needs to know of one socket. */
    static String key(OpenSocket socket) {
        boolean everywhere = socket.local().getAddress().isAnyLocalAddress();
        boolean loopback = socket.local().getAddress().isLoopbackAddress();
        if (socket.isListening()) {
            String where = socket.sixOnly() ? "six" : everywhere ? "everywhere" : loopback ? "loopback" : "one";
            return "socket." + socket.protocol() + "." + where;
        } else if (!socket.state().equals(OpenSocket.ESTABLISHED)) {
            return "socket." + socket.state();
        } else if (socket.protocol().equals("udp")) {
            return "socket.udp.connected";
        }
        return loopback ? "socket.tcp.inside" : "socket.tcp.connected";
    }
}
