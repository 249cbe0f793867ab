package netprog.week04.echo;

import static netprog.wire.Wire.bytes;
import static netprog.wire.Wire.frameWithGarbage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.Charset;
import java.util.Arrays;
import netprog.wire.ServerThread;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpCaseServerTest {
    private ServerThread server;
    private UdpPeer client;

    @BeforeEach
    void start() throws IOException {
        server = ServerThread.udp(UdpCaseServer::serve);
        client = new UdpPeer(Wire.local(0));
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void repliesWithADatagramOf128Bytes() throws IOException {
        assertThat(reply(frameWithGarbage("1 abcd EFG"))).hasSize(128).startsWith(bytes("ABCD EFG\0"));
        assertThat(reply(frameWithGarbage("2 abcd EFG"))).hasSize(128).startsWith(bytes("abcd efg\0"));
        assertThat(reply(frameWithGarbage("3 abcd EFG"))).hasSize(128).startsWith(bytes("ABCD efg\0"));
    }

    @Test
    void acceptsADatagramOfAnyLengthAsAFrame() throws IOException {
        assertThat(Wire.text(reply(bytes("1 a long one, without a NUL")))).isEqualTo("A LONG ONE, WITHOUT A NUL");
        assertThat(Wire.text(reply(bytes("1 abc")))).isEqualTo("ABC");
        assertThat(Wire.text(reply(bytes("1 abc\0def")))).isEqualTo("ABC");
        assertThat(Wire.text(reply(Arrays.copyOf(frameWithGarbage("1 abc"), 200))))
                .isEqualTo("ABC");
        assertThat(Wire.text(reply(bytes("2 " + "X".repeat(65505))))).isEqualTo("x".repeat(126));
        assertThat(Wire.text(reply(bytes("1 abc")))).isEqualTo("ABC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "1x", "12 x", " 1 x", "4x", "id=guest pass=guest"})
    void answersAnInvalidRequest(String request) throws IOException {
        assertThat(Wire.text(reply(frameWithGarbage(request))).strip()).isEqualTo("400 Bad Request");
        assertThat(Wire.text(reply(bytes(request))).strip()).isEqualTo("400 Bad Request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "4 ", "4 abc", "4\n", "4\r\n"})
    void saysGoodbyeAtOperationFour(String request) throws IOException {
        assertThat(Wire.text(reply(frameWithGarbage(request))).strip()).isEqualTo("200 Goodbye");
        assertThat(reply(frameWithGarbage("1 abc"))).startsWith(bytes("ABC\0"));
    }

    @Test
    void changesNoBytesOtherThanAsciiLetters() throws IOException {
        Charset ms949 = Charset.forName("MS949");

        assertThat(Wire.text(reply(frameWithGarbage("1 한글 abc")))).isEqualTo("한글 ABC");
        assertThat(reply(frameWithGarbage("1 한글 abc", ms949))).startsWith("한글 ABC\0".getBytes(ms949));
        assertThat(reply(new byte[] {'3', ' ', (byte) 0xff, (byte) 0xc0, 'a'})).startsWith(0xff, 0xc0, 'A', 0);
    }

    @Test
    void answersEachSenderWhereItIs() throws IOException {
        try (UdpPeer other = new UdpPeer(Wire.local(0))) {
            client.send(frameWithGarbage("1 a"), server.address());
            other.send(frameWithGarbage("1 b"), server.address());
            client.send(frameWithGarbage("1 c"), server.address());

            assertThat(other.receive().data()).startsWith('B', 0);
            assertThat(client.receive().data()).startsWith('A', 0);
            assertThat(client.receive().data()).startsWith('C', 0);
        }
    }

    @Test
    void answersTheNextOneAfterOneThatCannotBeAnswered() throws SocketException {
        try (ScriptedSocket socket = new ScriptedSocket(7, 13, 19, 37, 0, 30000)) {
            assertThatThrownBy(() -> UdpCaseServer.serve(socket)).hasMessage("closed");

            assertThat(socket.answeredPorts).containsExactly(30000);
            server.assertLogged("lost 127.0.0.1:0: Can't send to port 0");
            server.assertLogged("not answered: 127.0.0.1:37 would answer the answer, for ever");
        }
    }

    @Test
    void logsRequestsAndReplies() throws IOException {
        reply(frameWithGarbage("1 abc\n"));
        reply(frameWithGarbage("next"));

        server.assertLogged("from 127.0.0.1:" + client.address().getPort()
                + ": 6 bytes \"1 abc\\n\", answered: 4 bytes \"ABC\\n\"");
    }

    private byte[] reply(byte[] request) throws IOException {
        return client.send(request, server.address()).receive().data();
    }
}
