package netprog.week04.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import netprog.week04.echo.Frame;
import netprog.wire.Program;
import netprog.wire.TcpPeer;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Every line of the servers' logs and of the clients' screens: free in a submission, fixed in the reference. */
@Isolated("replaces System.out")
class LogAndScreenTest {
    private static final String LONG = "x".repeat(128);

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream console = System.out;
    private final Authenticator users = request -> request.id().equals("anna")
            ? request.password().equals("tiger") ? Authenticator.Result.WELCOME : Authenticator.Result.INVALID_PASSWORD
            : Authenticator.Result.INVALID_ID;

    @AfterEach
    void restoreSystemOut() {
        System.setOut(console);
    }

    @Test
    void theTcpServerLogsEachStep() throws IOException {
        Listener listener = new Listener();
        try (listener;
                TcpPeer client = TcpPeer.connect(listener.address())) {
            serve(listener);
            client.receiveFrame();
            assertThat(listener.accepted.peek().getKeepAlive()).isTrue();
            ask(client, "anna tiger");
            ask(client, "id=otto pass=tiger");
            ask(client, "id=anna pass=lion");
            ask(client, "id=anna pass=tiger");
            ask(client, "1 abc\r\n");
            ask(client, "2 PASS=tiger");
            client.send(Wire.frame("4")).receiveToEnd();

            assertThat(logOf(client.localAddress(), 9))
                    .containsExactly(
                            "connected: ME",
                            "from ME: not a login, a login is id=<id> pass=<password>",
                            "from ME: login of otto: INVALID_ID",
                            "from ME: login of anna: INVALID_PASSWORD",
                            "from ME: login of anna: WELCOME",
                            "from ME, anna: 7 bytes \"1 abc\\r\\n\"",
                            "from ME, anna: (not shown)",
                            "ME: Session finished for anna.",
                            "left: ME");
        }
        Awaitility.await()
                .atMost(Program.TIMEOUT)
                .untilAsserted(() -> assertThat(log()).contains("accept: Socket closed"));
    }

    @Test
    void theTcpServerLogsHowAClientLeaves() throws IOException {
        try (Listener listener = new Listener()) {
            serve(listener);
            InetSocketAddress address = listener.address();
            try (TcpPeer silent = TcpPeer.connect(address)) {
                silent.receiveFrame();
                silent.halfClose().receiveToEnd();
                assertThat(logOf(silent.localAddress(), 2)).containsExactly("connected: ME", "left: ME");
            }
            try (TcpPeer inTheMiddle = TcpPeer.connect(address)) {
                inTheMiddle.receiveFrame();
                ask(inTheMiddle, "id=anna pass=tiger");
                inTheMiddle.send(Wire.bytes("1 a")).halfClose().receiveToEnd();
                assertThat(logOf(inTheMiddle.localAddress(), 4))
                        .startsWith(
                                "connected: ME", "from ME: login of anna: WELCOME", "ME: Session finished for anna.")
                        .last()
                        .asString()
                        .startsWith("lost ME: ");
            }
        }
    }

    @Test
    void theTcpServerWaitsWhenTheSystemCannotAccept() throws IOException {
        try (Listener listener = new Listener()) {
            listener.failures = 5;
            long start = System.nanoTime();
            serve(listener);
            try (TcpPeer client = TcpPeer.connect(listener.address())) {
                client.receiveFrame();
                assertThat(System.nanoTime() - start).isGreaterThan(400_000_000);
                assertThat(log()).contains("accept: Too many open files");
            }
        }
    }

