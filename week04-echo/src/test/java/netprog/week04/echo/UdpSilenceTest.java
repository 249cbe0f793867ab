package netprog.week04.echo;

import static netprog.wire.Wire.bytes;
import static netprog.wire.Wire.frameWithGarbage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import netprog.wire.Program;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What UDP clients do when nothing comes back, or too much. Both wait at the same time, because the waits are long. */
@Execution(ExecutionMode.CONCURRENT)
class UdpSilenceTest {
    private static final Duration CLOCK_ERROR = Duration.ofMillis(50);

    private UdpPeer echoServer;
    private UdpPeer caseServer;
    private long start;
    private ClientRun echoClient;
    private ClientRun caseClient;

    @BeforeEach
    void start() throws IOException {
        echoServer = new UdpPeer(Wire.local(0));
        caseServer = new UdpPeer(Wire.local(0));
        start = System.nanoTime();
        echoClient = new ClientRun(UdpEchoClient::run, echoServer.address()).type("abc");
        caseClient = new ClientRun(UdpCaseClient::run, caseServer.address()).type("1", "abc");
    }

    @AfterEach
    void close() throws IOException {
        echoClient.close();
        caseClient.close();
        echoServer.close();
        caseServer.close();
    }

    @Test
    void threeRequestsASecondApartAndThenTheyGiveUp() throws Exception {
        FutureTask<Void> caseTest = new FutureTask<>(() -> {
            assertThreeRequests(caseServer, Arrays.copyOf(bytes("1 abc"), 128), caseClient);
            return null;
        });
        new Thread(caseTest).start();
        assertThreeRequests(echoServer, bytes("abc\n"), echoClient);
        caseTest.get(Program.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    private void assertThreeRequests(UdpPeer server, byte[] request, ClientRun client) throws IOException {
        for (int second = 0; second < 3; second++) {
            assertThat(server.receive().data()).isEqualTo(request);
            assertSecondsPassed(second);
        }
        assertThatThrownBy(client::awaitEnd).isInstanceOf(SocketTimeoutException.class);
        assertSecondsPassed(3);
        assertThat(server.isSilent(1)).isTrue();
    }

    private void assertSecondsPassed(int seconds) {
        assertThat(Duration.ofNanos(System.nanoTime() - start).plus(CLOCK_ERROR))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void theSecondRequestIsAnsweredWhereTheFirstGotLost() throws Exception {
        UdpPeer.Datagram echo = echoServer.receive();
        UdpPeer.Datagram menu = caseServer.receive();
        assertThat(echoServer.receive()).usingRecursiveComparison().isEqualTo(echo);
        assertThat(caseServer.receive()).usingRecursiveComparison().isEqualTo(menu);
        assertSecondsPassed(1);
        echoServer.send(bytes("abc\n"), echo.sender());
        caseServer.send(frameWithGarbage("ABC"), menu.sender());

        echoClient.awaitScreen("abc\n").endInput().awaitEnd();
        caseClient.awaitScreen("ABC\n").endInput().awaitEnd();
    }

    @Test
    void aSecondAnswerIsNotTakenForTheNextOnes() throws Exception {
        InetSocketAddress echo = echoServer.receive().sender();
        InetSocketAddress menu = caseServer.receive().sender();
        echoServer.send(bytes("first"), echo).send(bytes("late"), echo);
        caseServer.send(frameWithGarbage("first"), menu).send(frameWithGarbage("late"), menu);

        echoClient.awaitScreen("first\n").type("next");
        caseClient.awaitScreen("first\n").type("2", "next");
        echoServer.send(bytes("second"), ClientRun.awaitRequest(echoServer, bytes("next\n")));
        caseServer.send(frameWithGarbage("second"), ClientRun.awaitRequest(caseServer, bytes("2 next\0")));

        assertThat(echoClient.awaitScreen("second\n").screen()).doesNotContain("late");
        assertThat(caseClient.awaitScreen("second\n").screen()).doesNotContain("late");
    }
}
