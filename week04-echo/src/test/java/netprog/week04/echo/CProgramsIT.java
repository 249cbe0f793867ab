package netprog.week04.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both directions between our programs and programs in C in the manner of the course's (src/test/c). */
class CProgramsIT {
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
    void ourEchoClientTalksToTheServerInC(String protocol) throws IOException {
        try (Program server = Program.start(compiled("server"), protocol, "echo");
                Program client = Jar.start(protocol + "-client", "127.0.0.1", "" + server.listeningPort())) {
            client.type("hello").type("안녕").type("").type("exit");

            assertThat(client.awaitExit()).as("%s", client).isZero();
            assertThat(client.output()).isEqualTo("hello\n안녕\n\n");
        }
    }

    @Test
    void ourEchoClientSendsTheServerInCMoreThanOneRecvTakes() throws IOException {
        String line = "0123456789".repeat(50);
        try (Program server = Program.start(compiled("server"), "tcp", "echo");
                Program client = Jar.start("tcp-client", "127.0.0.1", "" + server.listeningPort())) {
            client.type(line).type("exit");

            assertThat(client.awaitExit()).as("%s", client).isZero();
            assertThat(client.output()).isEqualTo(line + "\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void ourCaseClientTalksToTheServerInC(String protocol) throws IOException {
        try (Program server = Program.start(compiled("server"), protocol, "case");
                Program client = Jar.start(protocol + "-case-client", "127.0.0.1", "" + server.listeningPort())) {
            client.type("1")
                    .type("abcd EFG")
                    .type("3")
                    .type("안녕 aB")
                    .type("2")
                    .type("")
                    .type("4");

            assertThat(client.awaitExit()).as("%s", client).isZero();
            assertThat(client.output()).contains("ABCD EFG\n", "안녕 Ab\n").doesNotContain("\ufffd");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void theClientInCTalksToOurEchoServer(String protocol) throws IOException {
        try (Program server = Jar.start(protocol + "-server", "0");
                Program client = Program.start(
                        compiled("client"), protocol, "lines", "127.0.0.1", "" + server.listeningPort())) {
            client.type("hello").awaitOutput("128 bytes: hello\n");
            client.type("안녕").awaitOutput("128 bytes: 안녕\n");
            client.type("exit");

            assertThat(client.awaitExit()).as("%s", client).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void theClientInCTalksToOurCaseServer(String protocol) throws IOException {
        try (Program server = Jar.start(protocol + "-case-server", "0");
                Program client = Program.start(
                        compiled("client"), protocol, "lines", "127.0.0.1", "" + server.listeningPort())) {
            client.type("1 abcd EFG").awaitOutput("128 bytes: ABCD EFG\n");
            client.type("3 안녕 aB").awaitOutput("128 bytes: 안녕 Ab\n");
            client.type("x").awaitOutput("128 bytes: 400 Bad Request");
            client.type("4");

            assertThat(client.awaitExit()).as("%s", client).isZero();
        }
    }

    private static String compiled(String name) {
        return folder.resolve(name).toString();
    }
}
