package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import netprog.util.NetworkErrors;
import netprog.wire.Program;
import netprog.wire.TcpPeer;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TimeClientTest {
    private interface Question {
        byte[] ask() throws IOException;
    }

    @ParameterizedTest
    @MethodSource("netprog.week03.ScriptedServer#tcp")
    void handlesEveryTcpServer(ScriptedServer<TcpPeer> server) throws Exception {
        try (ServerSocket listener = TcpPeer.listen()) {
            FutureTask<String> client = start(
                    server.format(), () -> TcpTimeClient.ask(Wire.local(listener.getLocalPort()), server.format()));
            try (TcpPeer peer = TcpPeer.accept(listener)) {
                server.play(peer);
            }
            assertResult(server, client);
        }
    }

    @ParameterizedTest
    @MethodSource("netprog.week03.ScriptedServer#udp")
    void handlesEveryUdpServer(ScriptedServer<UdpPeer> server) throws Exception {
        try (UdpPeer peer = new UdpPeer(Wire.local(0))) {
            FutureTask<String> client = start(server.format(), () -> UdpTimeClient.ask(peer.address()));
            server.play(peer);
            assertResult(server, client);
        }
    }

    @Test
    void collectsAReplyThatComesInTwoPieces() throws Exception {
        byte[] reply = Wire.bytes(ScriptedServer.TIME + "\n\0");
        for (int cut = 1; cut < reply.length; cut++) {
            byte[] first = Arrays.copyOf(reply, cut);
            byte[] second = Arrays.copyOfRange(reply, cut, reply.length);
            try (ServerSocket listener = TcpPeer.listen()) {
                FutureTask<String> client = start(
                        TimeFormat.CTIME,
                        () -> TcpTimeClient.ask(Wire.local(listener.getLocalPort()), TimeFormat.CTIME));
                try (TcpPeer peer = TcpPeer.accept(listener)) {
                    peer.dribble(first, first.length).send(second);
                }
                assertThat(result(client)).as("cut behind byte %d", cut).isEqualTo(ScriptedServer.TIME);
            }
        }
    }

    /** Depending on which the client sees first; a system may throw away what was not read before the reset. */
    @Test
    void showsTheTimeOrReportsTheResetAfterIt() throws Exception {
        byte[] reply = Wire.bytes(ScriptedServer.TIME + "\n\0");
        for (int i = 0; i < 20; i++) {
            try (ServerSocket listener = TcpPeer.listen()) {
                FutureTask<String> client = start(
                        TimeFormat.CTIME,
                        () -> TcpTimeClient.ask(Wire.local(listener.getLocalPort()), TimeFormat.CTIME));
                TcpPeer.accept(listener).send(reply).reset();
                assertThat(result(client)).matches(ScriptedServer.TIME + "|no time: .*reset.*");
            }
        }
    }

    @Test
    void isRefusedIfNoProgramListens() throws IOException {
        try (Socket bound = new Socket();
                DatagramSocket elsewhere = new DatagramSocket(Wire.local(0))) {
            bound.bind(Wire.local(0));
            elsewhere.connect(Wire.local(9));
            assertThatThrownBy(() -> TcpTimeClient.ask(Wire.local(bound.getLocalPort()), TimeFormat.CTIME))
                    .isInstanceOf(ConnectException.class);
            assertThatThrownBy(() -> UdpTimeClient.ask(Wire.local(elsewhere.getLocalPort())))
                    .isInstanceOf(PortUnreachableException.class);
        }
    }

    /** The client in a thread of its own; what it would show, or the line that says why there is no time. */
    private static FutureTask<String> start(TimeFormat format, Question question) {
        FutureTask<String> client = new FutureTask<>(() -> {
            try {
                return format.decode(question.ask(), ZonedDateTime.now(ZoneOffset.UTC));
            } catch (IOException e) {
                return "no time: " + NetworkErrors.explain(e, "tcp", "127.0.0.1:0");
            }
        });
        Thread thread = new Thread(client, "client under test");
        thread.setDaemon(true);
        thread.start();
        return client;
    }

    private static String result(FutureTask<String> client) throws Exception {
        return client.get(Program.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void assertResult(ScriptedServer<?> server, FutureTask<String> client) throws Exception {
        if (server.status() == 0) {
            assertThat(result(client)).isEqualTo(server.line());
        } else {
            assertThat(result(client))
                    .startsWith("no time: ")
                    .contains(server.line())
                    .doesNotContainPattern("\\p{Cntrl}");
        }
    }
}
