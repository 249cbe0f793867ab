package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import netprog.wire.ClosedPort;
import netprog.wire.FullQueue;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import netprog.wire.TcpPeer;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user sees who types a command: the exit status, and the exact line, in both languages. */
@Execution(ExecutionMode.CONCURRENT)
class CommandLineIT {
    private static final String TCP_SERVER = "tcp-server [port] [--format ctime|daytime|rfc868] [--bind ADDRESS]";
    private static final String TCP_CLIENT = "tcp-client [host [port]] [--format ctime|daytime|rfc868]";
    private static final String UDP_SERVER = "udp-server [port] [--format ctime|daytime|rfc868] [--bind ADDRESS]";
    private static final String UDP_CLIENT = "udp-client [host [port]] [--format ctime|daytime|rfc868]";

    /** A label of 64 characters cannot be a host's name, so that no name server is asked. */
    private static final String UNKNOWN = "x".repeat(64);

    /** 203.0.113.0/24 is for documentation (RFC 5737): no host has it. */
    private static final String FOREIGN = "203.0.113.77";

    /** Those that are run by default: one of each kind. */
    private static final List<String> SOME = List.of(
            "tcp-client 127.0.0.1 CLOSED-TCP",
            "udp-client 127.0.0.1 BUSY-UDP",
            "tcp-server BUSY-TCP",
            "udp-server 0 --format");

    private static ClosedPort closedTcp;
    private static ClosedPort closedUdp;
    private static ServerSocket busyTcp;
    private static UdpPeer busyUdp;
    private static FullQueue full;

    @BeforeAll
    static void openThePorts() throws IOException {
        closedTcp = ClosedPort.tcp();
        closedUdp = ClosedPort.udp();
        busyTcp = TcpPeer.listen();
        busyUdp = new UdpPeer(Wire.local(0));
        full = new FullQueue();
    }

