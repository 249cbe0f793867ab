package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import netprog.wire.ClientTimeouts;
import netprog.wire.FullQueue;
import netprog.wire.Program;
import netprog.wire.TcpPeer;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Clients of servers that do not answer. */
@Execution(ExecutionMode.CONCURRENT)
class SilenceTest {
    private static final Duration TCP_TIMEOUT = Duration.ofSeconds(5);

    @Test
    void tcpTimesOut5SecondsAfterTheLastByte() throws Exception {
        try (ServerSocket listener = TcpPeer.listen()) {
            ClientTimeouts.assertTimesOut(
                    TCP_TIMEOUT, () -> TcpTimeClient.ask(Wire.local(listener.getLocalPort()), TimeFormat.CTIME));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tcpTimesOutAfter5SecondsWithoutAConnection() throws Exception {
        try (FullQueue server = new FullQueue()) {
            ClientTimeouts.assertTimesOut(TCP_TIMEOUT, () -> TcpTimeClient.ask(server.address(), TimeFormat.CTIME));
        }
    }

    @Test
    void udpSendsThreeRequestsASecondApartAndTimesOut() throws Exception {
        ClientTimeouts.assertTriesASecondApart(3, new byte[] {'?', 0}, UdpTimeClient::ask);
    }

    @Test
    void udpAsksAgainIfTheFirstRequestWasLost() throws Exception {
        long start = System.nanoTime();
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
            // On a slow machine a third request may have been sent before the reply came, but not before 2 s.
            boolean slow = System.nanoTime() - start > 2_000_000_000L;
            assertThat(slow || server.isSilent(1)).isTrue();
        }
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
