package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import netprog.util.Addresses;
import netprog.wire.ServerThread;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpTimeServerTest {
    private DatagramSocket socket;
    private InetSocketAddress address;
    private ServerThread server;
    private UdpPeer client;

    @BeforeEach
    void bind() throws IOException {
        socket = new DatagramSocket(Wire.local(0));
        address = Wire.local(socket.getLocalPort());
        client = new UdpPeer(Wire.local(0));
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1400, 65_507})
    void answersEachDatagramOnceWhateverItHolds(int length) throws Exception {
        server = serving(TimeFormat.CTIME);
        client.send(new byte[length], address);
        UdpPeer.Datagram reply = client.receive();
        assertThat(reply.sender()).isEqualTo(address);
        assertThat(reply.data()).hasSize(26).endsWith('\n', 0);
        Now.assertShown(Wire.text(reply.data()).strip(), ZoneId.systemDefault());
        assertThatNothingFollows();
    }

    @Test
    void usesTheFormatThatItWasGiven() throws Exception {
        server = serving(TimeFormat.RFC868);
        byte[] reply = client.send(new byte[0], address).receive().data();
        String time = TimeFormat.RFC868.decode(reply, ZonedDateTime.now(ZoneOffset.UTC));
        Now.assertShown(time, ZoneOffset.UTC);
    }

    @Test
    void repliesToTheSender() throws Exception {
        server = serving(TimeFormat.CTIME);
        try (UdpPeer other = new UdpPeer(Wire.local(0))) {
            for (int i = 0; i < 20; i++) {
                client.send(Wire.bytes("?\0"), address);
                other.send(Wire.bytes("a longer request"), address);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(client.receive().data()).hasSize(26);
                assertThat(other.receive().data()).hasSize(26);
            }
            assertThatNothingFollows();
            assertThat(other.isSilent(1)).isTrue();
        }
    }

    @Test
    void logsRequestsAndReplies() throws Exception {
        server = serving(TimeFormat.CTIME);
        String reply = Wire.text(
                client.send(Wire.bytes("?\0\33[2J"), address).receive().data());
        assertThatNothingFollows();
        String who = Addresses.show(client.address());
        assertThat(server.log().lines())
                .startsWith(
                        "received from " + who + ": 6 bytes \"?\\0\\x1b[2J\"",
                        "sent to " + who + ": 26 bytes \"" + reply.strip() + "\\n\\0\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 13, 19, 37})
    void doesNotAnswerAPortThatAnswersEverything(int port) throws Exception {
        server = serving(TimeFormat.CTIME);
        try (UdpPeer service = servicePort(port)) {
            service.send(Wire.bytes("?\0"), address);
            client.send(Wire.bytes("?\0"), address);
            assertThat(client.receive().data()).hasSize(26);
            assertThat(service.isSilent(1)).isTrue();
            assertThat(server.log()).contains("not answered");
        }
    }

    @Test
    void continuesAfterAReplyThatCannotBeSent() throws Exception {
        socket.close();
        socket = new DatagramSocket(Wire.local(0)) {
            @Override
            public void send(DatagramPacket packet) throws IOException {
                if (packet.getSocketAddress().equals(client.address())) {
                    throw new IOException("Network is unreachable");
                }
                super.send(packet);
            }
        };
        address = Wire.local(socket.getLocalPort());
        server = serving(TimeFormat.CTIME);
        client.send(Wire.bytes("?\0"), address);
        assertThatNothingFollows();
        assertThat(server.log()).contains("lost " + Addresses.show(client.address()) + ": Network is unreachable\n");
    }

    /** The server takes one datagram after the other: once it has answered a later one, no reply to an earlier is left. */
    private void assertThatNothingFollows() throws IOException {
        try (UdpPeer later = new UdpPeer(Wire.local(0))) {
            assertThat(later.send(new byte[1], address).receive().data()).isNotEmpty();
        }
        assertThat(client.isSilent(1)).isTrue();
    }

    private static UdpPeer servicePort(int port) throws IOException {
        try {
            return new UdpPeer(Wire.local(port));
        } catch (BindException e) {
            return Assumptions.abort("needs port " + port + ", and the system says: " + e.getMessage());
        }
    }

    private ServerThread serving(TimeFormat format) {
        return ServerThread.on(socket, bound -> UdpTimeServer.serve(bound, format));
    }
}
