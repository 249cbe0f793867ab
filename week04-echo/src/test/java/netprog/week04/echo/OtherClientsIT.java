package netprog.week04.echo;

import static netprog.wire.Wire.bytes;
import static netprog.wire.Wire.frameWithGarbage;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import netprog.wire.Program;
import netprog.wire.ServerThread;
import netprog.wire.SystemProgram;
import netprog.wire.Wire;
import org.apache.commons.net.echo.EchoTCPClient;
import org.apache.commons.net.echo.EchoUDPClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Clients of others, against our servers, which run in this JVM. */
@Execution(ExecutionMode.CONCURRENT)
class OtherClientsIT {
    private static ServerThread tcpServer;
    private static ServerThread udpServer;
    private static ServerThread tcpCaseServer;
    private static ServerThread udpCaseServer;

    @BeforeAll
    static void startServers() throws IOException {
        tcpServer = ServerThread.tcp(TcpEchoServer::serve);
        udpServer = ServerThread.udp(UdpEchoServer::serve);
        tcpCaseServer = ServerThread.tcp(TcpCaseServer::serve);
        udpCaseServer = ServerThread.udp(UdpCaseServer::serve);
    }

    @AfterAll
    static void endServers() throws IOException {
        udpCaseServer.close();
        tcpCaseServer.close();
        udpServer.close();
        tcpServer.close();
    }

    @Test
    void socat() throws IOException {
        String socat = SystemProgram.find("socat", "socat");
        echoesUntilTheInputEnds(socat, "-", "TCP:127.0.0.1:" + port(tcpServer));
        echoes(socat, "-", "UDP:127.0.0.1:" + port(udpServer));
        answersFrames(socat, "-", "TCP:127.0.0.1:" + port(tcpCaseServer));
        answersFrames(socat, "-", "UDP:127.0.0.1:" + port(udpCaseServer));
    }

    @Test
    void ncat() throws IOException {
        String ncat = SystemProgram.find("ncat", "ncat");
        echoesUntilTheInputEnds(ncat, "127.0.0.1", port(tcpServer));
        echoes(ncat, "-u", "127.0.0.1", port(udpServer));
        answersFrames(ncat, "127.0.0.1", port(tcpCaseServer));
        answersFrames(ncat, "-u", "127.0.0.1", port(udpCaseServer));
    }

    @Test
    void busybox() throws IOException {
        String busybox = SystemProgram.find("busybox", "busybox");
        echoesUntilTheInputEnds(busybox, "nc", "127.0.0.1", port(tcpServer));
        answersFrames(busybox, "nc", "127.0.0.1", port(tcpCaseServer));
    }

    @Test
    void netcatOfOpenBsd() throws IOException {
        String nc = SystemProgram.find("nc.openbsd", "netcat-openbsd");
        echoesUntilTheInputEnds(nc, "-N", "127.0.0.1", port(tcpServer));
        echoes(nc, "-u", "127.0.0.1", port(udpServer));
        answersFrames(nc, "127.0.0.1", port(tcpCaseServer));
        answersFrames(nc, "-u", "127.0.0.1", port(udpCaseServer));
    }

    @Test
    void commonsNetOverTcp() throws IOException {
        EchoTCPClient client = new EchoTCPClient();
        client.setDefaultTimeout((int) Program.TIMEOUT.toMillis());
        client.connect("127.0.0.1", tcpServer.address().getPort());
        try {
            client.getOutputStream().write(bytes("abc\r\n\0"));
            assertThat(client.getInputStream().readNBytes(6)).isEqualTo(bytes("abc\r\n\0"));
        } finally {
            client.disconnect();
        }
    }

    @Test
    void commonsNetOverUdp() throws IOException {
        try (EchoUDPClient client = new EchoUDPClient()) {
            InetAddress host = Wire.local(0).getAddress();
            client.open();
            client.setSoTimeout(Program.TIMEOUT);
            byte[] request = new byte[1400];
            Arrays.fill(request, (byte) 0xfe);
            byte[] reply = new byte[2000];
            client.send(request, request.length, host, udpServer.address().getPort());
            assertThat(client.receive(reply)).isEqualTo(1400);
            assertThat(reply).startsWith(request);
        }
    }

    private static void echoesUntilTheInputEnds(String... command) throws IOException {
        try (Program client = Program.start(command)) {
            client.type("abc").awaitOutput("abc\n").type("한글").endInput();
            assertThat(client.awaitExit()).as("%s", client).isZero();
            assertThat(client.output()).isEqualTo("abc\n한글\n");
        }
    }

    private static void echoes(String... command) throws IOException {
        try (Program client = Program.start(command)) {
            client.type("abc").awaitOutput("abc\n").type("한글").awaitOutput("한글\n");
        }
    }

    private static void answersFrames(String... command) throws IOException {
        try (Program client = Program.start(command)) {
            client.typeBytes(frameWithGarbage("1 abcd EFG")).awaitOutput("ABCD EFG\0");
            client.typeBytes(frameWithGarbage("x")).awaitOutput("400 Bad Request");
        }
    }

    private static String port(ServerThread server) {
        return "" + server.address().getPort();
    }
}
