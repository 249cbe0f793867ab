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

/** What our programs say when the network says no: the same cause gets the same line and status on both systems. */
final class Failures {
    private static final List<Platform> SIDES = List.of(Platform.LINUX_JAVA, Platform.WINDOWS_JAVA);
    private static final int PATIENCE = (int) Program.TIMEOUT.toMillis();

    private final PairHosts machines;

    Failures(PairHosts machines) {
        this.machines = machines;
    }

    private interface Cause {
        Program provoke(Platform side) throws IOException;
    }

    private record Row(String name, Cause cause) {}

    Document document() throws Exception {
        List<Row> causes = List.of(
                new Row("refused.tcp", this::nobodyListens),
                new Row("refused.udp", this::nobodyReceives),
                new Row("timed-out.connect", this::fullQueue),
                new Row("timed-out.read", this::silentServer),
                new Row("timed-out.udp", this::silentUdpServer),
                new Row("unreachable", side -> fails(side, PairService.TIME, "tcp-client", "127.255.255.255")),
                new Row("unknown-host", side -> fails(side, PairService.TIME, "tcp-client", "x".repeat(64))),
                new Row("in-use.tcp", side -> inUse(side, "tcp")),
                new Row("in-use.udp", side -> inUse(side, "udp")),
                new Row(
                        "not-local",
                        side -> fails(side, PairService.TIME, "tcp-server", "0", "--bind", "198.51.100.1")),
                new Row("closed", side -> server(side, false)),
                new Row("reset", side -> server(side, true)));
        List<Callable<String>> work = new ArrayList<>();
        causes.forEach(row ->
                SIDES.forEach(side -> work.add(() -> line(row.cause().provoke(side)))));
        List<String> lines = Parallel.results(work);
        List<List<Object>> rows = new ArrayList<>();
        for (Row cause : causes) {
            List<Object> row = new ArrayList<>(List.of(new MessageKey("cause." + cause.name())));
            SIDES.forEach(side -> row.add(lines.get(rows.size() * SIDES.size() + SIDES.indexOf(side))));
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

    private Program fails(Platform side, PairService service, String... args) throws IOException {
        return run(side, service, "", args);
    }

    private Program run(Platform side, PairService service, String typed, String... args) throws IOException {
        byte[] bytes = typed.getBytes(StandardCharsets.US_ASCII);
        try (Program program = machines.java(side, List.of(), service, bytes, args)) {
            program.awaitExit();
            return program;
        }
    }

    private Program nobodyListens(Platform side) throws IOException {
        try (Socket bound = new Socket()) {
            bound.bind(Wire.local(0)); // holds the port, and does not listen
            return fails(side, PairService.TIME, "tcp-client", "127.0.0.1", "" + bound.getLocalPort());
        }
    }

    private Program nobodyReceives(Platform side) throws IOException {
        try (DatagramSocket bound = new DatagramSocket(Wire.local(0))) {
            bound.connect(Wire.local(9)); // holds the port, and hears port 9 only
            return fails(side, PairService.TIME, "udp-client", "127.0.0.1", "" + bound.getLocalPort());
        }
    }

    /** A listener that accepts nobody, and whose queue is full: Linux answers no further request for a connection. */
    private Program fullQueue(Platform side) throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket listener = new ServerSocket(0, 1, Wire.local(0).getAddress())) {
            fill(listener, waiting);
            return fails(side, PairService.TIME, "tcp-client", "127.0.0.1", "" + listener.getLocalPort());
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

    private Program silentServer(Platform side) throws IOException {
        try (ServerSocket listener = TcpPeer.listen()) {
            return fails(side, PairService.TIME, "tcp-client", "127.0.0.1", "" + listener.getLocalPort());
        }
    }

    private Program silentUdpServer(Platform side) throws IOException {
        try (UdpPeer silent = new UdpPeer(Wire.local(0))) {
            return fails(
                    side,
                    PairService.TIME,
                    "udp-client",
                    "127.0.0.1",
                    "" + silent.address().getPort());
        }
    }

    private Program inUse(Platform side, String transport) throws IOException {
        try (Program owner = machines.server(side, PairService.TIME, transport)) {
            return fails(side, PairService.TIME, transport + "-server", "" + owner.listeningPort());
        }
    }

    /** An echo server that takes a line, and closes or resets the connection before the echo is complete. */
    private Program server(Platform side, boolean reset) throws IOException {
        try (ServerSocket listener = TcpPeer.listen();
                Program client = machines.client(
                        side,
                        List.of(),
                        PairService.ECHO,
                        "tcp",
                        listener.getLocalPort(),
                        "hi\n".getBytes(StandardCharsets.US_ASCII))) {
            listener.setSoTimeout(PATIENCE);
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
