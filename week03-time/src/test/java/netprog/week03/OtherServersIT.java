package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import netprog.wire.ChosenPort;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import netprog.wire.Wire;
import netprog.wire.Xinetd;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our clients as a user starts them, against servers of others. */
@Execution(ExecutionMode.CONCURRENT)
class OtherServersIT {
    @Test
    void ourClientsShowTheTimeOfXinetd(@TempDir Path folder) throws IOException {
        showTheTimeOfXinetd("time", "rfc868", "EEE MMM ppd HH:mm:ss yyyy", folder);
    }

    @Test
    @Tag("full")
    void ourClientsShowTheDaytimeOfXinetd(@TempDir Path folder) throws IOException {
        showTheTimeOfXinetd("daytime", "daytime", "dd MMM yyyy HH:mm:ss 'UTC'", folder);
    }

    private static void showTheTimeOfXinetd(String service, String format, String pattern, Path folder)
            throws IOException {
        try (ChosenPort xinetd = Xinetd.start(service, folder)) {
            for (String program : List.of("tcp-client", "udp-client")) {
                try (Program client = Week03Jar.start(program, "--format", format, "127.0.0.1", "" + xinetd.port())) {
                    assertThat(client.awaitExit()).as(client.toString()).isZero();
                    Now.assertShown(client.output(), pattern + "\n", ZoneOffset.UTC);
                }
            }
        }
    }

    @Test
    void tcpClientsNeedNoEndOfTheStreamBehindTheNul() throws IOException {
        needNoEndOfTheStreamBehindTheNul("ncat", "ncat", "-v -l 127.0.0.1 PORT");
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({
        "ncat, ncat, -v -l 127.0.0.1 PORT",
        "nc.openbsd, netcat-openbsd, -v -l 127.0.0.1 PORT",
        "socat, socat, -d -d -u STDIN TCP4-LISTEN:PORT,bind=127.0.0.1",
    })
    void needNoEndOfTheStreamBehindTheNul(String name, String debianPackage, String args) throws IOException {
        try (ChosenPort server = start(name, debianPackage, args)) {
            server.program().typeBytes(Wire.bytes(ScriptedServer.TIME + "\n\0"));
            try (Program client = Week03Jar.start("tcp-client", "127.0.0.1", "" + server.port())) {
                assertThat(client.awaitExit()).as(client.toString()).isZero();
                assertThat(client.output()).isEqualTo(ScriptedServer.TIME + "\n");
            }
        }
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({
        "ncat, ncat, -v --send-only -l 127.0.0.1 PORT",
        "nc.openbsd, netcat-openbsd, -v -N -l 127.0.0.1 PORT",
        "socat, socat, -d -d -u STDIN TCP4-LISTEN:PORT,bind=127.0.0.1",
    })
    void readALineOfDaytimeToTheEndOfTheStream(String name, String debianPackage, String args) throws IOException {
        try (ChosenPort server = start(name, debianPackage, args)) {
            server.program().type("It is a quarter past ten.").endInput();
            try (Program client =
                    Week03Jar.start("tcp-client", "--format", "daytime", "127.0.0.1", "" + server.port())) {
                assertThat(client.awaitExit()).as(client.toString()).isZero();
                assertThat(client.output()).isEqualTo("It is a quarter past ten.\n");
            }
        }
    }

    @Test
    void udpClientsTakeTheDatagramThatAUserTypes() throws IOException {
        takeTheDatagramThatAUserTypes("socat", "socat", "-d -d STDIO UDP4-LISTEN:PORT,bind=127.0.0.1");
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({
        "ncat, ncat, -v -u -l 127.0.0.1 PORT",
        "nc.openbsd, netcat-openbsd, -v -u -l 127.0.0.1 PORT",
        "socat, socat, -d -d STDIO UDP4-LISTEN:PORT,bind=127.0.0.1",
    })
    void takeTheDatagramThatAUserTypes(String name, String debianPackage, String args) throws IOException {
        try (ChosenPort server = start(name, debianPackage, args);
                Program client = Week03Jar.start("udp-client", "127.0.0.1", "" + server.port())) {
            server.program().awaitOutput("?");
            server.program().typeBytes(Wire.bytes(ScriptedServer.TIME + "\n\0"));
            assertThat(client.awaitExit()).as(client.toString()).isZero();
            assertThat(client.output()).isEqualTo(ScriptedServer.TIME + "\n");
        }
    }

    private static ChosenPort start(String name, String debianPackage, String args) throws IOException {
        String file = SystemProgram.find(name, debianPackage);
        return ChosenPort.start(
                port -> {
                    List<String> command = new ArrayList<>(
                            List.of(args.replace("PORT", "" + port).split(" ")));
                    command.add(0, file);
                    return startInUtc(command.toArray(new String[0]));
                },
                program -> program.errors().matches("(?s).*(Listening|Bound|listening) on .*"));
    }

    private static Program startInUtc(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Map.of("TZ", "UTC", "LC_ALL", "C"));
        return Program.start(builder);
    }
}
