package netprog.week04.echo;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static netprog.wire.Wire.bytes;
import static netprog.wire.Wire.frameWithGarbage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.Charset;
import java.util.Arrays;
import netprog.wire.ClosedPort;
import netprog.wire.TcpPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpCaseClientTest {
    private static final Charset MS949 = Charset.forName("MS949");
    private static final String TEXT = "Input string : ";

    private ServerSocket listener;
    private ClientRun client;
    private TcpPeer server;

    @BeforeEach
    void listen() throws IOException {
        listener = TcpPeer.listen();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        client.close();
        listener.close();
    }

    private void start(Charset charset) throws IOException {
        client = new ClientRun(TcpCaseClient::run, listener.getLocalSocketAddress(), charset);
        server = TcpPeer.accept(listener);
    }

    @Test
    void asksAndSendsAndShowsUntilFour() throws Exception {
        start(UTF_8);

        client.awaitScreen("Choice : ");
        assertThat(client.screen()).contains("(1)", "(2)", "(3)", "(4)");
        client.type("1").awaitScreen(TEXT).type("abcd EFG 한글");
        assertThat(server.receive(128)).startsWith(bytes("1 abcd EFG 한글\0"));
        server.send(frameWithGarbage("ABCD EFG 한글"));
        client.awaitScreen("ABCD EFG 한글\n").type(" 3 ", "");
        assertThat(server.receiveFrame()).isEqualTo("3 ");
        server.send(frameWithGarbage(""));
        client.type("4").awaitEnd();

        assertThat(server.receiveFrame()).isEqualTo("4");
        assertThat(server.receiveToEnd()).isEmpty();
    }

    @Test
    void showsAReplyThatComesInPiecesAndNothingBehindItsNul() throws Exception {
        start(UTF_8);

        client.type("2", "한글 ABC");
        server.receiveFrame();
        server.dribble(frameWithGarbage("한글 abc"), 3);
        client.awaitScreen("한글 abc\n").endInput().awaitEnd();

        assertThat(client.screen()).doesNotContain("\ufffd").doesNotContain("\0");
    }

    @Test
    void showsAReplyWithoutANul() throws Exception {
        start(UTF_8);

        client.type("1", "abc");
        server.receiveFrame();
        server.send(bytes("X".repeat(128)));

        client.awaitScreen("X".repeat(128) + "\n");
    }

    @Test
    void keepsAnEarlyReplyForTheNextRequest() throws Exception {
        start(UTF_8);
        byte[] two = Arrays.copyOf(frameWithGarbage("ONE"), 256);
        System.arraycopy(frameWithGarbage("TWO"), 0, two, 128, 128);

        client.type("1", "one");
        server.receiveFrame();
        server.send(two);
        client.awaitScreen("ONE\n").type("1", "two").awaitScreen("TWO\n");

        assertThat(server.receiveFrame()).isEqualTo("1 two");
    }

    @Test
    void showsBytesThatAreNotTextAndContinues() throws Exception {
        start(UTF_8);

        client.type("1", "abc");
        server.receiveFrame();
        server.send(Arrays.copyOf(new byte[] {(byte) 0xff, (byte) 0xc0, 'C'}, 128));
        client.awaitScreen("\ufffd\ufffdC\n").type("4").awaitEnd();

        assertThat(server.receiveFrame()).isEqualTo("4");
    }

    @Test
    void asksAgainForAnyOtherChoiceAndSendsNothingForIt() throws Exception {
        start(UTF_8);

        client.type("", " ", "0", "5", "12", "1x", "exit", "4").awaitEnd();

        assertThat(server.receiveFrame()).isEqualTo("4");
        assertThat(server.receiveToEnd()).isEmpty();
        assertThat(client.screen().split("\\(1\\)", -1)).hasSize(1 + 8);
        assertThat(client.screen()).doesNotContain(TEXT);
    }

    @Test
    void endsIfTheInputEndsInTheMenu() throws Exception {
        start(UTF_8);

        client.endInput().awaitEnd();

        assertThat(server.receiveToEnd()).isEmpty();
    }

    @Test
    void endsIfTheInputEndsBeforeTheText() throws Exception {
        start(UTF_8);

        client.type("1").endInput().awaitEnd();

        assertThat(server.receiveToEnd()).isEmpty();
    }

    @Test
    void rejectsATextThatDoesNotFitAndAsksAgain() throws Exception {
        start(UTF_8);

        client.type("1", "x".repeat(126), "2", "a\0b", "3", "가".repeat(41) + "xx");
        assertThat(server.receiveFrame()).isEqualTo("3 " + "가".repeat(41) + "xx");
        server.send(frameWithGarbage("ok"));
        client.endInput().awaitEnd();

        assertThat(client.screen()).containsPattern("128 .*127").contains("NUL");
    }

    @Test
    void sendsNothingThatTheCharsetCannotEncode() throws Exception {
        start(MS949);

        client.type("1", "한글 😀", "3", "한글");
        assertThat(server.receive(128)).startsWith('3', ' ', 0xc7, 0xd1, 0xb1, 0xdb, 0);
        server.send(frameWithGarbage("글한", MS949));
        client.awaitScreen("글한\n").endInput().awaitEnd();

        assertThat(client.screen()).contains("MS949");
    }

    @Test
    void sendsFourAsOneByteInAnyCharset() throws Exception {
        start(UTF_16);

        client.type("1", "abc", "4").awaitEnd();

        assertThat(server.receiveFrame()).isEqualTo("4");
    }

    @Test
    void reportsThatTheServerClosedInsteadOfReplying() throws Exception {
        start(UTF_8);

        client.type("1", "abc");
        server.receiveFrame();
        server.close();

        assertThatThrownBy(client::awaitEnd).isInstanceOf(EOFException.class);
    }

    @Test
    void reportsThatTheServerClosedInsideItsReply() throws Exception {
        start(UTF_8);

        client.type("1", "abc");
        server.receiveFrame();
        server.send(bytes("ABC")).close();

        assertThatThrownBy(client::awaitEnd).isInstanceOf(EOFException.class);
        assertThat(client.screen()).doesNotContain("ABC");
    }

    @Test
    void reportsAResetBeforeTheReply() throws Exception {
        start(UTF_8);

        server.reset();
        client.type("1", "abc");

        assertThatThrownBy(client::awaitEnd).isInstanceOf(SocketException.class);
    }

    @Test
    void reportsAResetInsteadOfAReply() throws Exception {
        start(UTF_8);

        client.type("1", "abc");
        server.receiveFrame();
        server.reset();

        assertThatThrownBy(client::awaitEnd).isInstanceOf(SocketException.class);
    }

    @Test
    void reportsAResetInsideTheReply() throws Exception {
        start(UTF_8);

        client.type("1", "abc");
        server.receiveFrame();
        server.send(bytes("ABC\0")).reset();

        assertThatThrownBy(client::awaitEnd).isInstanceOf(SocketException.class);
        assertThat(client.screen()).doesNotContain("ABC");
    }

    @Test
    void reportsAResetAfterTheReply() throws Exception {
        start(UTF_8);

        client.type("1", "abc");
        server.receiveFrame();
        server.send(frameWithGarbage("ABC"));
        client.awaitScreen("ABC\n");
        server.reset();
        client.type("1", "def");

        assertThatThrownBy(client::awaitEnd).isInstanceOf(SocketException.class);
    }

    @Test
    void isRefusedIfNoProgramListens() throws Exception {
        start(UTF_8);
        try (ClosedPort closed = ClosedPort.tcp();
                ClientRun refused = new ClientRun(TcpCaseClient::run, closed.address())) {
            assertThatThrownBy(refused::awaitEnd).isInstanceOf(ConnectException.class);
        }
    }
}
