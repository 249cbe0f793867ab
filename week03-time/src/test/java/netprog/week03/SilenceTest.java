package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import netprog.wire.Program;
import netprog.wire.TcpPeer;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Clients that wait for nothing, side by side. */
@Execution(ExecutionMode.CONCURRENT)
class SilenceTest {
    private final long start = System.nanoTime();

    @Test
    void tcpGivesUpAfter5SecondsWithoutAByte() throws IOException {
        try (ServerSocket listener = TcpPeer.listen()) {
            assertThatThrownBy(() -> TcpTimeClient.ask(Wire.local(listener.getLocalPort()), TimeFormat.CTIME))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(elapsed()).isBetween(Duration.ofMillis(4900), Duration.ofSeconds(20));
        }
    }

    @Test
    void udpAsksThreeTimesAndGivesUp() throws Exception {
        try (UdpPeer server = new UdpPeer(Wire.local(0))) {
            CompletableFuture<byte[]> client = ask(server);
            for (int i = 0; i < 3; i++) {
                assertThat(server.receive().data()).isNotEmpty();
                assertThat(elapsed()).isGreaterThan(Duration.ofMillis(950 * i));
            }
            assertThatThrownBy(() -> client.get(Program.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS))
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
            assertThat(elapsed()).isBetween(Duration.ofMillis(2900), Duration.ofSeconds(20));
            assertThat(server.isSilent(1)).isTrue();
        }
    }

    @Test
    void udpAsksAgainWhereTheFirstRequestGotLost() throws Exception {
        byte[] reply = Wire.bytes(ScriptedServer.TIME + "\n\0");
        try (UdpPeer server = new UdpPeer(Wire.local(0))) {
            CompletableFuture<byte[]> client = ask(server);
            UdpPeer.Datagram lost = server.receive();
            UdpPeer.Datagram again = server.receive();
            assertThat(again.sender()).isEqualTo(lost.sender());
            assertThat(again.data()).isEqualTo(lost.data());
            server.send(reply, again.sender());
            assertThat(client.get(Program.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS))
                    .isEqualTo(reply);
            // On a slow machine a third request may have gone before the reply came, but not before 2 s.
            assertThat(elapsed().toSeconds() >= 2 || server.isSilent(1)).isTrue();
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static CompletableFuture<byte[]> ask(UdpPeer server) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return UdpTimeClient.ask(server.address());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