    @AfterAll
    static void closeThePorts() throws IOException {
        closedTcp.close();
        closedUdp.close();
        busyTcp.close();
        busyUdp.close();
        full.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void explainsAnError(String args, int status, String english, String korean) throws IOException {
        assertError("en", args, status, english);
        assertError("ko", args, status, korean);
    }

    static Stream<Arguments> explainsAnError() {
        return errors().stream().filter(row -> SOME.contains(row.get()[0]));
    }

    @Tag("full")
    @ParameterizedTest(name = "{0}")
    @MethodSource("errors")
    void explainsEveryError(String args, int status, String english, String korean) throws IOException {
        explainsAnError(args, status, english, korean);
    }

    /** The arguments, the exit status, the line in English, the line in Korean. */
    static List<Arguments> errors() {
        return List.of(
                network(
                        "tcp-client 127.0.0.1 CLOSED-TCP",
                        "refused: tcp 127.0.0.1:CLOSED-TCP answered that no program listens on this port. Start the server first, or check that both sides use the same port and protocol (tcp or udp).",
                        "거부됨(refused): tcp 127.0.0.1:CLOSED-TCP에서 응답이 왔지만 이 포트에서 기다리는 프로그램이 없습니다. 서버를 먼저 시작하고, 양쪽의 포트와 프로토콜(tcp, udp)이 같은지 확인하세요."),
                network(
                        "udp-client 127.0.0.1:CLOSED-UDP",
                        "refused: udp 127.0.0.1:CLOSED-UDP answered that no program listens on this port. Start the server first, or check that both sides use the same port and protocol (tcp or udp).",
                        "거부됨(refused): udp 127.0.0.1:CLOSED-UDP에서 응답이 왔지만 이 포트에서 기다리는 프로그램이 없습니다. 서버를 먼저 시작하고, 양쪽의 포트와 프로토콜(tcp, udp)이 같은지 확인하세요."),
                network(
                        "tcp-client 127.0.0.1 FULL",
                        "timed out: tcp 127.0.0.1:FULL did not answer within 5 s. Is the address right, is that machine on, does a firewall drop the packets?",
                        "시간 초과(timed out): tcp 127.0.0.1:FULL에서 5초 안에 응답이 없습니다. 주소가 맞는지, 그 컴퓨터가 켜져 있는지, 방화벽이 패킷을 버리는지 확인하세요."),
                network(
                        "tcp-client 127.0.0.1 BUSY-TCP",
                        "timed out: tcp 127.0.0.1:BUSY-TCP accepted the connection, but sent nothing for 5 s. Is this the right server, and the right port?",
                        "시간 초과(timed out): tcp 127.0.0.1:BUSY-TCP에 연결은 되었지만 5초 동안 한 바이트도 오지 않았습니다. 서버와 포트가 맞는지 확인하세요."),
                network(
                        "udp-client 127.0.0.1 BUSY-UDP",
                        "timed out: udp 127.0.0.1:BUSY-UDP did not answer 3 requests. Is the server running, with udp? Are address and port right? Does a firewall drop the packets?",
                        "시간 초과(timed out): udp 127.0.0.1:BUSY-UDP에서 요청 3번에 모두 응답이 없습니다. 서버가 udp로 시작되었는지, 주소와 포트가 맞는지, 방화벽이 패킷을 버리는지 확인하세요."),
                network(
                        "tcp-client UNKNOWN",
                        "unknown host: the name in tcp UNKNOWN:30000 cannot be resolved. Check the spelling, or use the IP address (ip a, or ipconfig, on that machine).",
                        "모르는 호스트(unknown host): tcp UNKNOWN:30000의 이름을 찾을 수 없습니다. 철자를 확인하거나 IP 주소를 쓰세요(그 컴퓨터에서 ip a 또는 ipconfig)."),
                network(
                        "udp-client UNKNOWN 37",
                        "unknown host: the name in udp UNKNOWN:37 cannot be resolved. Check the spelling, or use the IP address (ip a, or ipconfig, on that machine).",
                        "모르는 호스트(unknown host): udp UNKNOWN:37의 이름을 찾을 수 없습니다. 철자를 확인하거나 IP 주소를 쓰세요(그 컴퓨터에서 ip a 또는 ipconfig)."),
                network(
                        "tcp-server --bind UNKNOWN 0",
                        "unknown host: the name in tcp UNKNOWN:0 cannot be resolved. Check the spelling, or use the IP address (ip a, or ipconfig, on that machine).",
                        "모르는 호스트(unknown host): tcp UNKNOWN:0의 이름을 찾을 수 없습니다. 철자를 확인하거나 IP 주소를 쓰세요(그 컴퓨터에서 ip a 또는 ipconfig)."),
                network(
                        "tcp-server BUSY-TCP",
                        "in use: port BUSY-TCP of tcp 0.0.0.0:BUSY-TCP is used by another program, perhaps a server that is still running. Find it with \"ss -tulpn\" (Linux), \"netstat -ano\" (Windows) or \"lsof -i :BUSY-TCP\" (macOS), or choose another port.",
                        "사용 중(in use): tcp 0.0.0.0:BUSY-TCP의 포트 BUSY-TCP을(를) 다른 프로그램이 쓰고 있습니다. 아직 실행 중인 서버일 수 있습니다. \"ss -tulpn\"(Linux), \"netstat -ano\"(Windows), \"lsof -i :BUSY-TCP\"(macOS)로 찾거나 다른 포트를 쓰세요."),
                network(
                        "udp-server BUSY-UDP --bind 127.0.0.1",
                        "in use: port BUSY-UDP of udp 127.0.0.1:BUSY-UDP is used by another program, perhaps a server that is still running. Find it with \"ss -tulpn\" (Linux), \"netstat -ano\" (Windows) or \"lsof -i :BUSY-UDP\" (macOS), or choose another port.",
                        "사용 중(in use): udp 127.0.0.1:BUSY-UDP의 포트 BUSY-UDP을(를) 다른 프로그램이 쓰고 있습니다. 아직 실행 중인 서버일 수 있습니다. \"ss -tulpn\"(Linux), \"netstat -ano\"(Windows), \"lsof -i :BUSY-UDP\"(macOS)로 찾거나 다른 포트를 쓰세요."),
                network(
                        "tcp-server 0 --bind FOREIGN",
                        "not an address of this machine: tcp FOREIGN:0. Look up your addresses with \"ip a\" (Linux) or \"ipconfig\" (Windows), or omit --bind.",
                        "이 컴퓨터의 주소가 아님: tcp FOREIGN:0. \"ip a\"(Linux)나 \"ipconfig\"(Windows)로 주소를 확인하거나 --bind를 빼세요."),
                network(
                        "udp-server 0 --bind=FOREIGN",
                        "not an address of this machine: udp FOREIGN:0. Look up your addresses with \"ip a\" (Linux) or \"ipconfig\" (Windows), or omit --bind.",
                        "이 컴퓨터의 주소가 아님: udp FOREIGN:0. \"ip a\"(Linux)나 \"ipconfig\"(Windows)로 주소를 확인하거나 --bind를 빼세요."),
                usage(
                        "tcp-server 65536",
                        TCP_SERVER,
                        "Port \"65536\" is not a whole number from 0 to 65535.",
                        "포트 \"65536\"은(는) 0에서 65535 사이의 정수가 아닙니다."),
                usage(
                        "udp-server -1",
                        UDP_SERVER,
                        "Port \"-1\" is not a whole number from 0 to 65535.",
                        "포트 \"-1\"은(는) 0에서 65535 사이의 정수가 아닙니다."),
                usage(
                        "udp-client 127.0.0.1 0",
                        UDP_CLIENT,
                        "Port \"0\" is not a whole number from 1 to 65535.",
                        "포트 \"0\"은(는) 1에서 65535 사이의 정수가 아닙니다."),
                usage(
                        "tcp-client 127.0.0.1 time",
                        TCP_CLIENT,
                        "Port \"time\" is not a whole number from 1 to 65535.",
                        "포트 \"time\"은(는) 1에서 65535 사이의 정수가 아닙니다."),
                usage(
                        "tcp-client 127.0.0.256",
                        TCP_CLIENT,
                        "\"127.0.0.256\" is not an IPv4 address. It has four numbers from 0 to 255 with dots between them, such as 127.0.0.1.",
                        "\"127.0.0.256\"은(는) IPv4 주소가 아닙니다. 0에서 255 사이의 수 네 개를 점으로 이어 쓰세요."),
                usage("tcp-server --frmat ctime", TCP_SERVER, "There is no option --frmat.", "--frmat 옵션은 없습니다."),
                usage("udp-client --bind ::1", UDP_CLIENT, "There is no option --bind.", "--bind 옵션은 없습니다."),
                usage(
                        "udp-server 0 --format",
                        UDP_SERVER,
                        "Option --format needs a value: ctime|daytime|rfc868.",
                        "--format 옵션에는 값이 필요합니다: ctime|daytime|rfc868."),
                usage(
                        "tcp-server 0 --bind",
                        TCP_SERVER,
                        "Option --bind needs a value: ADDRESS.",
                        "--bind 옵션에는 값이 필요합니다: ADDRESS."),
                usage(
                        "tcp-client --format=rfc867",
                        TCP_CLIENT,
                        "Option --format got \"rfc867\", but takes one of ctime|daytime|rfc868.",
                        "--format 옵션의 값 \"rfc867\"은(는) 다음 중 하나여야 합니다: ctime|daytime|rfc868."),
                usage(
                        "tcp-server 0 --bind 127.0.0.1:30000",
                        TCP_SERVER,
                        "Option --bind takes an address without a port, but got \"127.0.0.1:30000\".",
                        "--bind 옵션에는 포트 없이 주소만 씁니다. 받은 값: \"127.0.0.1:30000\"."),
                usage(
                        "tcp-client 127.0.0.1:37 37",
                        TCP_CLIENT,
                        "There are two ports: one in \"127.0.0.1:37\", and \"37\".",
                        "포트가 둘입니다: \"127.0.0.1:37\" 안에 하나, 그리고 \"37\"."),
                usage(
                        "udp-client 127.0.0.1 37 38",
                        UDP_CLIENT,
                        "There is one argument too many: \"38\".",
                        "인자가 하나 더 많습니다: \"38\"."),
                usage("udp-server 0 1", UDP_SERVER, "There is one argument too many: \"1\".", "인자가 하나 더 많습니다: \"1\"."),
                Arguments.of(
                        "tcp-sever 0",
                        2,
                        "There is no program \"tcp-sever\". Programs: tcp-server, tcp-client, udp-server, udp-client.",
                        "\"tcp-sever\"라는 프로그램은 없습니다. 있는 프로그램: tcp-server, tcp-client, udp-server, udp-client."));
    }

    private static Arguments network(String args, String english, String korean) {
        return Arguments.of(args, 1, english, korean);
    }

    private static Arguments usage(String args, String usage, String english, String korean) {
        return Arguments.of(args, 2, english + " Usage: " + usage, korean + " 사용법: " + usage);
    }

    private static void assertError(String language, String args, int status, String line) throws IOException {
        Assumptions.assumeTrue(OS.LINUX.isCurrentOs() || !args.contains("FULL"), "others answer if a queue is full");
        try (Program program = Week03Jar.start(
                List.of("-Duser.language=" + language), withPorts(args).split(" "))) {
            assertThat(program.awaitExit()).as(program.toString()).isEqualTo(status);
            assertThat(program.errors()).isEqualTo(withPorts(line) + "\n");
            assertThat(program.output()).isEmpty();
        }
    }

    private static String withPorts(String text) {
        return text.replace("CLOSED-TCP", "" + closedTcp.port())
                .replace("CLOSED-UDP", "" + closedUdp.port())
                .replace("BUSY-TCP", "" + busyTcp.getLocalPort())
                .replace("BUSY-UDP", "" + busyUdp.address().getPort())
                .replace("FULL", "" + full.address().getPort())
                .replace("UNKNOWN", UNKNOWN)
                .replace("FOREIGN", FOREIGN);
    }

    @Test
    void theJarListsItsPrograms() throws IOException {
        try (Program jar = Week03Jar.start()) {
            assertThat(jar.awaitExit()).isZero();
            assertThat(jar.output().lines()).containsExactly(TCP_SERVER, TCP_CLIENT, UDP_SERVER, UDP_CLIENT);
            assertThat(jar.errors()).isEmpty();
        }
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(
            strings = {"tcp-server --help", "tcp-client -h", "udp-server 0 --help", "udp-client 127.0.0.1 1 --help"})
    void aProgramPrintsItsUsage(String args) throws IOException {
        try (Program program = Week03Jar.start(args.split(" "))) {
            assertThat(program.awaitExit()).isZero();
            assertThat(program.output()).matches("Usage: " + Pattern.quote(args.split(" ")[0]) + " \\[.*\n");
            assertThat(program.errors()).isEmpty();
        }
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({
        "TcpTimeServer, TcpTimeClient, listening on tcp 0.0.0.0:",
        "UdpTimeServer, UdpTimeClient, listening on udp 0.0.0.0:"
    })
    void eachProgramIsAClassWithAMain(String serverName, String clientName, String firstLine) throws IOException {
        try (Program server = startClass(serverName, "0")) {
            String port =
                    String.valueOf(Week03Jar.port(serverName.substring(0, 3).toLowerCase(Locale.ROOT), server));
            assertThat(server.output()).startsWith(firstLine + port + "\n");
            try (Program client = startClass(clientName, "127.0.0.1", port)) {
                assertThat(client.awaitExit()).as(client.toString()).isZero();
                Now.assertShown(client.output().strip(), ZoneId.systemDefault());
            }
        }
    }

    @Test
    void ctrlCEndsATcpServerAndFreesItsPort() throws IOException {
        assertThatCtrlCEndsAServerAndFreesItsPort("tcp");
    }

    @Test
    @Tag("full")
    void ctrlCEndsAUdpServerAndFreesItsPort() throws IOException {
        assertThatCtrlCEndsAServerAndFreesItsPort("udp");
    }

    /** A program that was started with SIGINT ignored, as by a script with {@code &}, keeps it ignored: perl undoes that. */
    private static void assertThatCtrlCEndsAServerAndFreesItsPort(String protocol) throws IOException {
        String perl = SystemProgram.find("perl", "perl");
        List<String> starter = List.of(perl, "-e", "$SIG{INT} = 'DEFAULT'; exec @ARGV");
        String port;
        try (Program server = Week03Jar.startUnder(starter, protocol + "-server", "0")) {
            port = String.valueOf(Week03Jar.port(protocol, server));
            try (Program kill = Program.start("sh", "-c", "kill -INT " + server.pid())) {
                assertThat(kill.awaitExit()).isZero();
            }
            assertThat(server.awaitExit()).as(server.toString()).isEqualTo(130);
            assertThat(server.errors()).isEmpty();
        }
        try (Program server = Week03Jar.start(protocol + "-server", port)) {
            assertThat(Week03Jar.port(protocol, server)).isEqualTo(Integer.parseInt(port));
        }
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void withoutARouteAnAddressIsUnreachable(String protocol) throws IOException {
        try (Program client = Week03Jar.startUnder(networkOfItsOwn(), protocol + "-client", FOREIGN)) {
            assertThat(client.awaitExit()).as(client.toString()).isEqualTo(1);
            assertThat(client.errors())
                    .isEqualTo("unreachable: there is no route to " + protocol + " " + FOREIGN
                            + ":30000 (the system says: Network is unreachable). Check your addresses and routes"
                            + " (ip a, netstat -nr), and the network mode of the virtual machine.\n");
            assertThat(client.output()).isEmpty();
        }
    }

    @Test
    void hostAndPortOfTcpHaveDefaults() throws IOException {
        assertThatHostAndPortHaveDefaults("tcp");
    }

    @Test
    @Tag("full")
    void hostAndPortOfUdpHaveDefaults() throws IOException {
        assertThatHostAndPortHaveDefaults("udp");
    }

    /** In a network where no other program can have port 30000. */
    private static void assertThatHostAndPortHaveDefaults(String protocol) throws IOException {
        List<String> network = new ArrayList<>(networkOfItsOwn());
        network.addAll(List.of("sh", "-c", "ip link set lo up && exec \"$@\"", "sh"));
        SystemProgram.find("ip", "iproute2");
        try (Program server = Week03Jar.startUnder(network, protocol + "-server")) {
            server.awaitOutput("listening on " + protocol + " 0.0.0.0:30000\n");
            List<String> inside = List.of(
                    SystemProgram.find("nsenter", "util-linux"),
                    "-t",
                    "" + server.pid(),
                    "-U",
                    "-n",
                    "--preserve-credentials");
            Program client = Week03Jar.startUnder(inside, protocol + "-client");
            // On a busy machine a JVM that has just started may need longer for its first answer than our client waits.
            for (int i = 0; i < 5 && client.awaitExit() == 1 && client.errors().startsWith("timed out: udp"); i++) {
                client = Week03Jar.startUnder(inside, protocol + "-client");
            }
            assertThat(client.awaitExit()).as(client.toString()).isZero();
            Now.assertShown(client.output().strip(), ZoneOffset.UTC);
        }
    }

    private static List<String> networkOfItsOwn() throws IOException {
        String unshare = SystemProgram.find("unshare", "util-linux");
        try (Program allowed = Program.start(unshare, "-rn", "true")) {
            Assumptions.assumeTrue(allowed.awaitExit() == 0, "needs the right to make a network namespace");
        }
        return List.of(unshare, "-rn");
    }

    private static Program startClass(String name, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-Duser.timezone=" + ZoneId.systemDefault(), "-cp", Week03Jar.FILE, "netprog.week03." + name));
        command.addAll(List.of(args));
        return Program.start(command.toArray(new String[0]));
    }
}
