package netprog.week04.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import netprog.wire.Program;
import netprog.wire.TcpPeer;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The runnable jar, as processes: it must contain the reference and not the stubs, and its logs no password. */
class SolutionsIT {
    private static final Path JAR = Path.of(System.getProperty("netprog.top"), "solutions", "target", "solutions.jar");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void aClientLogsInAndOut(String protocol) throws Exception {
        // A hash of one round: if a reply took a second on a busy machine, the UDP client would ask twice.
        String users = quickUsers("hansung", "computer").toString();
        try (Program server = Program.jar(JAR, protocol + "-server", "0", "--bind", "127.0.0.1", "--users", users);
                Program client = Program.jar(JAR, protocol + "-client", "127.0.0.1", "" + server.listeningPort())) {
            client.type("hansung").type("wrong").type("hansung").type("computer");
            client.type("1").type("abcd EFG").type("5").type("3").type("안녕 aB").type("4");

            assertThat(client.awaitExit()).as("%s", client).isZero();
            assertThat(client.output())
                    .contains("402 Invalid Password\n", "200 Welcome hansung!!\n", "ABCD EFG\n", "안녕 Ab\n");
            server.awaitOutput("Session finished for hansung.\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void theEndOfTheInputEndsWithStatus0(String protocol) throws IOException {
        try (Program server = Program.jar(JAR, protocol + "-server", "0", "--bind", "127.0.0.1");
                Program client = Program.jar(JAR, protocol + "-client", "127.0.0.1", "" + server.listeningPort())) {
            client.type("guest").type("guest").type("1").endInput();

            assertThat(client.awaitExit()).as("%s", client).isZero();
            assertThat(client.errors()).isEmpty();
        }
    }

    @Test
    void theLogOfTheTcpServerContainsNoPassword() throws IOException {
        try (Program server = Program.jar(
                        JAR, "tcp-server", "0", "--users", users("한글", "tiger").toString());
                TcpPeer client = TcpPeer.connect(Wire.local(server.listeningPort()))) {
            assertThat(client.receiveFrame()).isEqualTo("Welcome to Server!!");
            ask(client, "id=한글 pass=tiger2", "402 Invalid Password");
            ask(client, "id=nobody pass=tiger", "401 Invalid ID");
            ask(client, "id=한글  pass=tiger", "400 Bad Request");
            ask(client, "id=한글 pass=tiger x", "400 Bad Request");
            ask(client, "한글 tiger", "400 Bad Request");
            ask(client, "id=한글 pass=tiger", "200 Welcome 한글!!");
            ask(client, "id=한글 pass=tiger", "400 Bad Request");
            ask(client, "1 ID=x PASS=tiger", "ID=X PASS=TIGER");
            ask(client, "1 abc", "ABC");
            client.send(Wire.frame("4"));
            server.awaitOutput(": Session finished for 한글.\n");
            assertThat(server.output() + server.errors()).contains("1 abc").doesNotContainIgnoringCase("tiger");
        }
    }

    @Test
    void theLogOfTheUdpServerContainsNoPassword() throws IOException {
        try (Program server = Program.jar(
                        JAR, "udp-server", "0", "--users", users("한글", "tiger").toString());
                UdpPeer client = new UdpPeer(Wire.local(0))) {
            int port = server.listeningPort();
            ask(client, port, "1 ID=x PASS=tiger", "403 Login Required");
            ask(client, port, "id=한글 pass=tiger2", "402 Invalid Password");
            ask(client, port, "id=nobody pass=tiger", "401 Invalid ID");
            ask(client, port, "id=한글 pass=tiger x", "400 Bad Request");
            ask(client, port, "한글 tiger", "400 Bad Request");
            ask(client, port, "id=한글 pass=tiger", "200 Welcome 한글!!");
            ask(client, port, "한글 tiger", "400 Bad Request");
            ask(client, port, "1 ID=x PASS=tiger", "ID=X PASS=TIGER");
            ask(client, port, "1 abc", "ABC");
            ask(client, port, "4", "200 Goodbye 한글!!");
            server.awaitOutput(": Session finished for 한글.\n");
            assertThat(server.output() + server.errors()).contains("1 abc").doesNotContainIgnoringCase("tiger");
        }
    }

    @Test
    void thousandsOfSilentClientsDoNotEndTheTcpServer() throws IOException {
        Assumptions.assumeTrue(maxOpenFiles() > 2000, "1001 connections need as many files: ulimit -n 4096");
        List<TcpPeer> clients = new ArrayList<>();
        try (Program server = Program.jar(JAR, "tcp-server", "0", "--bind", "127.0.0.1")) {
            int port = server.listeningPort();
            for (int i = 0; i < 1000; i++) {
                clients.add(TcpPeer.connect(Wire.local(port)));
                assertThat(clients.get(i).receiveFrame()).isEqualTo("Welcome to Server!!");
            }
            try (TcpPeer oneMore = TcpPeer.connect(Wire.local(port))) {
                assertThat(oneMore.receiveToEnd()).isEmpty();
            }
            ask(clients.get(0), "id=guest pass=guest", "200 Welcome guest!!");
            ask(clients.get(999), "id=guest pass=guest", "200 Welcome guest!!");

            clients.remove(1).close();
            Awaitility.await().atMost(Program.TIMEOUT).until(() -> {
                try (TcpPeer next = TcpPeer.connect(Wire.local(port))) {
                    return next.receive(128).length == 128;
                }
            });
        } finally {
            for (TcpPeer client : clients) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"en, is wrong", "ko, 잘못되었습니다"})
    void aMalformedUsersFileIsOneLine(String language, String words) throws IOException {
        Path file = Files.writeString(folder.resolve("users"), "\nanna tiger\n");
        for (String server : new String[] {"tcp-server", "udp-server"}) {
            try (Program program = Program.java(
                    List.of("-Duser.language=" + language), JAR, server, "0", "--users", file.toString())) {
                assertThat(program.awaitExit()).isEqualTo(1);
                assertThat(program.output()).isEmpty();
                assertThat(program.errors())
                        .hasLineCount(1)
                        .contains(file.toString(), "line 2", words)
                        .doesNotContain("tiger");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"en, There is no users file", "ko, 사용자 파일"})
    void aMissingUsersFileIsOneLine(String language, String words) throws IOException {
        try (Program program =
                Program.java(List.of("-Duser.language=" + language), JAR, "udp-server", "0", "--users", "not-there")) {
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.errors()).hasLineCount(1).contains("not-there", words);
        }
    }

    @Test
    void aFileThatIsNotUtf8IsOneLine() throws IOException {
        Path file = Files.write(folder.resolve("users"), new byte[] {(byte) 0xff, '=', 'x'});
        try (Program program = Program.jar(JAR, "tcp-server", "0", "--users", file.toString())) {
            assertThat(program.awaitExit()).isEqualTo(1);
            assertThat(program.errors()).hasLineCount(1).contains(file.toString(), "UTF-8");
        }
    }

    @Test
    void noCopyOfTheBuiltInUsersIsLeft() throws IOException {
        try (Program server = Program.java(List.of("-Djava.io.tmpdir=" + folder), JAR, "tcp-server", "0")) {
            server.listeningPort();
            assertThat(folder).isEmptyDirectory();
        }
    }

    private Path users(String id, String password) throws IOException {
        return Files.writeString(folder.resolve("users"), id + "=" + PasswordHash.of(password) + "\n");
    }

    private Path quickUsers(String id, String password) throws Exception {
        byte[] salt = new byte[16];
        byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(password.toCharArray(), salt, 1, 256))
                .getEncoded();
        Base64.Encoder base64 = Base64.getEncoder();
        String line = id + "=pbkdf2-sha256:1:" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash) + "\n";
        return Files.writeString(folder.resolve("quick"), line);
    }

    private static void ask(TcpPeer client, String request, String reply) throws IOException {
        assertThat(client.send(Wire.frame(request)).receiveFrame().stripTrailing())
                .isEqualTo(reply);
    }

    private static void ask(UdpPeer client, int port, String request, String reply) throws IOException {
        byte[] data =
                client.send(Wire.frame(request), Wire.local(port)).receive().data();
        assertThat(Wire.text(data).stripTrailing()).isEqualTo(reply);
    }

    private static long maxOpenFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean
                ? ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
