package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import netprog.wire.Program;
import netprog.wire.TcpPeer;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The clients as a person starts them, against servers that a test plays. */
@Execution(ExecutionMode.CONCURRENT)
class TimeClientIT {
    private static final byte[] REPLY = Wire.bytes(ScriptedServer.TIME + "\n\0");

    @ParameterizedTest
    @MethodSource("netprog.week03.ScriptedServer#tcp")
    void makesOfTcpWhatItMust(ScriptedServer<TcpPeer> server) throws IOException {
        assertThatTcpMakesOf(server);
    }

    @ParameterizedTest
    @MethodSource("netprog.week03.ScriptedServer#udp")
    void makesOfUdpWhatItMust(ScriptedServer<UdpPeer> server) throws IOException {
        try (UdpPeer peer = new UdpPeer(Wire.local(0));
                Program client =
                        start("udp-client", server.format(), peer.address().getPort())) {
            server.play(peer);
            assertThatItShows(client, server);
        }
    }

    @ParameterizedTest
    @MethodSource
    void tcpGivesUpAfter5SecondsWithoutAByte(ScriptedServer<TcpPeer> server) throws IOException {
        long start = System.nanoTime();
        assertThatTcpMakesOf(server);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(4900));
    }

    static List<ScriptedServer<TcpPeer>> tcpGivesUpAfter5SecondsWithoutAByte() {
        return List.of(
                silent(TimeFormat.CTIME, "no byte", new byte[0]),
                silent(TimeFormat.CTIME, "no NUL", Wire.bytes(ScriptedServer.TIME + "\n")),
                silent(TimeFormat.RFC868, "4 bytes, no end", new byte[4]));
    }

    @Test
    void tcpIsPatientAsLongAsBytesKeepComing() throws IOException {
        ScriptedServer.Script<TcpPeer> slow = peer -> {
            for (int i = 0; i < 5; i++) {
                peer.send(Arrays.copyOfRange(REPLY, i, i + 1));
                assertThat(peer.isSilent(1300)).isTrue();
            }
            peer.send(Arrays.copyOfRange(REPLY, 5, REPLY.length));
        };
        assertThatTcpMakesOf(new ScriptedServer<>("a slow server", TimeFormat.CTIME, slow, 0, ScriptedServer.TIME));
    }

    @Test
    void udpAsksAgainWhereTheFirstRequestGotLost() throws IOException {
        long start = System.nanoTime();
        try (UdpPeer server = new UdpPeer(Wire.local(0));
                Program client =
                        start("udp-client", TimeFormat.CTIME, server.address().getPort())) {
            server.receive();
            server.send(REPLY, server.receive().sender());
            assertThat(client.awaitExit()).as(client.toString()).isZero();
            assertThat(client.output()).isEqualTo(ScriptedServer.TIME + "\n");
            // On a slow machine a third request may have gone before the reply came, but not before 2 s.
            boolean slow = System.nanoTime() - start > 2_000_000_000L;
            assertThat(slow || server.isSilent(1)).isTrue();
        }
    }

    @Test
    void udpAsksThreeTimesAndGivesUp() throws IOException {
        long start = System.nanoTime();
        try (UdpPeer server = new UdpPeer(Wire.local(0));
                Program client =
                        start("udp-client", TimeFormat.CTIME, server.address().getPort())) {
            for (int i = 0; i < 3; i++) {
                server.receive();
            }
            assertThatItSaysWhyThereIsNoTime(client, "timed out");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(2900));
            assertThat(server.isSilent(1)).isTrue();
        }
    }

    private static ScriptedServer<TcpPeer> silent(TimeFormat format, String name, byte[] first) {
        return new ScriptedServer<>(name, format, peer -> peer.send(first).receive(1), 1, "timed out");
    }

    private static Program start(String program, TimeFormat format, int port) throws IOException {
        String name = format.name().toLowerCase(Locale.ROOT);
        return Week03Jar.start(program, "--format", name, "127.0.0.1", String.valueOf(port));
    }

    private static void assertThatTcpMakesOf(ScriptedServer<TcpPeer> server) throws IOException {
        try (ServerSocket listener = TcpPeer.listen();
                Program client = start("tcp-client", server.format(), listener.getLocalPort())) {
            try (TcpPeer peer = TcpPeer.accept(listener)) {
                server.play(peer);
            }
            assertThatItShows(client, server);
        }
    }

    private static void assertThatItShows(Program client, ScriptedServer<?> server) {
        if (server.status() == 0) {
            assertThat(client.awaitExit()).as(client.toString()).isZero();
            assertThat(client.output()).isEqualTo(server.line() + "\n");
            assertThat(client.errors()).isEmpty();
        } else {
            assertThatItSaysWhyThereIsNoTime(client, server.line());
        }
    }

    private static void assertThatItSaysWhyThereIsNoTime(Program client, String word) {
        assertThat(client.awaitExit()).as(client.toString()).isEqualTo(1);
        assertThat(client.output()).isEmpty();
        assertThat(client.errors()).containsOnlyOnce("\n").endsWith("\n").contains(word);
        assertThat(client.errors().strip()).doesNotContainPattern("\\p{Cntrl}");
    }
}
