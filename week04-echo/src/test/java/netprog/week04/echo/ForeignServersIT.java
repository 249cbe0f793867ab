package netprog.week04.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.wire.ChosenPort;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our echo clients, against servers that are not ours. */
class ForeignServersIT {
    @Test
    void xinetdOverTcp(@TempDir Path folder) throws IOException {
        try (ChosenPort xinetd = xinetd(folder, "stream", "tcp", "no")) {
            echoes("tcp-client", xinetd.port());
        }
    }

    @Test
    void xinetdOverUdp(@TempDir Path folder) throws IOException {
        try (ChosenPort xinetd = xinetd(folder, "dgram", "udp", "yes")) {
            echoes("udp-client", xinetd.port());
        }
    }

    @Test
    void socatOverTcp() throws IOException {
        try (Program socat = socat("TCP4-LISTEN:0,bind=127.0.0.1,fork", "EXEC:cat")) {
            echoes("tcp-client", portOf(socat));
        }
    }

    @Test
    void socatOverUdp() throws IOException {
        try (Program socat = socat("UDP4-LISTEN:0,bind=127.0.0.1,fork", "PIPE")) {
            echoes("udp-client", portOf(socat));
        }
    }

    @Test
    void ncatOverTcp() throws IOException {
        try (ChosenPort ncat = ncat("-l")) {
            echoes("tcp-client", ncat.port());
        }
    }

    @Test
    void ncatOverUdp() throws IOException {
        try (ChosenPort ncat = ncat("-lu")) {
            echoes("udp-client", ncat.port());
        }
    }

    private static void echoes(String program, int port) throws IOException {
        try (Program client = Jar.start(program, "127.0.0.1", "" + port)) {
            client.type("abc").awaitOutput("abc\n").type("안녕").type("exit");
            assertThat(client.awaitExit()).as("%s", client).isZero();
            assertThat(client.output()).isEqualTo("abc\n안녕\n");
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

    private static ChosenPort xinetd(Path folder, String type, String protocol, String wait) throws IOException {
        String xinetd = SystemProgram.find("xinetd", "xinetd");
        Path configuration = folder.resolve("xinetd.conf");
        Path log = folder.resolve("log");
        return ChosenPort.start(
                port -> {
                    Files.deleteIfExists(log);
                    Files.writeString(
                            configuration,
                            String.join(
                                    "\n",
                                    "service echo",
                                    "{",
                                    "type = INTERNAL UNLISTED",
                                    "socket_type = " + type,
                                    "protocol = " + protocol,
                                    "wait = " + wait,
                                    "user = " + System.getProperty("user.name"),
                                    "port = " + port,
                                    "bind = 127.0.0.1",
                                    "}",
                                    ""));
                    return Program.start(
                            xinetd,
                            "-dontfork",
                            "-f",
                            "" + configuration,
                            "-pidfile",
                            folder + "/pid",
                            "-filelog",
                            "" + log);
                },
                program -> hasStarted(log, program));
    }

    private static boolean hasStarted(Path log, Program xinetd) {
        try {
            String lines = Files.exists(log) ? Files.readString(log) : "";
            if (lines.contains("Started working: 0")) {
                xinetd.close(); // the port was taken, and xinetd would stay without a service
            }
            return lines.contains("Started working: 1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
