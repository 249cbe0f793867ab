package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import netprog.wire.TcpPeer;
import netprog.wire.Wire;
import org.apache.commons.net.daytime.DaytimeTCPClient;
import org.apache.commons.net.daytime.DaytimeUDPClient;
import org.apache.commons.net.time.TimeTCPClient;
import org.apache.commons.net.time.TimeUDPClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The servers as a person starts them, asked by our clients and by those of others. */
@Execution(ExecutionMode.CONCURRENT)
class TimeIT {
    private static final ZoneId SERVERS_ZONE = ZoneId.of("Asia/Kolkata");
    private static final ZoneId CLIENTS_ZONE = ZoneId.of("America/New_York");
    private static final Map<String, Program> SERVERS = new TreeMap<>();

    @BeforeAll
    static void startTheServers() throws IOException {
        for (String protocol : List.of("tcp", "udp")) {
            for (String format : List.of("ctime", "daytime", "rfc868")) {
                SERVERS.put(protocol + " " + format, startServer(protocol, "0", "--format", format));
            }
        }
        for (Map.Entry<String, Program> server : SERVERS.entrySet()) {
            Week03Jar.port(server.getKey().split(" ")[0], server.getValue());
        }
    }

    @AfterAll
    static void endTheServers() {
        SERVERS.values().forEach(Program::close);
    }

    @ParameterizedTest
    @MethodSource
    void ourClientsShowTheTimeOfOurServers(String protocol, String format, String host) throws IOException {
        assumeThatTheMachineHas(host);
        try (Program client = startClient(protocol, "--format", format, host, port(protocol, format))) {
            assertThatItShowsTheTime(client, format);
        }
    }

