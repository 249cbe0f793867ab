package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Locale;
import netprog.wire.Program;
import netprog.wire.TcpPeer;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The clients as a user starts them, against servers that a test plays. */
@Execution(ExecutionMode.CONCURRENT)
class TimeClientIT {
    private static final byte[] REPLY = Wire.bytes(ScriptedServer.TIME + "\n\0");

    /** {@link TimeClientTest} has all of them, in one JVM. */
    @Test
    void printsATimeOrExplainsWhyThereIsNone() throws IOException {
        assertThatTcpHandles(ScriptedServer.tcp().get(0));
        assertThatTcpHandles(ScriptedServer.tcp().stream()
                .filter(server -> server.status() == 1)
                .findFirst()
                .orElseThrow());
        assertThatUdpHandles(ScriptedServer.udp().get(0));
    }

    @Tag("full")
    @ParameterizedTest
    @MethodSource("netprog.week03.ScriptedServer#tcp")
    void handlesEveryTcpServer(ScriptedServer<TcpPeer> server) throws IOException {
        assertThatTcpHandles(server);
    }

    @Tag("full")
    @ParameterizedTest
    @MethodSource("netprog.week03.ScriptedServer#udp")
    void handlesEveryUdpServer(ScriptedServer<UdpPeer> server) throws IOException {
        assertThatUdpHandles(server);
    }

    /** The end of a reply is its NUL, or that of the stream; after 5 s without a byte the client ends with what it has. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ctime   | ''                        | 1 | timed out: tcp 127.0.0.1:PORT accepted the connection, but sent nothing for 5 s.
            ctime   | Wed Sep 16 10:15:00 2020/ | 0 | The server sent 25 bytes, and then neither the NUL nor the end of the stream for 5 s.
            ctime   | Wed Sep                   | 1 | tcp 127.0.0.1:PORT: timed out: the server sent 7 bytes "Wed Sep", and then neither
            daytime | noon/                     | 0 | The server sent 5 bytes, and did not close the connection for 5 s.
            """)
    void saysWhatIsMissingInAReplyThatDoesNotEnd(String format, String reply, int status, String line)
            throws IOException {
        try (ServerSocket listener = TcpPeer.listen();
                Program client = start("tcp-client", format, listener.getLocalPort());
                TcpPeer server = TcpPeer.accept(listener)) {
            server.send(Wire.bytes(reply.replace('/', '\n')));
            assertThat(server.receiveToEnd()).isEmpty();
            assertThat(client.awaitExit()).as(client.toString()).isEqualTo(status);
            assertThat(client.output()).isEqualTo(status == 0 ? reply.replace('/', '\n') : "");
            assertThat(client.errors())
                    .startsWith(line.replace("PORT", "" + listener.getLocalPort()))
                    .containsOnlyOnce("\n")
                    .endsWith("\n");
        }
    }

    @Test
    void tcpWaitsAsLongAsBytesKeepComing() throws IOException {
        ScriptedServer.Script<TcpPeer> slow = peer -> {
            for (int i = 0; i < 5; i++) {
                peer.send(Arrays.copyOfRange(REPLY, i, i + 1));
                assertThat(peer.isSilent(1300)).isTrue();
            }
            peer.send(Arrays.copyOfRange(REPLY, 5, REPLY.length));
        };
        assertThatTcpHandles(new ScriptedServer<>("a slow server", TimeFormat.CTIME, slow, 0, ScriptedServer.TIME));
    }

    private static Program start(String program, TimeFormat format, int port) throws IOException {
        return start(program, format.name().toLowerCase(Locale.ROOT), port);
    }

    private static Program start(String program, String format, int port) throws IOException {
        return Week03Jar.start(program, "--format", format, "127.0.0.1", String.valueOf(port));
    }

    private static void assertThatTcpHandles(ScriptedServer<TcpPeer> server) throws IOException {
        try (ServerSocket listener = TcpPeer.listen();
                Program client = start("tcp-client", server.format(), listener.getLocalPort())) {
            try (TcpPeer peer = TcpPeer.accept(listener)) {
                server.play(peer);
            }
            assertThatItShows(client, server);
        }
    }

    private static void assertThatUdpHandles(ScriptedServer<UdpPeer> server) throws IOException {
        try (UdpPeer peer = new UdpPeer(Wire.local(0));
                Program client =
                        start("udp-client", server.format(), peer.address().getPort())) {
            server.play(peer);
            assertThatItShows(client, server);
        }
    }

    private static void assertThatItShows(Program client, ScriptedServer<?> server) {
        if (server.status() == 0) {
            assertThat(client.awaitExit()).as(client.toString()).isZero();
            assertThat(client.output()).isEqualTo(server.line() + "\n");
            assertThat(client.errors()).isEmpty();
        } else {
            assertThat(client.awaitExit()).as(client.toString()).isEqualTo(1);
            assertThat(client.output()).isEmpty();
            assertThat(client.errors()).containsOnlyOnce("\n").endsWith("\n").contains(server.line());
            assertThat(client.errors().strip()).doesNotContainPattern("\\p{Cntrl}");
        }
    }
}
