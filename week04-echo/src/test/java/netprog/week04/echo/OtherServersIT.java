package netprog.week04.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.wire.ChosenPort;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import netprog.wire.Wire;
import netprog.wire.Xinetd;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Our echo clients, which run in this JVM, against servers of others. */
@Execution(ExecutionMode.CONCURRENT)
class OtherServersIT {
    @Test
    void xinetdOverTcpAndUdp(@TempDir Path folder) throws Exception {
        try (ChosenPort xinetd = Xinetd.start("echo", folder)) {
            assertEchoes(TcpEchoClient::run, xinetd.port());
            assertEchoes(UdpEchoClient::run, xinetd.port());
        }
    }

    @Test
    void socatOverTcp() throws Exception {
        try (Program socat = socat("TCP4-LISTEN:0,bind=127.0.0.1,fork", "EXEC:cat")) {
            assertEchoes(TcpEchoClient::run, portOf(socat));
        }
    }

    @Test
    void socatOverUdp() throws Exception {
        try (Program socat = socat("UDP4-LISTEN:0,bind=127.0.0.1,fork", "PIPE")) {
            assertEchoes(UdpEchoClient::run, portOf(socat));
        }
    }

    @Test
    void ncatOverTcp() throws Exception {
        try (ChosenPort ncat = ncat("-l")) {
            assertEchoes(TcpEchoClient::run, ncat.port());
        }
    }

    @Test
    void ncatOverUdp() throws Exception {
        try (ChosenPort ncat = ncat("-lu")) {
            assertEchoes(UdpEchoClient::run, ncat.port());
        }
    }

    private static void assertEchoes(ClientRun.Client client, int port) throws Exception {
        try (ClientRun run = new ClientRun(client, Wire.local(port))) {
            run.type("abc").awaitScreen("abc\n").type("안녕").type("exit").awaitEnd();
            assertThat(run.screen()).isEqualTo("abc\n안녕\n");
        }
    }

    private static Program socat(String listen, String echo) throws IOException {
        return Program.start(SystemProgram.find("socat", "socat"), "-d", "-d", listen, echo);
    }

    /** The port that socat writes into its log, as in {@code listening on AF=2 127.0.0.1:40000}. */
    private static int portOf(Program socat) {
        Matcher log = Pattern.compile("listening on .*127\\.0\\.0\\.1:(\\d+)").matcher("");
        Awaitility.await()
                .atMost(Program.TIMEOUT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> log.reset(socat.errors()).find());
        return Integer.parseInt(log.group(1));
    }

    private static ChosenPort ncat(String listen) throws IOException {
        String ncat = SystemProgram.find("ncat", "ncat");
        return ChosenPort.start(
                port -> Program.start(ncat, "-v", "-k", "-e", "/bin/cat", listen, "127.0.0.1", "" + port),
                program -> program.errors().contains("Listening on 127.0.0.1:"));
    }
}
