package netprog.netlab.capture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import netprog.wire.Program;
import netprog.wire.TcpPeer;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;

/**
 * Every kind of exchange, made with real sockets and recorded by {@code capture}; to be started in a network namespace.
 * {@code SampleExchanges FILE} writes the capture, and prints a line for each exchange: its name and the client's port.
 */
final class SampleExchanges {
    /** How many datagrams the longest exchange has. */
    static final int MANY = 3000;

    static final String CTIME = "Wed Sep 16 10:15:00 2020\n\0";

    private static final int DEAD_PORT = 9; // no server listens
    private static final int DROPPED = 20001; // a firewall drops what is sent there

    private final List<Pair> open = new ArrayList<>();

    /** Both ends of a TCP connection. */
    private record Pair(TcpPeer client, TcpPeer server) {
        static Pair connect(InetAddress address, int port) throws IOException {
            try (ServerSocket listener = new ServerSocket(port, 5, address)) {
                InetSocketAddress there = new InetSocketAddress(address, listener.getLocalPort());
                TcpPeer client = TcpPeer.connect(there);
                return new Pair(client, TcpPeer.accept(listener));
            }
        }

        /** The client sends, and the server receives it. */
        void request(byte[] bytes) throws IOException {
            client.send(bytes);
            server.receive(bytes.length);
        }

        /** The server sends, and the client receives it. */
        void respond(byte[] bytes) throws IOException {
            server.send(bytes);
            client.receive(bytes.length);
        }

        void close() throws IOException {
            client.halfClose();
            server.receiveToEnd();
            server.halfClose();
            client.receiveToEnd();
            client.close();
            server.close();
        }
    }

    private SampleExchanges() {}

    public static void main(String[] args) throws Exception {
        SampleExchanges exchanges = new SampleExchanges();
        Pair early = exchanges.pair("127.0.0.1", 0);
        List<String> command = NetlabCommands.java(
                NetlabCommands.class, "capture", "-o", args[0], "--", "sh", "-c", "echo runs; read word");
        try (Program capture = NetlabCommands.start(command)) {
            capture.awaitOutput("runs");
            exchanges.tcp(early);
            exchanges.endings();
            exchanges.firewall();
            exchanges.udp();
            capture.type("");
            if (capture.awaitExit() != 0) {
                throw new IllegalStateException(capture.toString());
            }
        }
        System.exit(0);
    }

    /** The system may give two exchanges the same client port; their server ports differ. */
    private static void name(String exchange, InetSocketAddress client, int serverPort) {
        System.out.println(exchange + " " + client.getPort() + " " + serverPort);
    }

    private Pair pair(String address, int port) throws IOException {
        Pair pair = Pair.connect(InetAddress.getByName(address), port);
        open.add(pair); // stays open until the capture has ended
        return pair;
    }

    private Pair pair(String name, String address, int port) throws IOException {
        Pair pair = pair(address, port);
        name(name, pair.client().localAddress(), pair.server().localAddress().getPort());
        return pair;
    }

    private void tcp(Pair early) throws IOException {
        name(
                "early",
                early.client().localAddress(),
                early.server().localAddress().getPort());
        early.request(Wire.bytes("still here\n"));

        Pair time = pair("ctime", "127.0.0.1", 0);
        time.respond(Wire.bytes(CTIME));
        time.close();
        Pair seconds = pair("rfc868", "127.0.0.1", 37);
        seconds.respond(seconds());
        seconds.close();
        Pair day = pair("daytime", "127.0.0.1", 13);
        day.respond(Wire.bytes("Wednesday, September 16, 2020 10:15:00\r\n"));
        day.close();
        Pair echo = pair("echo", "127.0.0.1", 30000);
        echo.request(Wire.bytes("안녕 hello\n"));
        echo.respond(Wire.bytes("안녕 hello\n"));
        echo.close();

        Pair login = pair("login", "::1", 30000);
        login.respond(Wire.frame("Welcome to Server!!"));
        login.request(Wire.frameWithGarbage("id=hong pass=wrong"));
        login.respond(Wire.frame("402 Invalid Password\n"));
        login.request(Wire.frame("id=홍 pass=p=1\n"));
        login.respond(Wire.frame("200 Welcome 홍!!\n"));
        login.client().dribble(Wire.frame("1 in pieces"), 50);
        login.server().receive(128);
        login.respond(Wire.frame("IN PIECES"));
        byte[] two = ByteBuffer.allocate(256)
                .put(Wire.frameWithGarbage("2 TWO"))
                .put(Wire.frame("3 aB"))
                .array();
        login.request(two);
        login.respond(Wire.frame("two"));
        login.respond(Wire.frame("Ab"));
        login.request(Wire.frame("4"));
        login.close();
    }

    private void endings() throws IOException {
        Pair reset = pair("reset", "127.0.0.1", 0);
        reset.request(Wire.bytes("abc"));
        reset.server().reset();
        Pair half = pair("half-closed", "127.0.0.1", 0);
        half.request(Wire.bytes("abc"));
        half.client().halfClose();
        half.server().receiveToEnd();
        pair("open", "127.0.0.1", 0).request(Wire.bytes("abc"));
        for (String address : new String[] {"127.0.0.1", "::1"}) {
            try (Socket socket = new Socket()) {
                socket.bind(new InetSocketAddress(address, 0));
                name("refused " + address, (InetSocketAddress) socket.getLocalSocketAddress(), DEAD_PORT);
                socket.connect(new InetSocketAddress(address, DEAD_PORT));
                throw new IllegalStateException("connected to a dead port");
            } catch (java.net.ConnectException e) {
                // Expected.
            }
        }
    }

