package netprog.week04.echo;

import static netprog.wire.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.util.Random;
import netprog.wire.ServerThread;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpEchoServerTest {
    private ServerThread server;
    private UdpPeer client;

    @BeforeEach
    void start() throws IOException {
        server = ServerThread.udp(UdpEchoServer::serve);
        client = new UdpPeer(Wire.local(0));
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1400, 65507})
    void sendsADatagramOfAnyLengthBack(int length) throws IOException {
        byte[] request = new byte[length];
        new Random(4).nextBytes(request);

        UdpPeer.Datagram reply = client.send(request, server.address()).receive();

        assertThat(reply.data()).isEqualTo(request);
        assertThat(reply.sender()).isEqualTo(server.address());
    }

    @Test
    void aShortDatagramHasNoBytesOfALongOneBefore() throws IOException {
        assertThat(client.send(bytes("a long datagram"), server.address())
                        .receive()
                        .data())
                .isEqualTo(bytes("a long datagram"));
        assertThat(client.send(bytes("ab"), server.address()).receive().data()).isEqualTo(bytes("ab"));
        assertThat(client.send(new byte[0], server.address()).receive().data()).isEmpty();
        assertThat(client.send(bytes("long again"), server.address()).receive().data())
                .isEqualTo(bytes("long again"));
    }

    @Test
    void answersEachSenderWhereItIs() throws IOException {
        try (UdpPeer other = new UdpPeer(Wire.local(0))) {
            client.send(bytes("a1"), server.address());
            other.send(bytes("b1"), server.address());
            client.send(bytes("a2"), server.address());
            other.send(bytes("b2"), server.address());

            assertThat(client.receive().data()).isEqualTo(bytes("a1"));
            assertThat(client.receive().data()).isEqualTo(bytes("a2"));
            assertThat(other.receive().data()).isEqualTo(bytes("b1"));
            assertThat(other.receive().data()).isEqualTo(bytes("b2"));
        }
    }

    @Test
    void echoesExitLikeAnyOtherLine() throws IOException {
        assertThat(client.send(bytes("exit\n"), server.address()).receive().data())
                .isEqualTo(bytes("exit\n"));
        assertThat(client.send(bytes("more\n"), server.address()).receive().data())
                .isEqualTo(bytes("more\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 13, 19, 37})
    void doesNotAnswerServersThatAnswerEverything(int port) throws IOException {
        try (UdpPeer echoServer = new UdpPeer(Wire.local(port))) {
            echoServer.send(bytes("x"), server.address());
            client.send(bytes("y"), server.address()).receive();

            assertThat(echoServer.isSilent(1)).isTrue();
            server.assertLogged("not answered: 127.0.0.1:" + port + " would answer the answer, for ever");
        } catch (BindException e) {
            Assumptions.abort("port " + port + " cannot be bound here: " + e.getMessage());
        }
    }

    @Test
    void answersTheNextOneAfterOneThatCannotBeAnswered() throws SocketException {
        try (ScriptedSocket socket = new ScriptedSocket(7, 13, 19, 37, 0, 30000)) {
            assertThatThrownBy(() -> UdpEchoServer.serve(socket)).hasMessage("closed");

            assertThat(socket.answeredPorts).containsExactly(30000);
            server.assertLogged("lost 127.0.0.1:0: Can't send to port 0");
            server.assertLogged("not answered: 127.0.0.1:37 would answer the answer, for ever");
        }
    }

    @Test
    void logsRequestsAndReplies() throws IOException {
        client.send(bytes("abc\n"), server.address()).receive();
        client.send(bytes("next"), server.address()).receive();

        server.assertLogged("echoed to 127.0.0.1:" + client.address().getPort() + ": 4 bytes \"abc\\n\"");
    }
}
