package netprog.week04.echo;

import static netprog.wire.Wire.bytes;
import static netprog.wire.Wire.frame;
import static netprog.wire.Wire.frameWithGarbage;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import netprog.wire.ClientTimeouts;
import netprog.wire.FullQueue;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Clients of servers that do not answer, or answer twice. */
@Execution(ExecutionMode.CONCURRENT)
class SilenceTest {
    private static final Duration TCP_TIMEOUT = Duration.ofSeconds(5);

    @Test
    void theUdpEchoClientSendsThreeRequestsASecondApartAndTimesOut() throws Exception {
        ClientTimeouts.assertTriesASecondApart(3, bytes("abc\n"), server -> run(UdpEchoClient::run, server, "abc\n"));
    }

    @Test
    void theUdpCaseClientSendsThreeRequestsASecondApartAndTimesOut() throws Exception {
        ClientTimeouts.assertTriesASecondApart(
                3, frame("1 abc"), server -> run(UdpCaseClient::run, server, "1\nabc\n"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theTcpEchoClientTimesOutAfter5SecondsWithoutAConnection() throws Exception {
        try (FullQueue server = new FullQueue()) {
            ClientTimeouts.assertTimesOut(TCP_TIMEOUT, () -> run(TcpEchoClient::run, server.address(), "abc\n"));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theTcpCaseClientTimesOutAfter5SecondsWithoutAConnection() throws Exception {
        try (FullQueue server = new FullQueue()) {
            ClientTimeouts.assertTimesOut(TCP_TIMEOUT, () -> run(TcpCaseClient::run, server.address(), "4\n"));
        }
    }

    private static void run(ClientRun.Client client, InetSocketAddress server, String typed) throws IOException {
        BufferedReader keyboard = new BufferedReader(new StringReader(typed));
        client.run(server, StandardCharsets.UTF_8, keyboard, new PrintStream(OutputStream.nullOutputStream()));
    }

    @Test
    void theUdpEchoClientAsksAgainIfTheFirstRequestWasLost() throws Exception {
        try (UdpPeer server = new UdpPeer(Wire.local(0));
                ClientRun client = new ClientRun(UdpEchoClient::run, server.address()).type("abc")) {
            UdpPeer.Datagram lost = server.receive();
            assertThat(server.receive()).usingRecursiveComparison().isEqualTo(lost);
            server.send(bytes("abc\n"), lost.sender());
            client.awaitScreen("abc\n").endInput().awaitEnd();
        }
    }

    @Test
    void theUdpCaseClientAsksAgainIfTheFirstRequestWasLost() throws Exception {
        try (UdpPeer server = new UdpPeer(Wire.local(0));
                ClientRun client = new ClientRun(UdpCaseClient::run, server.address()).type("1", "abc")) {
            UdpPeer.Datagram lost = server.receive();
            assertThat(server.receive()).usingRecursiveComparison().isEqualTo(lost);
            server.send(frameWithGarbage("ABC"), lost.sender());
            client.awaitScreen("ABC\n").endInput().awaitEnd();
        }
    }

    @Test
    void theUdpEchoClientDoesNotTakeALateReplyForTheNextOne() throws Exception {
        try (UdpPeer server = new UdpPeer(Wire.local(0));
                ClientRun client = new ClientRun(UdpEchoClient::run, server.address()).type("abc")) {
            InetSocketAddress sender = server.receive().sender();
            server.send(bytes("first"), sender).send(bytes("late"), sender);
            client.awaitScreen("first\n").type("next");
            server.send(bytes("second"), ClientRun.awaitRequest(server, bytes("next\n")));
            assertThat(client.awaitScreen("second\n").screen()).doesNotContain("late");
        }
    }

    @Test
    void theUdpCaseClientDoesNotTakeALateReplyForTheNextOne() throws Exception {
        try (UdpPeer server = new UdpPeer(Wire.local(0));
                ClientRun client = new ClientRun(UdpCaseClient::run, server.address()).type("1", "abc")) {
            InetSocketAddress sender = server.receive().sender();
            server.send(frameWithGarbage("first"), sender).send(frameWithGarbage("late"), sender);
            client.awaitScreen("first\n").type("2", "next");
            server.send(frameWithGarbage("second"), ClientRun.awaitRequest(server, bytes("2 next\0")));
            assertThat(client.awaitScreen("second\n").screen()).doesNotContain("late");
        }
    }
}