    /** What a firewall on the way does; it drops the packets after dumpcap has recorded them. */
    private void firewall() throws Exception {
        nft("add table inet t; add chain inet t in { type filter hook input priority 0; }");
        nft("add rule inet t in tcp dport " + DROPPED + " drop");
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", 0));
            name("no-connection", (InetSocketAddress) socket.getLocalSocketAddress(), DROPPED);
            socket.connect(new InetSocketAddress("127.0.0.1", DROPPED), 1500); // the second SYN leaves after 1 s
            throw new IllegalStateException("connected through a firewall");
        } catch (SocketTimeoutException e) {
            // Expected.
        }
        Pair lossy = pair("loss", "127.0.0.1", 0);
        nft("add rule inet t in tcp dport " + lossy.client().localAddress().getPort() + " drop");
        lossy.server().send(Wire.bytes(CTIME));
        lossy.client().isSilent(300); // the first try is lost, and perhaps the second
        nft("flush chain inet t in");
        lossy.client().receive(CTIME.length());
        lossy.close();
        Pair silent = pair("silent", "127.0.0.1", DROPPED);
        nft("add rule inet t in tcp dport " + DROPPED + " drop");
        silent.client().send(Wire.frame("1 anybody there"));
        silent.client().isSilent(1500); // at least two more tries
        try (UdpPeer client = new UdpPeer(Wire.local(0))) {
            nft("add rule inet t in udp dport " + DROPPED + " reject with icmpx admin-prohibited");
            name("prohibited", client.address(), DROPPED);
            client.send(Wire.frame("1 abc"), Wire.local(DROPPED));
        }
    }

    private static void nft(String rules) throws Exception {
        try (Program nft = Program.start("nft", rules)) {
            if (nft.awaitExit() != 0) {
                throw new IllegalStateException(nft.toString());
            }
        }
    }

    private void udp() throws IOException {
        try (UdpPeer client = new UdpPeer(Wire.local6(0));
                UdpPeer server = new UdpPeer(Wire.local6(0))) {
            name("udp-ctime", client.address(), server.address().getPort());
            exchange(client, Wire.bytes("?\0"), server);
            exchange(server, Wire.bytes(CTIME), client);
        }
        try (UdpPeer client = new UdpPeer(Wire.local(0));
                UdpPeer server = new UdpPeer(Wire.local(0))) {
            name("udp-rfc868", client.address(), server.address().getPort());
            exchange(client, new byte[0], server);
            exchange(server, seconds(), client);
        }
        try (UdpPeer client = new UdpPeer(Wire.local(0));
                UdpPeer server = new UdpPeer(Wire.local(30000))) {
            name("udp-frames", client.address(), server.address().getPort());
            exchange(client, Wire.frameWithGarbage("id=guest pass=guest"), server);
            exchange(server, Wire.frame("200 Welcome guest!!\n"), client);
            exchange(client, Wire.bytes("1 short\0"), server);
            exchange(server, Wire.frame("SHORT"), client);
            exchange(client, Wire.frame("4"), server);
            exchange(server, Wire.frame("200 Goodbye guest!!\n"), client);
        }
        try (UdpPeer client = new UdpPeer(Wire.local(0));
                UdpPeer server = new UdpPeer(Wire.local(0))) {
            name("udp-echo-largest", client.address(), server.address().getPort());
            exchange(client, new byte[65_507], server);
            exchange(server, new byte[65_507], client);
        }
        try (UdpPeer client = new UdpPeer(Wire.local(0));
                UdpPeer server = new UdpPeer(Wire.local(0))) {
            name("udp-unanswered", client.address(), server.address().getPort());
            for (int i = 0; i < 3; i++) {
                exchange(client, Wire.frame("1 abc"), server);
            }
        }
        for (InetSocketAddress self : new InetSocketAddress[] {Wire.local(0), Wire.local6(0)}) {
            try (UdpPeer client = new UdpPeer(self)) {
                name(
                        "udp-refused " + (self.getAddress().getAddress().length == 4 ? "127.0.0.1" : "::1"),
                        client.address(),
                        DEAD_PORT);
                client.send(Wire.bytes("?\0"), new InetSocketAddress(self.getAddress(), DEAD_PORT));
            }
        }
        try (UdpPeer client = new UdpPeer(Wire.local(0));
                UdpPeer server = new UdpPeer(Wire.local(0))) {
            name("udp-many", client.address(), server.address().getPort());
            for (int i = 0; i < MANY / 2; i++) {
                exchange(client, Wire.bytes("request " + i), server);
                exchange(server, Wire.bytes("reply " + i), client);
            }
        }
    }

    private static void exchange(UdpPeer from, byte[] data, UdpPeer to) throws IOException {
        from.send(data, to.address());
        to.receive();
    }

    private static byte[] seconds() {
        long since1900 = Instant.now().getEpochSecond() + 2_208_988_800L;
        return ByteBuffer.allocate(4).putInt((int) since1900).array();
    }
}
