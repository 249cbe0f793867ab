package netprog.week04.echo;

import static netprog.wire.Wire.bytes;
import static netprog.wire.Wire.frameWithGarbage;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import netprog.wire.ServerThread;
import netprog.wire.TcpPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpCaseServerTest {
    private ServerThread server;
    private TcpPeer client;

    @BeforeEach
    void start() throws IOException {
        server = ServerThread.tcp(TcpCaseServer::serve);
        client = TcpPeer.connect(server.address());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void repliesWithAFrameOf128Bytes() throws IOException {
        assertThat(client.send(frameWithGarbage("1 abcd EFG")).receive(128))
                .hasSize(128)
                .startsWith(bytes("ABCD EFG\0"));
        assertThat(client.send(frameWithGarbage("2 abcd EFG")).receive(128))
                .hasSize(128)
                .startsWith(bytes("abcd efg\0"));
        assertThat(client.send(frameWithGarbage("3 abcd EFG")).receive(128))
                .hasSize(128)
                .startsWith(bytes("ABCD efg\0"));
    }

    @Test
    void collectsAFrameThatIsCutAnywhere() throws IOException {
        byte[] request = frameWithGarbage("1 abc");
        for (int first = 1; first < 128; first++) {
            client.dribble(Arrays.copyOf(request, first), 128);
            client.send(Arrays.copyOfRange(request, first, 128));
            assertThat(client.receiveFrame()).as("cut after " + first).isEqualTo("ABC");
        }
        assertThat(client.dribble(request, 1).receiveFrame()).isEqualTo("ABC");
    }

    @Test
    void keepsWhatCameBehindAFrameForTheNextOne() throws IOException {
        byte[] three = Arrays.copyOf(frameWithGarbage("1 one"), 3 * 128);
        System.arraycopy(frameWithGarbage("1 two"), 0, three, 128, 128);
        System.arraycopy(frameWithGarbage("1 three"), 0, three, 256, 128);

        client.send(Arrays.copyOf(three, 300));
        assertThat(client.receiveFrame()).isEqualTo("ONE");
        assertThat(client.receiveFrame()).isEqualTo("TWO");
        client.send(Arrays.copyOfRange(three, 300, 384));
        assertThat(client.receiveFrame()).isEqualTo("THREE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "4 ", "4 abc", "4\n", "4\r\n"})
    void closesWithoutAReplyAtOperationFour(String request) throws IOException {
        assertThat(client.send(frameWithGarbage("1 abc")).receiveFrame()).isEqualTo("ABC");

        assertThat(client.send(frameWithGarbage(request)).receiveToEnd()).isEmpty();
        server.assertLogged("left: 127.0.0.1:" + client.localAddress().getPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "1x", "12 x", " 1 x", "4x", "id=guest pass=guest"})
    void answersAnInvalidRequestAndContinues(String request) throws IOException {
        assertThat(client.send(frameWithGarbage(request)).receiveFrame().strip())
                .isEqualTo("400 Bad Request");
        assertThat(client.send(frameWithGarbage("1 abc")).receiveFrame()).isEqualTo("ABC");
    }

    @Test
    void changesNoBytesOtherThanAsciiLetters() throws IOException {
        Charset ms949 = Charset.forName("MS949");
        byte[] malformed = frameWithGarbage("");
        System.arraycopy(new byte[] {'3', ' ', (byte) 0xff, (byte) 0xc0, 'a', 0}, 0, malformed, 0, 6);

        assertThat(client.send(frameWithGarbage("1 한글 abc")).receiveFrame()).isEqualTo("한글 ABC");
        assertThat(client.send(frameWithGarbage("1 한글 abc", ms949)).receive(128))
                .startsWith("한글 ABC\0".getBytes(ms949));
        assertThat(client.send(malformed).receive(128)).startsWith(0xff, 0xc0, 'A', 0);
    }

    @Test
    void answersAFrameWithoutANul() throws IOException {
        assertThat(client.send(bytes("2 " + "X".repeat(126))).receiveFrame()).isEqualTo("x".repeat(126));
    }

    @Test
    void closesAfterHalfAFrameAndContinues() throws IOException {
        assertThat(client.send(Arrays.copyOf(frameWithGarbage("1 abc"), 60))
                        .halfClose()
                        .receiveToEnd())
                .isEmpty();
        server.awaitLog("lost 127.0.0.1:" + client.localAddress().getPort() + ": .*60 of 128.*");

        try (TcpPeer next = TcpPeer.connect(server.address())) {
            assertThat(next.send(frameWithGarbage("1 abc")).receiveFrame()).isEqualTo("ABC");
        }
    }

    @Test
    void continuesAfterAResetInsideAFrame() throws IOException {
        client.send(Arrays.copyOf(frameWithGarbage("1 abc"), 60));
        client.reset();
        server.awaitLog("lost 127.0.0.1:" + client.localAddress().getPort() + ": .*");

        try (TcpPeer next = TcpPeer.connect(server.address())) {
            assertThat(next.send(frameWithGarbage("1 abc")).receiveFrame()).isEqualTo("ABC");
        }
    }

    @Test
    void continuesAfterAResetBeforeARequestOrAfterTheReply() throws IOException {
        client.reset();
        TcpPeer after = TcpPeer.connect(server.address());
        assertThat(after.send(frameWithGarbage("1 abc")).receiveFrame()).isEqualTo("ABC");
        after.reset();
        server.awaitLog("lost 127.0.0.1:" + client.localAddress().getPort() + ": .*");
        server.awaitLog("lost 127.0.0.1:" + after.localAddress().getPort() + ": .*");

        try (TcpPeer next = TcpPeer.connect(server.address())) {
            assertThat(next.send(frameWithGarbage("1 abc")).receiveFrame()).isEqualTo("ABC");
        }
    }

    @Test
    void servesSeveralClientsAtOnce() throws IOException {
        try (TcpPeer half = TcpPeer.connect(server.address());
                TcpPeer third = TcpPeer.connect(server.address())) {
            byte[] request = frameWithGarbage("2 HALF");
            half.send(Arrays.copyOf(request, 64));
            assertThat(third.send(frameWithGarbage("3 Third")).receiveFrame()).isEqualTo("tHIRD");
            assertThat(client.send(frameWithGarbage("1 first")).receiveFrame()).isEqualTo("FIRST");
            assertThat(half.send(Arrays.copyOfRange(request, 64, 128)).receiveFrame())
                    .isEqualTo("half");
            assertThat(third.send(frameWithGarbage("4")).receiveToEnd()).isEmpty();
            assertThat(client.send(frameWithGarbage("1 again")).receiveFrame()).isEqualTo("AGAIN");
        }
    }

    @Test
    void logsWhoConnectsWhatIsSentAndWhoLeaves() throws IOException {
        String who = "127.0.0.1:" + client.localAddress().getPort();

        client.send(frameWithGarbage("1 abc\n")).receiveFrame();
        assertThat(client.halfClose().receiveToEnd()).isEmpty();

        server.assertLogged("connected: " + who);
        server.assertLogged("from " + who + ": 6 bytes \"1 abc\\n\", answered: 4 bytes \"ABC\\n\"");
        server.assertLogged("left: " + who);
    }
}
