package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import netprog.util.Addresses;
import netprog.wire.ServerThread;
import netprog.wire.TcpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpTimeServerTest {
    private ServerSocket listener;
    private InetSocketAddress address;
    private ServerThread server;

    @BeforeEach
    void listen() throws IOException {
        listener = TcpPeer.listen();
        address = Wire.local(listener.getLocalPort());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void repliesWithTheLocalTimeIn26BytesAndThenTheEndOfTheStream() throws Exception {
        server = serving(TimeFormat.CTIME);
        try (TcpPeer client = TcpPeer.connect(address)) {
            byte[] reply = client.receiveToEnd();
            assertThat(reply).hasSize(26).endsWith('\n', 0);
            Now.assertShown(Wire.text(reply).strip(), ZoneId.systemDefault());
        }
    }

    @Test
    void usesTheFormatThatItWasGiven() throws Exception {
        server = serving(TimeFormat.RFC868);
        String time = TimeFormat.RFC868.decode(ask(), ZonedDateTime.now(ZoneOffset.UTC));
        Now.assertShown(time, ZoneOffset.UTC);
    }

    @Test
    void logsWhoConnectsAndWhatIsSent() throws Exception {
        server = serving(TimeFormat.DAYTIME);
        try (TcpPeer client = TcpPeer.connect(address)) {
            String who = Addresses.show(client.localAddress());
            String reply = new String(client.receiveToEnd(), StandardCharsets.US_ASCII);
            assertThat(ask()).isNotEmpty();
            assertThat(server.log().lines())
                    .startsWith(
                            "connected: " + who,
                            "sent to " + who + ": " + reply.length() + " bytes \"" + reply.strip() + "\\r\\n\"");
        }
    }

    @Test
    void aSilentClientDoesNotKeepTheNextOneWaiting() throws Exception {
        server = serving(TimeFormat.CTIME);
        try (TcpPeer silent = TcpPeer.connect(address)) {
            assertThat(ask()).hasSize(26);
            assertThat(silent.receiveToEnd()).hasSize(26);
        }
    }

    @Test
    void servesTheNextClientAfterResetsBeforeAccept() throws Exception {
        for (int i = 0; i < 5; i++) {
            TcpPeer.connect(address).reset();
        }
        server = serving(TimeFormat.CTIME);
        assertThat(ask()).hasSize(26);
        List<String> log = server.log().lines().toList();
        for (int i = 0; i < log.size(); i += 2) {
            assertThat(log.get(i)).startsWith("connected: ");
            String who = log.get(i).substring("connected: ".length());
            assertThat(log.get(i + 1)).containsPattern("^(sent to|lost) " + who + ": ");
        }
    }

    @Test
    void servesTheNextClientAfterResets() throws Exception {
        server = serving(TimeFormat.CTIME);
        for (int i = 0; i < 5; i++) {
            TcpPeer.connect(address).reset();
            try (TcpPeer client = TcpPeer.connect(address)) {
                assertThat(client.receive(26)).hasSize(26);
                client.reset();
            }
        }
        assertThat(ask()).hasSize(26);
    }

    @Test
    void servesTheNextClientAfterAMegabyteOfJunk() throws Exception {
        server = serving(TimeFormat.CTIME);
        try (TcpPeer client = TcpPeer.connect(address)) {
            client.send(new byte[1 << 20]);
        } catch (IOException e) {
            // The server closed before it was all sent, as it may.
        }
        assertThat(ask()).hasSize(26);
    }

    @Test
    void servesManyClientsInARow() throws Exception {
        server = serving(TimeFormat.CTIME);
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            lengths.add(ask().length);
        }
        assertThat(lengths).hasSize(200).containsOnly(26);
    }

    private ServerThread serving(TimeFormat format) throws IOException {
        return ServerThread.on(listener, socket -> TcpTimeServer.serve(socket, format));
    }

    private byte[] ask() throws IOException {
        try (TcpPeer client = TcpPeer.connect(address)) {
            return client.receiveToEnd();
        }
    }
}
