package netprog.netlab.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import netprog.util.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;
import picocli.CommandLine;

/** The command with sockets of this process, and the rows as OSHI gives them on each system. */
class SocketsTest {
    private static final String ME = "java " + ProcessHandle.current().pid();
    private static final Messages MESSAGES = new Messages("netprog.netlab.host.messages");

    @Test
    void showsTheSocketsOfAPortAndWhoseTheyAre() throws IOException {
        try (ServerSocket listener = new ServerSocket(0);
                Socket client = new Socket("127.0.0.1", listener.getLocalPort());
                Socket accepted = listener.accept()) {
            int port = listener.getLocalPort();
            String here = "tcp 127.0.0.1:" + port;
            String there = "127.0.0.1:" + client.getLocalPort();
            assertThat(mine("--port", "" + port))
                    .containsExactlyInAnyOrder(
                            "tcp 0.0.0.0:" + port + " 0.0.0.0:* LISTEN " + ME,
                            here + " " + there + " ESTABLISHED " + ME,
                            "tcp " + there + " 127.0.0.1:" + port + " ESTABLISHED " + ME);
            assertThat(json("--port", "" + port, "--listening", "--tcp")).hasSize(1);
            assertThat(json("--port", "" + port, "--udp")).isEmpty();
            assertThat(mine("--port", "" + accepted.getPort())).hasSize(2);
            assertThat(run("--port", "" + port))
                    .contains("waits for connections, at every address of this machine", "connected, inside")
                    .contains(ME);
        }
    }

    @Test
    void udpIsUnconnectedOrEstablishedAndTheWildcardIsWrittenInOneWay() throws IOException {
        try (DatagramSocket open = new DatagramSocket(0);
                DatagramSocket connected = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            connected.connect(InetAddress.getLoopbackAddress(), open.getLocalPort());
            assertThat(json("--udp", "--port", "" + open.getLocalPort()))
                    .extracting(row -> row.replaceFirst(" java .*", ""))
                    .containsExactlyInAnyOrder(
                            "udp 0.0.0.0:" + open.getLocalPort() + " 0.0.0.0:* UNCONNECTED",
                            "udp 127.0.0.1:" + connected.getLocalPort() + " 127.0.0.1:" + open.getLocalPort()
                                    + " ESTABLISHED");
        }
    }

    @Test
    void saysSoWhereThereIsNone() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertThat(run("--listening", "--tcp", "--port", "" + port)).contains("There is no such socket");
        assertThat(json("--listening", "--tcp", "--port", "" + port)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", "", "30000 ", "99999999999999999999"})
    void aWrongPortIsAWrongCommandLine(String port) {
        StringWriter errors = new StringWriter();
        CommandLine command = new CommandLine(new SocketsCommand()).setErr(new PrintWriter(errors));
        assertThat(command.execute("--port", port)).isEqualTo(2);
        assertThat(errors.toString()).contains("--port", "Port \"" + port + "\" is not a whole number from 1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--watch --json", "--tcp --udp"})
    void optionsThatExcludeEachOtherAreAWrongCommandLine(String options) {
        CommandLine command = new CommandLine(new SocketsCommand()).setErr(new PrintWriter(new StringWriter()));
        assertThat(command.execute(options.split(" "))).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp4, 127.0.0.1, 30000, 0.0.0.0, 0, LISTEN, tcp 127.0.0.1:30000 0.0.0.0:* LISTEN",
        "tcp6, ::, 30000, ::, 0, LISTEN, tcp 0.0.0.0:30000 0.0.0.0:* LISTEN",
        "tcp6, ::ffff:10.0.0.1, 30000, ::ffff:10.0.0.2, 40000, ESTABLISHED, tcp 10.0.0.1:30000 10.0.0.2:40000 ESTABLISHED",
        "tcp6, fe80::1, 7, fe80::2, 8, SYN_RECV, tcp [fe80::1]:7 [fe80::2]:8 SYN-RECEIVED",
        "tcp4, 10.0.0.1, 7, 10.0.0.2, 8, FIN_WAIT_1, tcp 10.0.0.1:7 10.0.0.2:8 FIN-WAIT-1",
        "udp4, 0.0.0.0, 68, 0.0.0.0, 0, CLOSED, udp 0.0.0.0:68 0.0.0.0:* UNCONNECTED",
        "udp6, ::1, 68, ::1, 99, ESTABLISHED, udp [::1]:68 [::1]:99 ESTABLISHED",
        "udp4, 0.0.0.0, 68, '', 0, NONE, udp 0.0.0.0:68 0.0.0.0:* UNCONNECTED",
    })
    void readsTheRowsOfOshi(
            String type, String local, int port, String remote, int remotePort, TcpState state, String expected)
            throws IOException {
        byte[] other = remote.isEmpty() ? new byte[0] : bytes(remote);
        IPConnection row = new IPConnection(type, bytes(local), port, other, remotePort, state, 0, 0, -1);
        OpenSocket socket = Sockets.of(row, -1, "");
        assertThat(socket.protocol() + " " + socket.localText() + " " + socket.remoteText() + " " + socket.state())
                .isEqualTo(expected);
        assertThat(socket.row().pid()).isNull();
        assertThat(socket.row().process()).isNull();
    }

    @ParameterizedTest
    @EnumSource(TcpState.class)
    void everyStateHasItsWords(TcpState state) throws IOException {
        byte[] address = bytes("10.0.0.1");
        OpenSocket socket = Sockets.of(new IPConnection("tcp4", address, 1, address, 2, state, 0, 0, 1), 1, "x");
        assertThat(MESSAGES.get(SocketsCommand.key(socket))).isNotEmpty();
    }

    /** As OSHI gives it: an IPv4 address within an IPv6 one has 16 bytes. */
    private static byte[] bytes(String address) throws IOException {
        byte[] bytes = InetAddress.getByName(address).getAddress();
        if (!address.startsWith("::ffff:")) {
            return bytes;
        }
        byte[] mapped = new byte[16];
        Arrays.fill(mapped, 10, 12, (byte) 0xff);
        System.arraycopy(bytes, 0, mapped, 12, 4);
        return mapped;
    }

    private static String run(String... args) {
        StringWriter out = new StringWriter();
        assertThat(new CommandLine(new SocketsCommand())
                        .setOut(new PrintWriter(out))
                        .execute(args))
                .isZero();
        return out.toString();
    }

    /** The rows of this process: a connection of a minute ago may have had the same port, and is still in TIME-WAIT. */
    private static List<String> mine(String... arguments) throws IOException {
        return json(arguments).stream().filter(row -> row.endsWith(ME)).toList();
    }

    private static List<String> json(String... args) throws IOException {
        String[] all = Arrays.copyOf(args, args.length + 1);
        all[args.length] = "--json";
        List<String> rows = new ArrayList<>();
        for (JsonNode row : new ObjectMapper().readTree(run(all))) {
            List<String> cells = new ArrayList<>();
            row.fieldNames().forEachRemaining(name -> cells.add(name));
            assertThat(cells).containsExactly("protocol", "local", "remote", "state", "pid", "process");
            cells.replaceAll(name -> row.get(name).asText());
            rows.add(String.join(
                    " ", cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(5), cells.get(4)));
        }
        return rows;
    }
}
