package netprog.netlab.pairs;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import netprog.wire.Program;
import netprog.wire.TcpPeer;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;

/** What our programs print when the network fails: the same cause has the same line and status on both systems. */
final class Failures {
    private static final List<Platform> PLATFORMS = List.of(Platform.LINUX_JAVA, Platform.WINDOWS_JAVA);
    private static final int TIMEOUT = (int) Program.TIMEOUT.toMillis();

    private final PairHosts hosts;

    Failures(PairHosts hosts) {
        this.hosts = hosts;
    }

    private interface Cause {
        Program provoke(Platform platform) throws IOException;
    }

    private record Row(String name, Cause cause) {}

    Document document() throws Exception {
        List<Row> causes = List.of(
                new Row("refused.tcp", this::noListener),
                new Row("refused.udp", this::noReceiver),
                new Row("timed-out.connect", this::fullQueue),
                new Row("timed-out.read", this::silentServer),
                new Row("timed-out.udp", this::silentUdpServer),
                new Row("unreachable", platform -> fails(platform, PairService.TIME, "tcp-client", "127.255.255.255")),
                new Row("unknown-host", platform -> fails(platform, PairService.TIME, "tcp-client", "x".repeat(64))),
                new Row("in-use.tcp", platform -> inUse(platform, "tcp")),
                new Row("in-use.udp", platform -> inUse(platform, "udp")),
                new Row(
                        "not-local",
                        platform -> fails(platform, PairService.TIME, "tcp-server", "0", "--bind", "198.51.100.1")),
                new Row("closed", platform -> server(platform, false)),
                new Row("reset", platform -> server(platform, true)));
        List<Callable<String>> work = new ArrayList<>();
        causes.forEach(row ->
                PLATFORMS.forEach(platform -> work.add(() -> line(row.cause().provoke(platform)))));
        List<String> lines = Parallel.results(work);
        List<List<Object>> rows = new ArrayList<>();
        for (Row cause : causes) {
            List<Object> row = new ArrayList<>(List.of(new MessageKey("cause." + cause.name())));
            PLATFORMS.forEach(
                    platform -> row.add(lines.get(rows.size() * PLATFORMS.size() + PLATFORMS.indexOf(platform))));
            rows.add(row);
        }
        return new Document("failures")
                .table("table", List.of("cause", Platform.LINUX_JAVA, Platform.WINDOWS_JAVA), rows);
    }

    /** The first words of the one line on standard error, and the exit status. */
    private static String line(Program program) {
        List<String> lines = program.errors().lines().toList();
        boolean words = lines.size() == 1 && lines.get(0).contains(": ");
        return (words ? lines.get(0).substring(0, lines.get(0).indexOf(": ")) : program) + ", " + program.awaitExit();
    }

    private Program fails(Platform platform, PairService service, String... args) throws IOException {
        return run(platform, service, "", args);
    }

    private Program run(Platform platform, PairService service, String typed, String... args) throws IOException {
        byte[] bytes = typed.getBytes(StandardCharsets.US_ASCII);
        try (Program program = hosts.java(platform, List.of(), service, bytes, args)) {
            program.awaitExit();
            return program;
        }
    }

    private Program noListener(Platform platform) throws IOException {
        try (Socket bound = new Socket()) {
            bound.bind(Wire.local(0)); // has the port, and does not listen
            return fails(platform, PairService.TIME, "tcp-client", "127.0.0.1", "" + bound.getLocalPort());
        }
    }

    private Program noReceiver(Platform platform) throws IOException {
        try (DatagramSocket bound = new DatagramSocket(Wire.local(0))) {
            bound.connect(Wire.local(9)); // has the port, and receives from port 9 only
            return fails(platform, PairService.TIME, "udp-client", "127.0.0.1", "" + bound.getLocalPort());
        }
    }

    /** A listener that accepts no connection, and whose queue is full: Linux answers no further connection request. */
    private Program fullQueue(Platform platform) throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket listener = new ServerSocket(0, 1, Wire.local(0).getAddress())) {
            fill(listener, waiting);
            return fails(platform, PairService.TIME, "tcp-client", "127.0.0.1", "" + listener.getLocalPort());
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private static void fill(ServerSocket listener, List<Socket> waiting) throws IOException {
        try {
            while (waiting.size() < 9) {
                Socket socket = new Socket();
                waiting.add(socket);
                socket.connect(listener.getLocalSocketAddress(), 1000);
            }
        } catch (SocketTimeoutException e) {
            // Full.
        }
    }

    private Program silentServer(Platform platform) throws IOException {
        try (ServerSocket listener = TcpPeer.listen()) {
            return fails(platform, PairService.TIME, "tcp-client", "127.0.0.1", "" + listener.getLocalPort());
        }
    }

    private Program silentUdpServer(Platform platform) throws IOException {
        try (UdpPeer silent = new UdpPeer(Wire.local(0))) {
            return fails(
                    platform,
                    PairService.TIME,
                    "udp-client",
                    "127.0.0.1",
                    "" + silent.address().getPort());
        }
    }

    private Program inUse(Platform platform, String transport) throws IOException {
        try (Program owner = hosts.server(platform, PairService.TIME, transport)) {
            return fails(platform, PairService.TIME, transport + "-server", "" + owner.listeningPort());
        }
    }

    /** An echo server that receives a line, and closes or resets the connection before the echo is complete. */
    private Program server(Platform platform, boolean reset) throws IOException {
        try (ServerSocket listener = TcpPeer.listen();
                Program client = hosts.client(
                        platform,
                        List.of(),
                        PairService.ECHO,
                        "tcp",
                        listener.getLocalPort(),
                        "hi\n".getBytes(StandardCharsets.US_ASCII))) {
            listener.setSoTimeout(TIMEOUT);
            try (TcpPeer peer = TcpPeer.accept(listener)) {
                peer.receive(3);
                if (reset) {
                    peer.reset();
                }
            }
            client.awaitExit();
            return client;
        }
    }
}
