package netprog.week04.echo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static netprog.wire.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.Charset;
import netprog.wire.ClosedPort;
import netprog.wire.ServerThread;
import netprog.wire.TcpPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpEchoClientTest {
    private static final Charset MS949 = Charset.forName("MS949");

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
        client = new ClientRun(TcpEchoClient::run, listener.getLocalSocketAddress(), charset);
        server = TcpPeer.accept(listener);
    }

    @Test
    void collectsAnEchoThatComesInPieces() throws Exception {
        start(UTF_8);

        client.type("hello 안녕");
        assertThat(server.receive(13)).isEqualTo(bytes("hello 안녕\n"));
        server.dribble(bytes("hello 안녕\n"), 1);
        client.awaitScreen("hello 안녕\n").type("second");
        assertThat(server.receive(7)).isEqualTo(bytes("second\n"));
        server.send(bytes("second\n"));
        client.awaitScreen("second\n").endInput().awaitEnd();

        assertThat(client.screen()).isEqualTo("hello 안녕\nsecond\n");
        assertThat(server.receiveToEnd()).isEmpty();
    }

    @Test
    void sendsExitAndClosesWithoutWaiting() throws Exception {
        start(UTF_8);

        client.type("exit", "more").awaitEnd();

        assertThat(server.receiveToEnd()).isEqualTo(bytes("exit\n"));
        assertThat(client.screen()).isEmpty();
    }

    @Test
    void acceptsAServerThatEchoesExit() throws Exception {
        start(MS949);

        client.type("exit");
        assertThat(server.receive(5)).isEqualTo(bytes("exit\n"));
        server.send(bytes("exit\n"));

        client.awaitEnd();
    }

    @Test
    void acceptsAServerThatClosesAtExit() throws Exception {
        start(UTF_8);

        client.type("exit");
        server.receive(5);
        server.close();

        client.awaitEnd();
    }

    @Test
    void endsOnlyAtTheWholeLineExit() throws Exception {
        start(UTF_8);

        for (String line : new String[] {" exit", "exit ", "Exit", "exits", ""}) {
            client.type(line);
            assertThat(server.receive(line.length() + 1)).isEqualTo(bytes(line + "\n"));
            server.send(bytes(line + "\n"));
        }
        client.endInput().awaitEnd();

        assertThat(client.screen().lines().map(String::strip)).containsExactly("exit", "exit", "Exit", "exits", "");
    }

    @Test
    void sendsALineThatEndsWithTheInput() throws Exception {
        start(UTF_8);

        client.typeWithoutEnd("abc").endInput();
        assertThat(server.receive(4)).isEqualTo(bytes("abc\n"));
        server.send(bytes("abc\n"));

        client.awaitEnd();
        assertThat(client.screen()).isEqualTo("abc\n");
    }

    @Test
    void reportsThatTheServerClosedInTheMiddle() throws Exception {
        start(UTF_8);

        client.type("hello");
        server.receive(6);
        server.send(bytes("hel")).close();

        assertThatThrownBy(client::awaitEnd).isInstanceOf(EOFException.class);
        assertThat(client.screen()).isEmpty();
    }

    @Test
    void reportsAResetBeforeTheReply() throws Exception {
        start(UTF_8);

        server.reset();
        client.type("hello");

        assertThatThrownBy(client::awaitEnd).isInstanceOf(SocketException.class);
    }

    @Test
    void reportsAResetInsteadOfAReply() throws Exception {
        start(UTF_8);

        client.type("hello");
        server.receive(6);
        server.reset();

        assertThatThrownBy(client::awaitEnd).isInstanceOf(SocketException.class);
    }

    @Test
    void reportsAResetInsideTheReply() throws Exception {
        start(UTF_8);

        client.type("hello");
        server.receive(6);
        server.send(bytes("hel")).reset();

        assertThatThrownBy(client::awaitEnd).isInstanceOf(SocketException.class);
        assertThat(client.screen()).isEmpty();
    }

    @Test
    void reportsAResetAfterTheReply() throws Exception {
        start(UTF_8);

        client.type("hello");
        server.receive(6);
        server.send(bytes("hello\n"));
        client.awaitScreen("hello\n");
        server.reset();
        client.type("next");

        assertThatThrownBy(client::awaitEnd).isInstanceOf(SocketException.class);
        assertThat(client.screen()).isEqualTo("hello\n");
    }

    @Test
    void showsAsManyBytesAsItSent() throws Exception {
        start(UTF_8);

        client.type("hello");
        server.receive(6);
        server.send(bytes("hello\nmore"));
        client.endInput().awaitEnd();

        assertThat(client.screen()).isEqualTo("hello\n");
    }

    @Test
    void showsBytesThatAreNotTextAndContinues() throws Exception {
        start(UTF_8);

        client.type("abc", "def");
        server.receive(4);
        server.send(new byte[] {(byte) 0xff, (byte) 0xc0, 'c', '\n'});
        assertThat(server.receive(4)).isEqualTo(bytes("def\n"));
        server.send(bytes("def\n"));
        client.endInput().awaitEnd();

        assertThat(client.screen()).isEqualTo("\ufffd\ufffdc\ndef\n");
    }

    @Test
    void usesMs949() throws Exception {
        start(MS949);

        client.type("한글");
        assertThat(server.receive(5)).containsExactly(0xc7, 0xd1, 0xb1, 0xdb, '\n');
        server.send("글한\n".getBytes(MS949));
        client.endInput().awaitEnd();

        assertThat(client.screen()).isEqualTo("글한\n");
    }

    @Test
    void sendsNothingThatTheCharsetCannotEncode() throws Exception {
        start(MS949);

        client.type("한글 😀", "abc");
        assertThat(server.receive(4)).isEqualTo(bytes("abc\n"));
        server.send(bytes("abc\n"));
        client.endInput().awaitEnd();

        assertThat(client.screen().lines()).hasSize(2).first().asString().contains("MS949", "UTF-8");
        assertThat(client.screen()).endsWith("\nabc\n");
    }

    @Test
    void sendsALineOfAMegabyteToAServerThatAnswersAtOnce() throws Exception {
        String line = "0123456789abcdef".repeat(1 << 16);
        try (ServerThread echo = ServerThread.tcp(TcpEchoServer::serve)) {
            server = TcpPeer.connect(echo.address());
            client = new ClientRun(TcpEchoClient::run, echo.address());

            client.type(line, "abc").endInput().awaitEnd();

            assertThat(client.screen()).isEqualTo(line + "\nabc\n");
        }
    }

    @Test
    void isRefusedIfNoProgramListens() throws Exception {
        start(UTF_8);
        try (ClosedPort closed = ClosedPort.tcp();
                ClientRun refused = new ClientRun(TcpEchoClient::run, closed.address())) {
            assertThatThrownBy(refused::awaitEnd).isInstanceOf(ConnectException.class);
        }
    }
}