    @Test
    void theUdpServerLogsEachDatagram() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(Wire.local(0));
                UdpPeer client = new UdpPeer(Wire.local(0))) {
            InetSocketAddress address = (InetSocketAddress) socket.getLocalSocketAddress();
            start(() -> UdpLoginServer.serve(socket, users));
            for (String text : new String[] {
                "1 abc", "2 PASS=tiger", "tiger", "id=otto pass=tiger", "id=anna pass=tiger", "1 abc", "3 Pass", "4"
            }) {
                client.send(Wire.frame(text), address).receive();
            }

            assertThat(logOf(client.address(), 8))
                    .containsExactly(
                            "from ME: 5 bytes \"1 abc\", not logged in",
                            "from ME: (not shown), not logged in",
                            "from ME: neither a login nor a case request",
                            "from ME: login of otto: INVALID_ID",
                            "from ME: login of anna: WELCOME",
                            "from ME, anna: 5 bytes \"1 abc\"",
                            "from ME, anna: (not shown)",
                            "from ME: Session finished for anna.");
        }
    }

    @Test
    void theDialogueOverTcp() throws IOException {
        try (Listener listener = new Listener()) {
            serve(listener);

            assertThat(dialogue(TcpLoginClient::run, listener.address()))
                    .isEqualTo("Welcome to Server!!\n" + dialogueUntilTheEnd());
        }
    }

    @Test
    void theDialogueOverUdp() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(Wire.local(0))) {
            start(() -> UdpLoginServer.serve(socket, users));

            assertThat(dialogue(UdpLoginClient::run, (InetSocketAddress) socket.getLocalSocketAddress()))
                    .isEqualTo(dialogueUntilTheEnd() + "200 Goodbye anna!!\n");
        }
    }

    private interface Client {
        int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException;
    }

    /** The screen, with the typed lines in {@code < >}. What is not flushed does not appear. */
    private static String dialogue(Client client, InetSocketAddress server) throws IOException {
        Deque<String> lines = new ArrayDeque<>(
                List.of(LONG, "x", "anna", "lion", "anna", "tiger", "1", "abc", "5", "2", LONG, " 3 ", "aB", "4"));
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        BufferedReader keyboard = new BufferedReader(Reader.nullReader()) {
            @Override
            public String readLine() {
                String line = lines.remove();
                shown.writeBytes(Wire.bytes("<" + line + ">\n"));
                return line;
            }
        };
        PrintStream screen = new PrintStream(new BufferedOutputStream(shown), false, StandardCharsets.UTF_8);
        assertThat(client.run(server, keyboard, screen)).isZero();
        return shown.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static String dialogueUntilTheEnd() {
        String menu = "(1) upper  (2) lower  (3) swap  (4) end\nChoice : ";
        return "ID : <" + LONG + ">\nPassword : <x>\n" + tooLong("id=" + LONG + " pass=x")
                + "ID : <anna>\nPassword : <lion>\n402 Invalid Password\n"
                + "ID : <anna>\nPassword : <tiger>\n200 Welcome anna!!\n"
                + menu + "<1>\nInput string : <abc>\nABC\n"
                + menu + "<5>\n"
                + menu + "<2>\nInput string : <" + LONG + ">\n" + tooLong("2 " + LONG)
                + menu + "< 3 >\nInput string : <aB>\nAb\n"
                + menu + "<4>\n";
    }

    private static String tooLong(String text) {
        return catchThrowable(() -> Frame.of(text)).getMessage() + "\n";
    }

    /** A listener that keeps what it accepts, and may fail to accept. */
    private static final class Listener extends ServerSocket {
        final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();
        volatile int failures;

        Listener() throws IOException {
            super(0, 50, InetAddress.getLoopbackAddress());
        }

        InetSocketAddress address() {
            return (InetSocketAddress) getLocalSocketAddress();
        }

        @Override
        public Socket accept() throws IOException {
            if (failures > 0) {
                failures--;
                throw new IOException("Too many open files");
            }
            Socket socket = super.accept();
            accepted.add(socket);
            return socket;
        }
    }

    private void serve(ServerSocket listener) {
        start(() -> TcpLoginServer.serve(listener, users));
    }

    private interface Server {
        void serve() throws IOException;
    }

    private void start(Server server) {
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        Thread thread = new Thread(() -> {
            try {
                server.serve();
            } catch (IOException e) {
                // Its socket is closed: the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void ask(TcpPeer client, String text) throws IOException {
        client.send(Wire.frame(text)).receiveFrame();
    }

    private String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /** The lines about one client, as soon as there are so many; servers of other tests may still be logging. */
    private List<String> logOf(InetSocketAddress client, int lines) {
        String me = "127.0.0.1:" + client.getPort();
        return Awaitility.await()
                .atMost(Program.TIMEOUT)
                .until(
                        () -> log().lines()
                                .filter(line -> line.contains(me))
                                .map(line -> line.replace(me, "ME"))
                                .toList(),
                        found -> found.size() >= lines);
    }
}
