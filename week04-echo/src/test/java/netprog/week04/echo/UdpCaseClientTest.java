package netprog.week04.echo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static netprog.wire.Wire.bytes;
import static netprog.wire.Wire.frameWithGarbage;
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

class UdpCaseClientTest {
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
        client = new ClientRun(UdpCaseClient::run, server.address(), charset);
    }

    @Test
    void asksAndSendsAndShowsUntilTheGoodbye() throws Exception {
        start(UTF_8);

        client.awaitScreen("Choice : ")
                .type("x", "1")
                .awaitScreen("Input string : ")
                .type("abcd EFG 한글");
        UdpPeer.Datagram request = server.receive();
        assertThat(request.data()).hasSize(128).startsWith(bytes("1 abcd EFG 한글\0"));
        server.send(frameWithGarbage("ABCD EFG 한글"), request.sender());
        client.awaitScreen("ABCD EFG 한글\n").type("4");
        server.send(frameWithGarbage("200 Goodbye"), ClientRun.awaitRequest(server, bytes("4\0")));

        client.awaitEnd();
        assertThat(client.screen()).endsWith("200 Goodbye\n").doesNotContain("\ufffd");
    }

    @Test
    void acceptsAReplyOfAnyLength() throws Exception {
        start(UTF_8);

        client.type("1", "short");
        server.send(bytes("SHORT"), ClientRun.awaitRequest(server, bytes("1 short\0")));
        client.awaitScreen("SHORT\n").type("1", "long");
        server.send(bytes("L".repeat(200)), ClientRun.awaitRequest(server, bytes("1 long\0")));
        client.awaitScreen(" " + "L".repeat(128) + "\n").type("1", "empty");
        server.send(new byte[0], ClientRun.awaitRequest(server, bytes("1 empty\0")));
        client.type("1", "huge");
        server.send(bytes("H".repeat(65507)), ClientRun.awaitRequest(server, bytes("1 huge\0")));
        client.awaitScreen(" " + "H".repeat(128) + "\n").type("1", "no text");
        server.send(new byte[] {(byte) 0xff, 'N'}, ClientRun.awaitRequest(server, bytes("1 no text\0")));
        client.awaitScreen(" \ufffdN\n").type("1", "last");
        server.send(bytes("LAST"), ClientRun.awaitRequest(server, bytes("1 last\0")));

        client.awaitScreen("LAST\n");
    }

    @Test
    void ignoresAStranger() throws Exception {
        start(UTF_8);

        client.type("1", "abc");
        InetSocketAddress sender = ClientRun.awaitRequest(server, bytes("1 abc\0"));
        try (UdpPeer stranger = new UdpPeer(Wire.local(0))) {
            stranger.send(frameWithGarbage("stranger"), sender);
        }
        server.send(frameWithGarbage("ABC"), sender);

        assertThat(client.awaitScreen("ABC\n").screen()).doesNotContain("stranger");
    }

    @Test
    void usesMs949() throws Exception {
        start(MS949);

        client.type("3", "한글");
        byte[] request = {'3', ' ', (byte) 0xc7, (byte) 0xd1, (byte) 0xb1, (byte) 0xdb, 0};
        server.send(frameWithGarbage("글한", MS949), ClientRun.awaitRequest(server, request));

        client.awaitScreen("글한\n");
    }

    @Test
    void sendsNothingIfTheInputEnds() throws Exception {
        start(UTF_8);
        client.endInput().awaitEnd();
        client = new ClientRun(UdpCaseClient::run, server.address());
        client.type("1").endInput().awaitEnd();

        assertThat(server.isSilent(1)).isTrue();
    }

    @Test
    void isRefusedIfThePortIsClosed() throws Exception {
        try (ClosedPort closed = ClosedPort.udp()) {
            client = new ClientRun(UdpCaseClient::run, closed.address());
            client.type("1", "abc");

            assertThatThrownBy(client::awaitEnd).isInstanceOf(PortUnreachableException.class);
        }
    }
}
