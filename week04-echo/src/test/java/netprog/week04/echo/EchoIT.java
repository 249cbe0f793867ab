package netprog.week04.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import netprog.wire.Program;
import netprog.wire.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every client of the jar against its server, as processes. */
class EchoIT {
    private static Program tcpServer;
    private static Program udpServer;
    private static Program tcpCaseServer;
    private static Program udpCaseServer;

    @BeforeAll
    static void startServers() throws IOException {
        tcpServer = Week04Jar.start("tcp-server", "0");
        udpServer = Week04Jar.start("udp-server", "0");
        tcpCaseServer = Week04Jar.start("tcp-case-server", "0");
        udpCaseServer = Week04Jar.start("udp-case-server", "0");
        udpServer.answeringPort();
        udpCaseServer.answeringPort();
    }

    @AfterAll
    static void endServers() {
        tcpServer.close();
        udpServer.close();
        tcpCaseServer.close();
        udpCaseServer.close();
    }

    @Test
    void everyClientTalksToItsServer() throws IOException {
        assertThatClientsTalkToTheirServers("127.0.0.1");
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"::1", "localhost"})
    void everyClientTalksToItsServerAtAnotherAddress(String host) throws IOException {
        assumeIpv6If(host.equals("::1"));
        assertThatClientsTalkToTheirServers(host);
    }

    private static void assertThatClientsTalkToTheirServers(String host) throws IOException {
        try (Program tcp = Week04Jar.start("tcp-client", host, port(tcpServer));
                Program udp = Week04Jar.start("udp-client", host, port(udpServer));
                Program tcpCase = Week04Jar.start("tcp-case-client", host, port(tcpCaseServer));
                Program udpCase = Week04Jar.start("udp-case-client", host, port(udpCaseServer))) {
            tcp.type("hello").type("").type("안녕").type("exit");
            udp.type("hello").type("").type("안녕").type("exit");
            tcpCase.type("1").type("abcd EFG").type("3").type("안녕 aB").type("4");
            udpCase.type("2").type("abcd EFG").type("3").type("안녕 aB").type("4");

            assertThat(tcp.awaitExit()).as("%s", tcp).isZero();
            assertThat(udp.awaitExit()).as("%s", udp).isZero();
            assertThat(tcpCase.awaitExit()).as("%s", tcpCase).isZero();
            assertThat(udpCase.awaitExit()).as("%s", udpCase).isZero();
            assertThat(tcp.output()).isEqualTo("hello\n\n안녕\n");
            assertThat(udp.output()).isEqualTo("hello\n\n안녕\n");
            assertThat(tcpCase.output()).contains("ABCD EFG\n", "안녕 Ab\n");
            assertThat(udpCase.output()).contains("abcd efg\n", "안녕 Ab\n", "200 Goodbye\n");
        }
    }

    @Test
    @Tag("full")
    void aServerThatIsBoundToOneAddressSaysSo() throws IOException {
        assumeIpv6If(true);
        try (Program tcp = Week04Jar.start("tcp-server", "--bind", "::1", "0");
                Program udp = Week04Jar.start("udp-case-server", "0", "--bind=127.0.0.1")) {
            tcp.awaitOutput("listening on tcp [::1]:" + tcp.listeningPort() + "\n");
            udp.awaitOutput("listening on udp 127.0.0.1:" + udp.listeningPort() + "\n");
            try (Program client = Week04Jar.start("tcp-client", "[::1]:" + tcp.listeningPort())) {
                client.type("abc").awaitOutput("abc\n");
                tcp.awaitOutput("connected: [::1]:");
            }
        }
    }

    @Test
    void aServersFirstLineIsWhereItListens() {
        assertThat(tcpServer.output()).startsWith("listening on tcp 0.0.0.0:" + port(tcpServer) + "\n");
        assertThat(udpServer.output()).startsWith("listening on udp 0.0.0.0:" + port(udpServer) + "\n");
        assertThat(tcpCaseServer.output()).startsWith("listening on tcp 0.0.0.0:" + port(tcpCaseServer) + "\n");
        assertThat(udpCaseServer.output()).startsWith("listening on udp 0.0.0.0:" + port(udpCaseServer) + "\n");
    }

    private static String port(Program server) {
        return "" + server.listeningPort();
    }

    private static void assumeIpv6If(boolean needed) {
        if (needed) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(Wire.local6(0));
            } catch (IOException e) {
                Assumptions.abort("needs IPv6: " + e.getMessage());
            }
        }
    }
}
