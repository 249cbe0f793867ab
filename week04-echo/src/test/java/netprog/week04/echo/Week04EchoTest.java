package netprog.week04.echo;

import static netprog.wire.Wire.bytes;
import static netprog.wire.Wire.frameWithGarbage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.mockStatic;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.util.Terminal;
import netprog.wire.Program;
import netprog.wire.TcpPeer;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.MockedStatic;

/** The eight programs as the jar starts them, in this JVM. A server's main has no end, so its thread is a daemon. */
class Week04EchoTest {
    private final InputStream keyboard = System.in;
    private final PrintStream screen = System.out;

    @AfterEach
    void giveKeyboardAndScreenBack() {
        System.setIn(keyboard);
        System.setOut(screen);
    }

    @Test
    void startsTheTcpEchoServer() throws IOException {
        try (TcpPeer client = TcpPeer.connect(startServer("tcp", "tcp-server"))) {
            assertThat(client.send(bytes("abc")).receive(3)).isEqualTo(bytes("abc"));
        }
    }

    @Test
    void startsTheUdpEchoServer() throws IOException {
        try (UdpPeer client = new UdpPeer(Wire.local(0))) {
            client.send(bytes("abc"), startServer("udp", "udp-server"));
            assertThat(client.receive().data()).isEqualTo(bytes("abc"));
        }
    }

    @Test
    void startsTheTcpCaseServer() throws IOException {
        try (TcpPeer client = TcpPeer.connect(startServer("tcp", "tcp-case-server"))) {
            assertThat(client.send(frameWithGarbage("1 abc")).receiveFrame()).isEqualTo("ABC");
        }
    }

    @Test
    void startsTheUdpCaseServer() throws IOException {
        try (UdpPeer client = new UdpPeer(Wire.local(0))) {
            client.send(frameWithGarbage("1 abc"), startServer("udp", "udp-case-server"));
            assertThat(client.receive().data()).startsWith(bytes("ABC\0"));
        }
    }

    @Test
    void startsTheTcpEchoClient() throws IOException {
        try (ServerSocket listener = TcpPeer.listen()) {
            startClient("tcp-client", listener.getLocalPort(), "exit\n");
            try (TcpPeer server = TcpPeer.accept(listener)) {
                assertThat(server.receiveToEnd()).isEqualTo(bytes("exit\n"));
            }
        }
    }

    @Test
    void startsTheUdpEchoClient() throws IOException {
        try (UdpPeer server = new UdpPeer(Wire.local(0))) {
            startClient("udp-client", server.address().getPort(), "exit\n");
            assertThat(server.receive().data()).isEqualTo(bytes("exit\n"));
        }
    }

    @Test
    void startsTheTcpCaseClient() throws IOException {
        try (ServerSocket listener = TcpPeer.listen()) {
            assertThat(screenOf("tcp-case-client", listener.getLocalPort())).contains("(1)", "(4)");
            try (TcpPeer server = TcpPeer.accept(listener)) {
                assertThat(server.receiveToEnd()).isEmpty();
            }
        }
    }

    @Test
    void startsTheUdpCaseClient() throws IOException {
        try (UdpPeer server = new UdpPeer(Wire.local(0))) {
            assertThat(screenOf("udp-case-client", server.address().getPort())).contains("(1)", "(4)");
        }
    }

    /** What a client shows before it reads the end of its input; not on the real screen, where Surefire talks to Maven. */
    private static String screenOf(String program, int port) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setIn(InputStream.nullInputStream());
        try (MockedStatic<Terminal> terminal = mockStatic(Terminal.class, CALLS_REAL_METHODS)) {
            terminal.when(Terminal::screen).thenReturn(new PrintStream(shown, true, StandardCharsets.UTF_8));
            Week04Echo.main(new String[] {program, "127.0.0.1", "" + port});
        }
        return shown.toString(StandardCharsets.UTF_8);
    }

    private static InetSocketAddress startServer(String protocol, String program) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        start(program, "0", "--bind", "127.0.0.1");
        Matcher first = Pattern.compile("(?m)^listening on " + protocol + " 127\\.0\\.0\\.1:(\\d+)$")
                .matcher("");
        await().atMost(Program.TIMEOUT)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> first.reset(log.toString(StandardCharsets.UTF_8)).find());
        return Wire.local(Integer.parseInt(first.group(1)));
    }

    private static void startClient(String program, int port, String typed) {
        System.setIn(new ByteArrayInputStream(bytes(typed)));
        start(program, "127.0.0.1", "" + port);
    }

    private static void start(String... args) {
        Thread main = new Thread(() -> Week04Echo.main(args));
        main.setDaemon(true);
        main.start();
    }
}
