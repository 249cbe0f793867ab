package netprog.week04.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import netprog.wire.Program;
import netprog.wire.ServerThread;
import netprog.wire.SystemProgram;
import netprog.wire.Wire;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our programs, which run in this JVM, with programs in C that resemble the course's (src/test/c), in both directions. */
class CProgramsIT {
    private static final Map<String, ClientRun.Client> ECHO =
            Map.of("tcp", TcpEchoClient::run, "udp", UdpEchoClient::run);
    private static final Map<String, ClientRun.Client> CASE =
            Map.of("tcp", TcpCaseClient::run, "udp", UdpCaseClient::run);

    @TempDir
    private static Path folder;

    @BeforeAll
    static void compile() throws IOException {
        String gcc = SystemProgram.find("gcc", "gcc");
        for (String name : new String[] {"server", "client"}) {
            Path source = Path.of(System.getProperty("netprog.top"), "week04-echo", "src", "test", "c", name + ".c");
            try (Program compiler = Program.start(gcc, "-o", compiled(name), source.toString())) {
                assertThat(compiler.awaitExit()).as("%s", compiler).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void ourEchoClientTalksToTheServerInC(String protocol) throws Exception {
        try (Program server = Program.start(compiled("server"), protocol, "echo");
                ClientRun client = new ClientRun(ECHO.get(protocol), Wire.local(server.listeningPort()))) {
            client.type("hello", "안녕", "", "exit").awaitEnd();
            assertThat(client.screen()).isEqualTo("hello\n안녕\n\n");
        }
    }

    @Test
    void ourEchoClientSendsTheServerInCMoreThanOneRecvTakes() throws Exception {
        String line = "0123456789".repeat(50);
        try (Program server = Program.start(compiled("server"), "tcp", "echo");
                ClientRun client = new ClientRun(TcpEchoClient::run, Wire.local(server.listeningPort()))) {
            client.type(line, "exit").awaitEnd();
            assertThat(client.screen()).isEqualTo(line + "\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void ourCaseClientTalksToTheServerInC(String protocol) throws Exception {
        try (Program server = Program.start(compiled("server"), protocol, "case");
                ClientRun client = new ClientRun(CASE.get(protocol), Wire.local(server.listeningPort()))) {
            client.type("1", "abcd EFG", "3", "안녕 aB", "2", "", "4").awaitEnd();
            assertThat(client.screen()).contains("ABCD EFG\n", "안녕 Ab\n").doesNotContain("\ufffd");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void theClientInCTalksToOurEchoServer(String protocol) throws IOException {
        try (ServerThread server = protocol.equals("tcp")
                        ? ServerThread.tcp(TcpEchoServer::serve)
                        : ServerThread.udp(UdpEchoServer::serve);
                Program client = startClient(protocol, server)) {
            client.type("hello").awaitOutput("128 bytes: hello\n");
            client.type("안녕").awaitOutput("128 bytes: 안녕\n");
            client.type("exit");
            assertThat(client.awaitExit()).as("%s", client).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void theClientInCTalksToOurCaseServer(String protocol) throws IOException {
        try (ServerThread server = protocol.equals("tcp")
                        ? ServerThread.tcp(TcpCaseServer::serve)
                        : ServerThread.udp(UdpCaseServer::serve);
                Program client = startClient(protocol, server)) {
            client.type("1 abcd EFG").awaitOutput("128 bytes: ABCD EFG\n");
            client.type("3 안녕 aB").awaitOutput("128 bytes: 안녕 Ab\n");
            client.type("x").awaitOutput("128 bytes: 400 Bad Request");
            client.type("4");
            assertThat(client.awaitExit()).as("%s", client).isZero();
        }
    }

    private static Program startClient(String protocol, ServerThread server) throws IOException {
        return Program.start(
                compiled("client"),
                protocol,
                "lines",
                "127.0.0.1",
                "" + server.address().getPort());
    }

    private static String compiled(String name) {
        return folder.resolve(name).toString();
    }
}
