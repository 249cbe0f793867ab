package netprog.week04.echo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static netprog.wire.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.charset.Charset;
import netprog.wire.ClosedPort;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UdpEchoClientTest {
    private static final Charset MS949 = Charset.forName("MS949");

    private UdpPeer server;
    private ClientRun client;

    @BeforeEach
    void bind() throws IOException {
        server = new UdpPeer(Wire.local(0));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private void start(Charset charset) throws IOException {
        client = new ClientRun(UdpEchoClient::run, server.address(), charset);
    }

    @Test
    void showsTheReplyToEachLine() throws Exception {
        start(UTF_8);

        client.type("hello 안녕");
        server.send(bytes("hello 안녕\n"), awaitRequest(bytes("hello 안녕\n")));
        client.awaitScreen("hello 안녕\n").type("");
        server.send(bytes("\n"), awaitRequest(bytes("\n")));
        client.awaitScreen("안녕\n\n").typeWithoutEnd("last").endInput();
        server.send(bytes("last\n"), awaitRequest(bytes("last\n")));

        client.awaitEnd();
        assertThat(client.screen()).isEqualTo("hello 안녕\n\nlast\n");
    }

    @Test
    void showsTheReplyAsItIs() throws Exception {
        start(UTF_8);

        client.type("abc");
        server.send(bytes("a longer reply"), awaitRequest(bytes("abc\n")));
        client.awaitScreen("a longer reply\n").type("def");
        server.send(new byte[0], awaitRequest(bytes("def\n")));
        client.awaitScreen("reply\n\n").type("ghi");
        server.send(new byte[] {(byte) 0xff, 'i'}, awaitRequest(bytes("ghi\n")));
        client.endInput().awaitEnd();

        assertThat(client.screen()).isEqualTo("a longer reply\n\n\ufffdi\n");
    }

    @Test
    void sendsExitAndEndsWithoutWaiting() throws Exception {
        start(UTF_8);

        client.type("exit", "more").awaitEnd();

        assertThat(server.receive().data()).isEqualTo(bytes("exit\n"));
        assertThat(server.isSilent(1)).isTrue();
        assertThat(client.screen()).isEmpty();
    }

    @Test
    void ignoresAStranger() throws Exception {
        start(UTF_8);

        client.type("abc");
        InetSocketAddress sender = awaitRequest(bytes("abc\n"));
        try (UdpPeer stranger = new UdpPeer(Wire.local(0))) {
            stranger.send(bytes("stranger"), sender);
        }
        server.send(bytes("abc\n"), sender);
        client.endInput().awaitEnd();

        assertThat(client.screen()).isEqualTo("abc\n");
    }

    @Test
    void sendsALineThatFillsADatagramAndRefusesALongerOne() throws Exception {
        start(UTF_8);

        client.type("x".repeat(65507), "y".repeat(65506));
        byte[] full = bytes("y".repeat(65506) + "\n");
        server.send(full, awaitRequest(full));
        client.endInput().awaitEnd();

        assertThat(client.screen().lines()).hasSize(2).first().asString().contains("65508", "65507");
        assertThat(client.screen()).endsWith("\n" + "y".repeat(65506) + "\n");
    }

    @Test
    void usesMs949AndSendsNothingThatItCannotEncode() throws Exception {
        start(MS949);

        client.type("한글 😀", "한글");
        byte[] request = {(byte) 0xc7, (byte) 0xd1, (byte) 0xb1, (byte) 0xdb, '\n'};
        server.send(request, awaitRequest(request));
        client.endInput().awaitEnd();

        assertThat(client.screen().lines()).hasSize(2).first().asString().contains("MS949", "UTF-8");
        assertThat(client.screen()).endsWith("\n한글\n");
    }

    @Test
    void isRefusedIfThePortIsClosed() throws Exception {
        try (ClosedPort closed = ClosedPort.udp()) {
            client = new ClientRun(UdpEchoClient::run, closed.address());
            client.type("abc");

            assertThatThrownBy(client::awaitEnd).isInstanceOf(PortUnreachableException.class);
        }
    }

    private InetSocketAddress awaitRequest(byte[] request) throws IOException {
        return ClientRun.awaitRequest(server, request);
    }
}
