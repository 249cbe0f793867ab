package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import netprog.wire.Program;
import netprog.wire.ServerThread;
import netprog.wire.SystemProgram;
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
import org.junit.jupiter.params.provider.CsvSource;

/** Clients of others, against our servers, which run in this JVM. */
@Execution(ExecutionMode.CONCURRENT)
class OtherClientsIT {
    private static final Map<String, Integer> PORTS = new HashMap<>();
    private static final Deque<ServerThread> SERVERS = new ArrayDeque<>();

    @BeforeAll
    static void startTheServers() throws IOException {
        for (TimeFormat format : TimeFormat.values()) {
            String name = format.name().toLowerCase(Locale.ROOT);
            ServerSocket listener = new ServerSocket(0);
            DatagramSocket socket = new DatagramSocket(0);
            PORTS.put("tcp " + name, listener.getLocalPort());
            PORTS.put("udp " + name, socket.getLocalPort());
            SERVERS.push(ServerThread.on(listener, open -> TcpTimeServer.serve(open, format)));
            SERVERS.push(ServerThread.on(socket, open -> UdpTimeServer.serve(open, format)));
        }
    }

    @AfterAll
    static void endTheServers() throws IOException {
        for (ServerThread server : SERVERS) {
            server.close();
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
        try (Program rdate = startOther(name, debianPackage, args, port(protocol + " rfc868"))) {
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
        try (Program client = startOther(name, debianPackage, args, port("tcp ctime"))) {
            assertThat(client.awaitExit()).as(client.toString()).isZero();
            assertThat(client.outputBytes()).hasSize(26).endsWith('\n', 0);
            Now.assertShown(Wire.text(client.outputBytes()).strip(), ZoneId.systemDefault());
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
        try (Program client = startOther(name, debianPackage, args, port("udp ctime"))) {
            client.type("?").awaitOutput(Pattern.compile("\n\0"));
            client.type("what time is it?").awaitOutput(Pattern.compile("\n\0[^\0]+\n\0"));
            assertThat(client.outputBytes()).hasSize(52);
            Now.assertShown(Wire.text(client.outputBytes()).strip(), ZoneId.systemDefault());
        }
    }

    @Test
    void commonsNetReadsTheTimeOfRfc868() throws IOException {
        TimeTCPClient tcp = new TimeTCPClient();
        tcp.connect("127.0.0.1", port("tcp rfc868"));
        assertThat(tcp.getDate().toInstant()).isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES));
        tcp.disconnect();

        TimeUDPClient udp = new TimeUDPClient();
        udp.setDefaultTimeout(Program.TIMEOUT);
        udp.open();
        int port = port("udp rfc868");
        assertThat(udp.getDate(Wire.local(0).getAddress(), port).toInstant())
                .isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES));
        udp.close();
    }

    @Test
    void commonsNetReadsDaytime() throws IOException {
        DaytimeTCPClient tcp = new DaytimeTCPClient();
        tcp.connect("127.0.0.1", port("tcp daytime"));
        Now.assertShown(tcp.getTime(), Now.DAYTIME + "\r\n", ZoneId.systemDefault());
        tcp.disconnect();

        DaytimeUDPClient udp = new DaytimeUDPClient();
        udp.setDefaultTimeout(Program.TIMEOUT);
        udp.open();
        int port = port("udp daytime");
        Now.assertShown(udp.getTime(Wire.local(0).getAddress(), port), Now.DAYTIME + "\r\n", ZoneId.systemDefault());
        udp.close();
    }

    private static Program startOther(String name, String debianPackage, String args, int port) throws IOException {
        assumeIpv6If(args.contains("::1"));
        List<String> command =
                new ArrayList<>(List.of(args.replace("PORT", "" + port).split(" ")));
        command.add(0, SystemProgram.find(name, debianPackage));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Map.of("TZ", "UTC", "LC_ALL", "C"));
        return Program.start(builder);
    }

    private static int port(String server) {
        return PORTS.get(server);
    }

    private static void assumeIpv6If(boolean needed) {
        if (needed) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(Wire.local6(0));
            } catch (IOException e) {
                Assumptions.abort("needs IPv6 on loopback: " + e.getMessage());
            }
        }
    }
}