    static List<Arguments> ourClientsShowTheTimeOfOurServers() {
        List<Arguments> all = new ArrayList<>();
        for (String server : SERVERS.keySet()) {
            for (String host : List.of("127.0.0.1", "localhost", "::1", "[::1]")) {
                all.add(Arguments.of(server.split(" ")[0], server.split(" ")[1], host));
            }
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format=rfc868 127.0.0.1 PORT",
                "127.0.0.1 --format rfc868 PORT",
                "127.0.0.1 PORT --format=rfc868",
                "127.0.0.1:PORT --format rfc868",
                "--format ctime [::1]:PORT --format rfc868"
            })
    void optionsStandBeforeOrAfterTheRest(String args) throws IOException {
        assumeThatTheMachineHas(args);
        try (Program client =
                startClient("tcp", args.replace("PORT", port("tcp", "rfc868")).split(" "))) {
            assertThatItShowsTheTime(client, "rfc868");
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp, 127.0.0.1, 127.0.0.1", "tcp, ::1, [::1]", "udp, 127.0.0.1, 127.0.0.1", "udp, ::1, [::1]"})
    void aServerListensWhereItIsTold(String protocol, String address, String shown) throws IOException {
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
    void aServerOfOneAddressIsNotReachedThroughAnother() throws IOException {
        assumeThatTheMachineHas("::1");
        try (Program server = startServer("tcp", "0", "--bind=::1")) {
            InetSocketAddress other = Wire.local(server.listeningPort());
            assertThatThrownBy(() -> TcpPeer.connect(other)).isInstanceOf(ConnectException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tcp, rdate, rdate, -p -o PORT 127.0.0.1",
        "tcp, rdate, rdate, -6 -p -o PORT ::1",
        "udp, rdate, rdate, -u -p -o PORT 127.0.0.1",
        "udp, rdate, rdate, -u -6 -p -o PORT ::1",
        "tcp, busybox, busybox, rdate -p 127.0.0.1:PORT",
        "tcp, busybox, busybox, rdate -p [::1]:PORT",
    })
    void rdateReadsTheTimeOfRfc868(String protocol, String name, String debianPackage, String args) throws IOException {
        try (Program rdate = startOther(name, debianPackage, args, port(protocol, "rfc868"))) {
            assertThat(rdate.awaitExit()).as(rdate.toString()).isZero();
            Now.assertShown(rdate.output().strip().replace(" UTC", ""), ZoneOffset.UTC);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "busybox, busybox, nc 127.0.0.1 PORT",
        "nc.openbsd, netcat-openbsd, -d 127.0.0.1 PORT",
        "nc.openbsd, netcat-openbsd, -d ::1 PORT",
        "ncat, ncat, --recv-only 127.0.0.1 PORT",
        "ncat, ncat, --recv-only ::1 PORT",
        "socat, socat, -u TCP4:127.0.0.1:PORT STDOUT",
        "socat, socat, -u TCP6:[::1]:PORT STDOUT",
    })
    void otherClientsGet26BytesAndTheEndOverTcp(String name, String debianPackage, String args) throws IOException {
        try (Program client = startOther(name, debianPackage, args, port("tcp", "ctime"))) {
            assertThat(client.awaitExit()).as(client.toString()).isZero();
            assertThat(client.outputBytes()).hasSize(26).endsWith('\n', 0);
            Now.assertShown(Wire.text(client.outputBytes()).strip(), SERVERS_ZONE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nc.openbsd, netcat-openbsd, -u 127.0.0.1 PORT",
        "nc.openbsd, netcat-openbsd, -u ::1 PORT",
        "ncat, ncat, -u 127.0.0.1 PORT",
        "ncat, ncat, -u ::1 PORT",
        "socat, socat, STDIO UDP4:127.0.0.1:PORT",
        "socat, socat, STDIO UDP6:[::1]:PORT",
    })
    void otherClientsGet26BytesForEachDatagram(String name, String debianPackage, String args) throws IOException {
        try (Program client = startOther(name, debianPackage, args, port("udp", "ctime"))) {
            client.type("?").awaitOutput(Pattern.compile("\n\0"));
            client.type("what time is it?").awaitOutput(Pattern.compile("\n\0[^\0]+\n\0"));
            assertThat(client.outputBytes()).hasSize(52);
            Now.assertShown(Wire.text(client.outputBytes()).strip(), SERVERS_ZONE);
        }
    }

    @Test
    void commonsNetReadsTheTimeOfRfc868() throws IOException {
        TimeTCPClient tcp = new TimeTCPClient();
        tcp.connect("127.0.0.1", SERVERS.get("tcp rfc868").listeningPort());
        assertThat(tcp.getDate().toInstant()).isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES));
        tcp.disconnect();

        TimeUDPClient udp = new TimeUDPClient();
        udp.setDefaultTimeout(Program.TIMEOUT);
        udp.open();
        int port = SERVERS.get("udp rfc868").listeningPort();
        assertThat(udp.getDate(Wire.local(0).getAddress(), port).toInstant())
                .isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES));
        udp.close();
    }

    @Test
    void commonsNetReadsDaytime() throws IOException {
        DaytimeTCPClient tcp = new DaytimeTCPClient();
        tcp.connect("127.0.0.1", SERVERS.get("tcp daytime").listeningPort());
        Now.assertShown(tcp.getTime(), Now.DAYTIME + "\r\n", SERVERS_ZONE);
        tcp.disconnect();

        DaytimeUDPClient udp = new DaytimeUDPClient();
        udp.setDefaultTimeout(Program.TIMEOUT);
        udp.open();
        int port = SERVERS.get("udp daytime").listeningPort();
        Now.assertShown(udp.getTime(Wire.local(0).getAddress(), port), Now.DAYTIME + "\r\n", SERVERS_ZONE);
        udp.close();
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

    private static Program startOther(String name, String debianPackage, String args, String port) throws IOException {
        assumeThatTheMachineHas(args);
        List<String> command =
                new ArrayList<>(List.of(args.replace("PORT", port).split(" ")));
        command.add(0, SystemProgram.find(name, debianPackage));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Map.of("TZ", "UTC", "LC_ALL", "C"));
        return Program.start(builder);
    }

    private static String port(String protocol, String format) {
        return String.valueOf(SERVERS.get(protocol + " " + format).listeningPort());
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
