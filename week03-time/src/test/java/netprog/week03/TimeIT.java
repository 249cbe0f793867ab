package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import netprog.wire.Program;
import netprog.wire.TcpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers and clients as a user starts them. */
@Execution(ExecutionMode.CONCURRENT)
class TimeIT {
    private static final ZoneId SERVERS_ZONE = ZoneId.of("Asia/Kolkata");
    private static final ZoneId CLIENTS_ZONE = ZoneId.of("America/New_York");
    private static final Map<String, Program> SERVERS = new TreeMap<>();

    @AfterAll
    static void endTheServers() {
        SERVERS.values().forEach(Program::close);
    }

    @ParameterizedTest
    @CsvSource({"tcp, ctime, ::1", "udp, rfc868, 127.0.0.1"})
    void aClientShowsTheTimeOfItsServer(String protocol, String format, String host) throws IOException {
        assumeThatTheMachineHas(host);
        try (Program client = startClient(protocol, "--format", format, host, port(protocol, format))) {
            assertThatItShowsTheTime(client, format);
        }
    }

    @Tag("full")
    @ParameterizedTest
    @MethodSource
    void everyClientShowsTheTimeOfItsServer(String protocol, String format, String host) throws IOException {
        aClientShowsTheTimeOfItsServer(protocol, format, host);
    }

    static List<Arguments> everyClientShowsTheTimeOfItsServer() {
        List<Arguments> all = new ArrayList<>();
        for (String protocol : List.of("tcp", "udp")) {
            for (String format : List.of("ctime", "daytime", "rfc868")) {
                for (String host : List.of("127.0.0.1", "localhost", "::1", "[::1]")) {
                    all.add(Arguments.of(protocol, format, host));
                }
            }
        }
        return all;
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format=rfc868 127.0.0.1 PORT",
                "127.0.0.1 --format rfc868 PORT",
                "127.0.0.1 PORT --format=rfc868",
                "127.0.0.1:PORT --format rfc868",
                "--format ctime [::1]:PORT --format rfc868"
            })
    void optionsMayComeBeforeOrAfterTheRest(String args) throws IOException {
        assumeThatTheMachineHas(args);
        try (Program client =
                startClient("tcp", args.replace("PORT", port("tcp", "rfc868")).split(" "))) {
            assertThatItShowsTheTime(client, "rfc868");
        }
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({"tcp, 127.0.0.1, 127.0.0.1", "tcp, ::1, [::1]", "udp, 127.0.0.1, 127.0.0.1", "udp, ::1, [::1]"})
    void aServerBindsTheAddressOfTheOption(String protocol, String address, String shown) throws IOException {
        assumeThatTheMachineHas(address);
        try (Program server = startServer(protocol, "--bind", address, "0")) {
            String port = String.valueOf(Week03Jar.port(protocol, server));
            assertThat(server.output()).startsWith("listening on " + protocol + " " + shown + ":" + port + "\n");
            try (Program client = startClient(protocol, address, port)) {
                assertThatItShowsTheTime(client, "ctime");
            }
        }
    }

    @Test
    void aServerThatIsBoundToOneAddressIsNotReachedThroughAnother() throws IOException {
        assumeThatTheMachineHas("::1");
        try (Program server = startServer("tcp", "0", "--bind=::1")) {
            InetSocketAddress other = Wire.local(server.listeningPort());
            assertThat(server.output()).startsWith("listening on tcp [::1]:" + other.getPort() + "\n");
            assertThatThrownBy(() -> TcpPeer.connect(other)).isInstanceOf(ConnectException.class);
        }
    }

    private static Program startServer(String protocol, String... args) throws IOException {
        return start(SERVERS_ZONE, protocol + "-server", args);
    }

    private static Program startClient(String protocol, String... args) throws IOException {
        return start(CLIENTS_ZONE, protocol + "-client", args);
    }

    private static Program start(ZoneId zone, String program, String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of(args));
        all.add(0, program);
        return Week03Jar.start(List.of("-Duser.language=en", "-Duser.timezone=" + zone), all.toArray(new String[0]));
    }

    /** The port of a server that is started when it is needed first. */
    private static synchronized String port(String protocol, String format) throws IOException {
        Program server = SERVERS.get(protocol + " " + format);
        if (server == null) {
            server = startServer(protocol, "0", "--format", format);
            SERVERS.put(protocol + " " + format, server);
            Week03Jar.port(protocol, server);
        }
        return String.valueOf(server.listeningPort());
    }

    private static void assumeThatTheMachineHas(String host) {
        if (host.contains("::1")) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(Wire.local6(0));
            } catch (IOException e) {
                Assumptions.abort("needs IPv6 on loopback");
            }
        }
    }

    private static void assertThatItShowsTheTime(Program client, String format) {
        assertThat(client.awaitExit()).as(client.toString()).isZero();
        assertThat(client.output()).endsWith("\n");
        String shown = client.output().substring(0, client.output().length() - 1);
        switch (format) {
            case "ctime" -> Now.assertShown(shown, SERVERS_ZONE);
            case "daytime" -> Now.assertShown(shown, Now.DAYTIME, SERVERS_ZONE);
            default -> Now.assertShown(shown, CLIENTS_ZONE);
        }
    }
}
