package netprog.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Locale;
import netprog.wire.Program;
import netprog.wire.TcpPeer;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkErrorsTest {
    private static final int TIMEOUT = (int) Program.TIMEOUT.toMillis();
    private static final List<String> WORDS =
            List.of("refused", "timed out", "unreachable", "unknown host", "in use", "reset");
    private static final DatagramPacket PACKET = new DatagramPacket(new byte[1], 1);

    @Test
    void tcpIsRefusedIfNoProgramListens() throws IOException {
        try (Socket bound = new Socket();
                Socket client = new Socket()) {
            bound.bind(Wire.local(0)); // holds the port, and does not listen
            explains("refused", "tcp", () -> client.connect(bound.getLocalSocketAddress(), TIMEOUT));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void udpIsRefusedIfNoProgramReceives() throws IOException {
        try (DatagramSocket bound = new DatagramSocket(Wire.local(0));
                DatagramSocket client = new DatagramSocket()) {
            bound.connect(Wire.local(9)); // holds the port, and hears port 9 only
            client.connect(bound.getLocalSocketAddress());
            client.setSoTimeout(TIMEOUT);
            explains("refused", "udp", () -> {
                client.send(PACKET);
                client.receive(PACKET);
            });
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void tcpTimesOutIfTheQueueIsFull() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, Wire.local(0).getAddress())) {
            explains("timed-out.connect", "tcp", () -> fill(listener, 9));
        }
    }

    @Test
    void tcpTimesOutIfNoByteComes() throws IOException {
        try (ServerSocket listener = TcpPeer.listen();
                Socket client = new Socket()) {
            client.connect(listener.getLocalSocketAddress(), TIMEOUT);
            client.setSoTimeout(1);
            explains("timed-out.read", "tcp", () -> client.getInputStream().read());
        }
    }

    @Test
    void udpTimesOutIfNoDatagramComes() throws IOException {
        try (DatagramSocket client = new DatagramSocket(Wire.local(0))) {
            client.setSoTimeout(1);
            explains("timed-out.udp", "udp", () -> client.receive(PACKET));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isUnreachableWithoutARoute() throws IOException {
        try (Socket client = new Socket()) {
            // Linux makes no TCP connection to a broadcast address, and sends nothing.
            explains("unreachable", "tcp", () -> client.connect(new InetSocketAddress("127.255.255.255", 9), TIMEOUT));
        }
    }

    @Test
    void aNameThatIsTooLongIsUnknown() {
        explains("unknown-host", "tcp", () -> InetAddress.getByName("x".repeat(64)));
    }

    @Test
    void aPortCanBeBoundOnce() throws IOException {
        try (ServerSocket tcp = TcpPeer.listen();
                UdpPeer udp = new UdpPeer(Wire.local(0));
                ServerSocket second = new ServerSocket()) {
            explains("in-use", "tcp", () -> second.bind(tcp.getLocalSocketAddress()));
            explains("in-use", "udp", () -> new DatagramSocket(udp.address()).close());
        }
    }

    @Test
    void anAddressOfAnotherMachineCannotBeBound() throws IOException {
        InetSocketAddress elsewhere = new InetSocketAddress("198.51.100.1", 0); // for documentation, RFC 5737
        try (ServerSocket listener = new ServerSocket()) {
            explains("not-local", "tcp", () -> listener.bind(elsewhere));
            explains("not-local", "udp", () -> new DatagramSocket(elsewhere).close());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void broadcastIsNotPermittedUnlessASocketAsksForIt() throws IOException {
        try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
            InetSocketAddress broadcast = new InetSocketAddress("127.255.255.255", 9);
            explains("not-permitted", "udp", () -> channel.send(ByteBuffer.allocate(1), broadcast));
        }
    }

    @Test
    void aResetIsSeenByReadsAndWrites() throws IOException {
        try (ServerSocket listener = TcpPeer.listen();
                Socket reader = new Socket();
                Socket writer = new Socket()) {
            reader.connect(listener.getLocalSocketAddress(), TIMEOUT);
            TcpPeer.accept(listener).reset();
            explains("reset", "tcp", () -> reader.getInputStream().read());

            writer.connect(listener.getLocalSocketAddress(), TIMEOUT);
            TcpPeer.accept(listener).reset();
            explains("reset", "tcp", () -> {
                while (true) {
                    writer.getOutputStream().write(1);
                }
            });
        }
    }

    @Test
    void aConnectionThatIsClosedEarlyIsLost() throws IOException {
        try (ServerSocket listener = TcpPeer.listen();
                Socket client = new Socket()) {
            client.connect(listener.getLocalSocketAddress(), TIMEOUT);
            try (TcpPeer server = TcpPeer.accept(listener)) {
                server.send(new byte[127]);
            }
            DataInputStream in = new DataInputStream(client.getInputStream());
            explains("lost", "tcp", () -> in.readFully(new byte[128]));
        }
    }

    /** What JDK 8 to 25 say; Linux in English and Korean, Windows with what it adds itself, macOS. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            refused           | tcp | Connect         | Connection refused
            refused           | tcp | Connect         | Connection refused (Connection refused)
            refused           | tcp | Connect         | Connection refused: connect
            refused           | tcp | Connect         | Connection refused: no further information
            refused           | tcp | Connect         | 연결이 거부됨
            refused           | udp | PortUnreachable |
            refused           | udp | PortUnreachable | ICMP Port Unreachable
            timed-out.connect | tcp | SocketTimeout   | Connect timed out
            timed-out.connect | tcp | SocketTimeout   | connect timed out
            timed-out.connect | tcp | Connect         | Connection timed out
            timed-out.connect | tcp | Connect         | Connection timed out (Connection timed out)
            timed-out.connect | tcp | Connect         | Connection timed out: connect
            timed-out.connect | tcp | Connect         | Connection timed out: no further information
            timed-out.connect | tcp | Connect         | Operation timed out
            timed-out.connect | tcp | Connect         | 연결 시간 초과
            timed-out.read    | tcp | SocketTimeout   | Read timed out
            timed-out.udp     | udp | SocketTimeout   | Receive timed out
            timed-out.udp     | udp | SocketTimeout   | no reply to 3 requests
            timed-out.lost    | tcp | Socket          | Connection timed out
            timed-out.lost    | tcp | Socket          | Connection timed out (Read failed)
            timed-out.lost    | tcp | Socket          | Operation timed out
            timed-out.lost    | tcp | Socket          | 연결 시간 초과
            unreachable       | tcp | NoRouteToHost   | No route to host
            unreachable       | tcp | NoRouteToHost   | No route to host (Host unreachable)
            unreachable       | tcp | NoRouteToHost   | No route to host: no further information
            unreachable       | tcp | NoRouteToHost   | 호스트로 갈 루트가 없음
            unreachable       | tcp | Socket          | No route to host
            unreachable       | udp | IO              | 호스트로 갈 루트가 없음
            unreachable       | tcp | Socket          | Network is unreachable
            unreachable       | tcp | Socket          | Network is unreachable (connect failed)
            unreachable       | tcp | Socket          | Network is unreachable: connect
            unreachable       | udp | Socket          | Network is unreachable: no further information
            unreachable       | udp | Socket          | 네트워크가 접근 불가능합니다
            unreachable       | tcp | Socket          | Host is down
            unreachable       | tcp | Socket          | 호스트가 죽었습니다
            unreachable       | tcp | Socket          | Network is down
            unreachable       | tcp | Socket          | 네트워크가 죽었습니다
            unknown-host      | tcp | UnknownHost     | www
            unknown-host      | tcp | UnknownHost     | www: Temporary failure in name resolution
            unknown-host      | tcp | UnknownHost     | www: 이름 혹은 서비스를 알 수 없습니다
            in-use            | tcp | Bind            | Address already in use
            in-use            | tcp | Bind            | Address already in use (Bind failed)
            in-use            | tcp | Bind            | Address already in use: bind
            in-use            | udp | Bind            | Address already in use: Cannot bind
            in-use            | tcp | Bind            | 주소가 이미 사용 중입니다
            not-local         | tcp | Bind            | Cannot assign requested address
            not-local         | tcp | Bind            | Cannot assign requested address (Bind failed)
            not-local         | tcp | Bind            | Cannot assign requested address: bind
            not-local         | tcp | Bind            | Can't assign requested address
            not-local         | udp | Bind            | 요청한 주소를 배정할 수 없습니다
            not-permitted     | tcp | Bind            | Permission denied
            not-permitted     | tcp | Bind            | 허가 거부
            not-permitted     | tcp | Socket          | Permission denied (Bind failed)
            not-permitted     | tcp | Socket          | Permission denied: bind
            not-permitted     | udp | IO              | Operation not permitted
            not-permitted     | udp | IO              | 명령을 허용하지 않음
            exhausted         | tcp | Socket          | Too many open files
            exhausted         | tcp | IO              | Too many open files in system
            exhausted         | tcp | Socket          | Too many open files (Accept failed)
            exhausted         | tcp | Socket          | 열린 파일이 너무 많음
            exhausted         | udp | Socket          | No buffer space available (maximum connections reached?): bind
            exhausted         | tcp | Socket          | 사용 가능한 버퍼 공간이 없음
            reset             | tcp | Socket          | Connection reset
            reset             | tcp | Socket          | Connection reset by peer
            reset             | tcp | Socket          | 상대편이 연결을 끊음
            reset             | tcp | Socket          | Broken pipe
            reset             | tcp | Socket          | 파이프가 깨어짐 (Write failed)
            reset             | tcp | Socket          | Software caused connection abort
            reset             | tcp | Socket          | 소프트웨어가 연결 중단을 초래했습니다
            reset             | tcp | Socket          | Software caused connection abort: socket write error
            reset             | tcp | Socket          | An existing connection was forcibly closed by the remote host
            reset             | tcp | Socket          | 현재 연결은 원격 호스트에 의해 강제로 끊겼습니다
            reset             | tcp | Socket          | An established connection was aborted by the software in your host machine
            reset             | tcp | Socket          | 현재 연결은 사용자의 호스트 시스템의 소프트웨어의 의해 중단되었습니다
            lost              | tcp | EOF             |
            lost              | tcp | EOF             | the stream ended after 5 of 128 bytes
            reply             | tcp | Protocol        | malformed reply: 5 bytes
            other             | udp | Socket          | Message too long
            other             | tcp | Socket          | Invalid argument
            other             | tcp | Socket          |
            """)
    void theSameCauseGetsTheSameLineOnEverySystem(String cause, String protocol, String type, String text) {
        explains(cause, protocol, () -> {
            throw exception(type, text);
        });
    }

    @Test
    void namesTheExceptionIfItHasNoMessage() {
        assertThat(line(Locale.ENGLISH, new ClosedChannelException(), "tcp"))
                .contains("ClosedChannelException")
                .doesNotContain("null");
    }

    @Test
    void escapesWhatCameFromTheNetwork() {
        assertThat(line(Locale.ENGLISH, new ProtocolException("malformed\nreply \u001b[2J"), "tcp"))
                .isEqualTo("tcp 192.0.2.1:30000: malformed\\nreply \\x1b[2J");
    }

    @Test
    void aPortInUseComesWithTheCommandsThatFindItsOwner() {
        assertThat(line(Locale.ENGLISH, new BindException("Address already in use"), "tcp"))
                .startsWith("in use: port 30000 of tcp 192.0.2.1:30000 ")
                .contains("ss -tulpn", "netstat -ano", "lsof -i :30000");
    }

    @Test
    void aReservedPortIsCalledReserved() {
        assertThat(line(Locale.ENGLISH, new SocketException("Permission denied: bind"), "udp"))
                .startsWith("not permitted: ")
                .contains("port 30000 is reserved by the system", "choose another port")
                .contains("netsh int ipv4 show excludedportrange protocol=udp");
    }

    /** Linux says "Invalid argument" where it cannot know on which cable fe80::1 is. */
    @ParameterizedTest
    @CsvSource({
        "[fe80::1]:30000, true",
        "[FEBF:0:0::1]:7, true",
        "[fe80::1%eth0]:30000, false",
        "[fec0::1]:30000, false",
        "[2001:db8::fe80]:30000, false",
        "192.0.2.1:30000, false",
    })
    void aLinkLocalAddressNeedsItsZone(String endpoint, boolean asksForIt) {
        SocketException e = new SocketException("Invalid argument");
        assertThat(Language.in(Locale.ENGLISH, () -> NetworkErrors.explain(e, "tcp", endpoint)))
                .startsWith(
                        asksForIt
                                ? "unreachable: tcp " + endpoint + " is a link-local address"
                                : "network error with tcp " + endpoint + ": Invalid argument.");
        assertThat(Language.in(Locale.KOREAN, () -> NetworkErrors.explain(e, "tcp", endpoint)))
                .startsWith(asksForIt ? "갈 수 없음(unreachable): tcp " + endpoint : "tcp " + endpoint + " 네트워크 오류");
        ConnectException refused = new ConnectException("Connection refused");
        assertThat(Language.in(Locale.ENGLISH, () -> NetworkErrors.explain(refused, "tcp", endpoint)))
                .startsWith("refused: ");
    }

    /** Both languages: the endpoint, the cause's own word where it has one, and no other cause's word. */
    private static void explains(String cause, String protocol, ThrowingCallable call) {
        IOException e = catchThrowableOfType(IOException.class, call);
        assertThat(e).isNotNull();
        assertThat(NetworkErrors.cause(e, protocol)).as("%s", e).isEqualTo(cause);
        String word = cause.replaceFirst("\\..*", "").replace('-', ' ');
        for (Locale language : List.of(Locale.ENGLISH, Locale.KOREAN)) {
            String line = line(language, e, protocol);
            assertThat(line).contains(protocol + " 192.0.2.1:30000").doesNotContain("{", "\n", "null");
            assertThat(WORDS.stream().filter(line.toLowerCase(Locale.ROOT)::contains))
                    .as(line)
                    .isEqualTo(WORDS.contains(word) ? List.of(word) : List.of());
        }
    }

    private static String line(Locale language, IOException e, String protocol) {
        return Language.in(language, () -> NetworkErrors.explain(e, protocol, "192.0.2.1:30000"));
    }

    private static void fill(ServerSocket listener, int most) throws IOException {
        try (Socket client = new Socket()) {
            client.connect(listener.getLocalSocketAddress(), 200);
            if (most > 0) {
                fill(listener, most - 1);
            }
        }
    }

    private static IOException exception(String type, String text) {
        return switch (type) {
            case "Bind" -> new BindException(text);
            case "Connect" -> new ConnectException(text);
            case "EOF" -> new EOFException(text);
            case "IO" -> new IOException(text);
            case "NoRouteToHost" -> new NoRouteToHostException(text);
            case "PortUnreachable" -> new PortUnreachableException(text);
            case "Protocol" -> new ProtocolException(text);
            case "Socket" -> new SocketException(text);
            case "SocketTimeout" -> new SocketTimeoutException(text);
            case "UnknownHost" -> new UnknownHostException(text);
            default -> throw new IllegalArgumentException(type);
        };
    }
}
