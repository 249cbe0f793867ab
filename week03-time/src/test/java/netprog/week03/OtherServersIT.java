package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import netprog.wire.TcpPeer;
import netprog.wire.Wire;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our clients as a person starts them, against servers of others; these are told their port. */
@Execution(ExecutionMode.CONCURRENT)
class OtherServersIT {
    private static final String XINETD_SERVICE = """
            service %1$s
            {
                id = %1$s-%2$s
                type = INTERNAL UNLISTED
                protocol = %2$s
                socket_type = %3$s
                wait = %4$s
                port = %5$d
                bind = 127.0.0.1
                user = %6$s
            }
            """;

    /** A server that listens, and its port. */
    private record Listening(Program program, String port) implements AutoCloseable {
        @Override
        public void close() {
            program.close();
        }
    }

    private interface Starter {
        Program start(int port) throws IOException;
    }

    @ParameterizedTest
    @CsvSource({
        "time, rfc868, EEE MMM ppd HH:mm:ss yyyy",
        "daytime, daytime, dd MMM yyyy HH:mm:ss 'UTC'",
    })
    void showTheTimeOfXinetd(String service, String format, String pattern, @TempDir Path folder) throws IOException {
        try (Listening xinetd = startXinetd(service, folder)) {
            for (String program : List.of("tcp-client", "udp-client")) {
                try (Program client = Week03Jar.start(program, "--format", format, "127.0.0.1", xinetd.port())) {
                    assertThat(client.awaitExit()).as(client.toString()).isZero();
                    Now.assertShown(client.output(), pattern + "\n", ZoneOffset.UTC);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ncat, ncat, -v -l 127.0.0.1 PORT",
        "nc.openbsd, netcat-openbsd, -v -l 127.0.0.1 PORT",
        "socat, socat, -d -d -u STDIN TCP4-LISTEN:PORT,bind=127.0.0.1",
    })
    void needNoEndOfTheStreamBehindTheNul(String name, String debianPackage, String args) throws IOException {
        try (Listening server = start(name, debianPackage, args)) {
            server.program().typeBytes(Wire.bytes(ScriptedServer.TIME + "\n\0"));
            try (Program client = Week03Jar.start("tcp-client", "127.0.0.1", server.port())) {
                assertThat(client.awaitExit()).as(client.toString()).isZero();
                assertThat(client.output()).isEqualTo(ScriptedServer.TIME + "\n");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ncat, ncat, -v --send-only -l 127.0.0.1 PORT",
        "nc.openbsd, netcat-openbsd, -v -N -l 127.0.0.1 PORT",
        "socat, socat, -d -d -u STDIN TCP4-LISTEN:PORT,bind=127.0.0.1",
    })
    void readALineOfDaytimeToTheEndOfTheStream(String name, String debianPackage, String args) throws IOException {
        try (Listening server = start(name, debianPackage, args)) {
            server.program().type("It is a quarter past ten.").endInput();
            try (Program client = Week03Jar.start("tcp-client", "--format", "daytime", "127.0.0.1", server.port())) {
                assertThat(client.awaitExit()).as(client.toString()).isZero();
                assertThat(client.output()).isEqualTo("It is a quarter past ten.\n");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ncat, ncat, -v -u -l 127.0.0.1 PORT",
        "nc.openbsd, netcat-openbsd, -v -u -l 127.0.0.1 PORT",
        "socat, socat, -d -d STDIO UDP4-LISTEN:PORT,bind=127.0.0.1",
    })
    void takeTheDatagramThatAPersonTypes(String name, String debianPackage, String args) throws IOException {
        try (Listening server = start(name, debianPackage, args);
                Program client = Week03Jar.start("udp-client", "127.0.0.1", server.port())) {
            server.program().awaitOutput("?");
            server.program().typeBytes(Wire.bytes(ScriptedServer.TIME + "\n\0"));
            assertThat(client.awaitExit()).as(client.toString()).isZero();
            assertThat(client.output()).isEqualTo(ScriptedServer.TIME + "\n");
        }
    }

    private static Listening startXinetd(String service, Path folder) throws IOException {
        String xinetd = SystemProgram.find("xinetd", "xinetd");
        String user = System.getProperty("user.name");
        return onFreePort(port -> {
            Path settings = folder.resolve(port + ".conf");
            Files.writeString(
                    settings,
                    XINETD_SERVICE.formatted(service, "tcp", "stream", "no", port, user)
                            + XINETD_SERVICE.formatted(service, "udp", "dgram", "yes", port, user));
            Path log = folder.resolve(port + ".log");
            Path pid = folder.resolve(port + ".pid");
            Program program =
                    startInUtc(xinetd, "-dontfork", "-f", settings + "", "-filelog", log + "", "-pidfile", pid + "");
            awaitEndOr(program, () -> Files.exists(log) && Files.readString(log).contains("Started working"));
            if (!Files.readString(log).contains("Started working: 2 available services")) {
                program.close();
            }
            return program;
        });
    }

    private static Listening start(String name, String debianPackage, String args) throws IOException {
        String file = SystemProgram.find(name, debianPackage);
        return onFreePort(port -> {
            List<String> command =
                    new ArrayList<>(List.of(args.replace("PORT", "" + port).split(" ")));
            command.add(0, file);
            Program program = startInUtc(command.toArray(new String[0]));
            awaitEndOr(program, () -> program.errors().matches("(?s).*(Listening|Bound|listening) on .*"));
            return program;
        });
    }

    /** Takes another port where somebody was faster, so that the program has ended. */
    private static Listening onFreePort(Starter starter) throws IOException {
        Program program = null;
        for (int tries = 0; tries < 5; tries++) {
            int port = freePort();
            program = starter.start(port);
            if (program.isAlive()) {
                return new Listening(program, String.valueOf(port));
            }
        }
        throw new AssertionError("does not listen: " + program);
    }

    private static int freePort() throws IOException {
        try (ServerSocket listener = TcpPeer.listen()) {
            return listener.getLocalPort();
        }
    }

    private static Program startInUtc(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Map.of("TZ", "UTC", "LC_ALL", "C"));
        return Program.start(builder);
    }

    private static void awaitEndOr(Program program, Callable<Boolean> listens) {
        Awaitility.await().atMost(Program.TIMEOUT).until(() -> !program.isAlive() || listens.call());
    }
}
