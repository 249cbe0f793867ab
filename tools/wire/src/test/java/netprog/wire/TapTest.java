package netprog.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import netprog.wire.Recording.Kind;
import netprog.wire.Recording.Step;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class TapTest {
    private final Recording recording = new Recording();

    @Test
    void aTcpTapPassesBytesAndEndsOnAndRecordsThem() throws Exception {
        try (ServerSocket listener = TcpPeer.listen();
                TcpTap tap = new TcpTap(Wire.local(listener.getLocalPort()), recording);
                TcpPeer client = TcpPeer.connect(Wire.local(tap.port()));
                TcpPeer server = TcpPeer.accept(listener)) {
            client.send(new byte[] {0, (byte) 0xff, 10}).halfClose();
            assertThat(server.receiveToEnd()).containsExactly(0, 0xff, 10);
            server.send(Wire.bytes("well"));
            assertThat(client.receive(4)).isEqualTo(Wire.bytes("well"));
            server.halfClose();
            assertThat(client.receiveToEnd()).isEmpty();
            assertThat(recording.await(Kind.END, 2)).isTrue();
        }
        assertThat(recording.steps())
                .extracting(Step::kind, Step::from, Step::to)
                .containsExactly(
                        tuple(Kind.CONNECT, "client", "server"),
                        tuple(Kind.DATA, "client", "server"),
                        tuple(Kind.END, "client", "server"),
                        tuple(Kind.DATA, "server", "client"),
                        tuple(Kind.END, "server", "client"));
    }

    @Test
    void aTcpTapPassesAResetOnAndRecordsItOnce() throws Exception {
        try (ServerSocket listener = TcpPeer.listen();
                TcpTap tap = new TcpTap(Wire.local(listener.getLocalPort()), recording);
                TcpPeer client = TcpPeer.connect(Wire.local(tap.port()));
                TcpPeer server = TcpPeer.accept(listener)) {
            client.reset();
            assertThatThrownBy(server::receiveToEnd).hasMessageContaining("reset");
            staysAt(tuple(Kind.CONNECT, "client", "server"), tuple(Kind.RESET, "client", "server"));
        }
    }

    @Test
    void aResetOfTheServerIsRecordedAsTheServers() throws Exception {
        try (ServerSocket listener = TcpPeer.listen();
                TcpTap tap = new TcpTap(Wire.local(listener.getLocalPort()), recording);
                TcpPeer client = TcpPeer.connect(Wire.local(tap.port()));
                TcpPeer server = TcpPeer.accept(listener)) {
            client.send(Wire.bytes("a")).halfClose();
            assertThat(server.receiveToEnd()).isEqualTo(Wire.bytes("a"));
            server.reset();
            assertThatThrownBy(client::receiveToEnd).hasMessageContaining("reset");
            staysAt(
                    tuple(Kind.CONNECT, "client", "server"),
                    tuple(Kind.DATA, "client", "server"),
                    tuple(Kind.END, "client", "server"),
                    tuple(Kind.RESET, "server", "client"));
        }
    }

    @Test
    void closingATapIsNoStepOfTheProgramsBesideIt() throws Exception {
        try (ServerSocket listener = TcpPeer.listen()) {
            TcpPeer client;
            TcpPeer server;
            try (TcpTap tap = new TcpTap(Wire.local(listener.getLocalPort()), recording)) {
                client = TcpPeer.connect(Wire.local(tap.port()));
                server = TcpPeer.accept(listener);
            }
            try (client;
                    server) {
                assertThat(client.receiveToEnd()).isEmpty();
                assertThat(server.receiveToEnd()).isEmpty();
            }
            staysAt(tuple(Kind.CONNECT, "client", "server"));
        }
    }

    @Test
    void aSocketThatCannotBeClosedLeavesNoOtherOpen() {
        List<String> closed = new ArrayList<>();
        Closeable failing = () -> {
            closed.add("failing");
            throw new IOException("no");
        };
        TcpTap.closeAll(List.of(failing, () -> closed.add("next"), failing, () -> closed.add("last")));
        assertThat(closed).containsExactly("failing", "next", "failing", "last");
    }

    /** The recording holds these steps, and no more come. */
    private void staysAt(Tuple... steps) {
        await().during(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(recording.steps())
                        .extracting(Step::kind, Step::from, Step::to)
                        .containsExactly(steps));
    }

    @Test
    void aUdpTapKeepsClientsApart() throws Exception {
        try (UdpPeer server = new UdpPeer(Wire.local(0));
                UdpTap tap = new UdpTap(server.address(), recording);
                UdpPeer one = new UdpPeer(Wire.local(0));
                UdpPeer two = new UdpPeer(Wire.local(0))) {
            one.send(Wire.bytes("a"), Wire.local(tap.port()));
            UdpPeer.Datagram fromOne = server.receive();
            two.send(new byte[0], Wire.local(tap.port()));
            UdpPeer.Datagram fromTwo = server.receive();
            server.send(Wire.bytes("to two"), fromTwo.sender()).send(Wire.bytes("to one"), fromOne.sender());
            assertThat(one.receive().data()).isEqualTo(Wire.bytes("to one"));
            assertThat(two.receive().data()).isEqualTo(Wire.bytes("to two"));
        }
        assertThat(recording.steps()).extracting(Step::kind).containsOnly(Kind.DATAGRAM);
        assertThat(recording.steps())
                .extracting(Step::from)
                .contains("client", "client 2")
                .hasSize(4);
    }

    @Test
    void aLadderShowsWhoSentWhat() {
        recording.add("client", "server", Kind.CONNECT);
        recording.add("client", "server", Kind.DATA, Wire.bytes("한 a\n\u001b\0"));
        recording.add("server", "client 2", Kind.DATAGRAM);
        recording.add("server", "client 2", Kind.RESET);
        List<String> lines =
                Ladder.draw("client", "server", recording.steps()).lines().toList();
        assertThat(lines.get(0)).matches("  client +server");
        assertThat(lines.get(1)).matches("     \\|--- .*connect.* -+>\\|");
        assertThat(lines.get(2)).contains("\"한 a\\n\\x1b\\0\"");
        assertThat(lines.get(3)).matches("     \\|    ed 95 9c 20 61 0a 1b 00 +\\|");
        assertThat(lines.get(4)).isEqualTo("  client 2");
        assertThat(lines.get(5)).startsWith("     |<-- ").endsWith("|");
        assertThat(lines.get(6)).startsWith("     |<-- ").contains("RST");
        assertThat(lines.stream()
                        .filter(line -> line.startsWith("     |"))
                        .map(TapTest::columns)
                        .distinct())
                .hasSize(1);
    }

    private static int columns(String line) {
        return line.codePoints().map(c -> c >= 0x1100 ? 2 : 1).sum();
    }
}
