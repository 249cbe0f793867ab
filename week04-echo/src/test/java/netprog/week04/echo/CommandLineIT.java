package netprog.week04.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import netprog.wire.ClosedPort;
import netprog.wire.Program;
import netprog.wire.TcpPeer;
import netprog.wire.UdpPeer;
import netprog.wire.Wire;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user sees who types a command: the exit status, and the exact line, in both languages. */
@Execution(ExecutionMode.CONCURRENT)
class CommandLineIT {
    private static final String[] PROGRAMS = {
        "tcp-server [port] [--bind ADDRESS]",
        "tcp-client [host [port]] [--charset NAME]",
        "udp-server [port] [--bind ADDRESS]",
        "udp-client [host [port]] [--charset NAME]",
        "tcp-case-server [port] [--bind ADDRESS]",
        "tcp-case-client [host [port]] [--charset NAME]",
        "udp-case-server [port] [--bind ADDRESS]",
        "udp-case-client [host [port]] [--charset NAME]",
    };

    private static ClosedPort closedTcp;
    private static ClosedPort closedUdp;
    private static ServerSocket closing;
    private static ServerSocket resetting;
    private static UdpPeer silent;

    @BeforeAll
    static void openThePorts() throws IOException {
        closedTcp = ClosedPort.tcp();
        closedUdp = ClosedPort.udp();
        closing = TcpPeer.listen();
        resetting = TcpPeer.listen();
        silent = new UdpPeer(Wire.local(0));
        serve(closing, TcpPeer::close);
        serve(resetting, TcpPeer::reset);
    }

    private interface End {
        void of(TcpPeer client) throws IOException;
    }

    /** Takes the request of one client after the other, and ends the connection instead of answering. */
    private static void serve(ServerSocket listener, End end) {
        Thread server = new Thread(() -> {
            try {
                while (true) {
                    TcpPeer client = TcpPeer.accept(listener);
                    client.receive(128);
                    end.of(client);
                }
            } catch (IOException e) {
                // The test has closed the listener.
            }
        });
        server.setDaemon(true);
        server.start();
    }

    @AfterAll
    static void closeThePorts() throws IOException {
        closedTcp.close();
        closedUdp.close();
        closing.close();
        resetting.close();
        silent.close();
    }

    /**
     * A command line, what is typed, and the error that ends the program.
     *
     * @param args its command line; words in capitals stand for the ports above
     * @param typed what is typed, with {@code /} for the line ends
     */
    private record Row(String args, String typed, int status, String english, String korean) {}

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String program : new String[] {"tcp-client", "tcp-case-client"}) {
            rows.add(refused(program, "tcp 127.0.0.1:CLOSED-TCP", ""));
        }
        rows.add(refused("udp-client", "udp 127.0.0.1:CLOSED-UDP", "abc"));
        rows.add(refused("udp-case-client", "udp 127.0.0.1:CLOSED-UDP", "1/abc"));
        rows.add(silence("udp-client", "abc"));
        rows.add(silence("udp-case-client", "1/abc"));
        rows.add(silence("udp-case-client", "4"));
        rows.add(lost("tcp-client", "x".repeat(127)));
        rows.add(lost("tcp-case-client", "1/abc"));
        rows.add(reset("tcp-client", "x".repeat(127)));
        rows.add(reset("tcp-case-client", "1/abc"));
        rows.add(inUse("tcp-server", "tcp", "CLOSING"));
        rows.add(inUse("tcp-case-server", "tcp", "CLOSING"));
        rows.add(inUse("udp-server", "udp", "SILENT"));
        rows.add(inUse("udp-case-server", "udp", "SILENT"));
        for (String usage : PROGRAMS) {
            String other = usage.contains("--bind") ? "--charset" : "--bind";
            String program = usage.substring(0, usage.indexOf(' '));
            rows.add(wrong(
                    program + " " + other + " x", usage, "There is no option " + other + ".", other + " 옵션은 없습니다."));
            if (usage.contains("--charset")) {
                rows.add(wrong(
                        program + " --charset=UTF-9",
                        usage,
                        "There is no charset \"UTF-9\". Try UTF-8 or MS949.",
                        "\"UTF-9\"라는 문자 집합은 없습니다. UTF-8이나 MS949를 써 보세요."));
            }
        }
        rows.add(new Row(
                "tcp-case-sever",
                "",
                2,
                "There is no program \"tcp-case-sever\". Programs: tcp-server, tcp-client, udp-server, udp-client,"
                        + " tcp-case-server, tcp-case-client, udp-case-server, udp-case-client.",
                "\"tcp-case-sever\"라는 프로그램은 없습니다. 있는 프로그램: tcp-server, tcp-client, udp-server, udp-client,"
                        + " tcp-case-server, tcp-case-client, udp-case-server, udp-case-client."));
        return rows;
    }

    private static Row refused(String program, String server, String typed) {
        return new Row(
                program + server.substring(3),
                typed,
                1,
                "refused: " + server + " answered that no program listens on this port. Start the server first,"
                        + " or check that both sides use the same port and protocol (tcp or udp).",
                "거부됨(refused): " + server + "에서 응답이 왔지만 이 포트에서 기다리는 프로그램이 없습니다. 서버를 먼저 시작하고,"
                        + " 양쪽의 포트와 프로토콜(tcp, udp)이 같은지 확인하세요.");
    }

    private static Row silence(String program, String typed) {
        return new Row(
                program + " 127.0.0.1 SILENT",
                typed,
                1,
                "timed out: udp 127.0.0.1:SILENT did not answer 3 requests. Is the server running, with udp?"
                        + " Are address and port right? Does a firewall drop the packets?",
                "시간 초과(timed out): udp 127.0.0.1:SILENT에서 요청 3번에 모두 응답이 없습니다. 서버가 udp로 시작되었는지,"
                        + " 주소와 포트가 맞는지, 방화벽이 패킷을 버리는지 확인하세요.");
    }

    private static Row lost(String program, String typed) {
        return new Row(
                program + " 127.0.0.1 CLOSING",
                typed,
                1,
                "connection lost: tcp 127.0.0.1:CLOSING closed the connection before the reply was complete."
                        + " See what the server printed last, and start again.",
                "연결 끊김: 응답이 다 오기 전에 tcp 127.0.0.1:CLOSING에서 연결을 닫았습니다. 서버가 마지막으로 출력한 것을 보고 다시 시작하세요.");
    }

    private static Row reset(String program, String typed) {
        return new Row(
                program + " 127.0.0.1 RESETTING",
                typed,
                1,
                "connection lost: tcp 127.0.0.1:RESETTING reset the connection (the system says: Connection reset)."
                        + " See what the server printed last, and start again.",
                "연결 끊김: tcp 127.0.0.1:RESETTING에서 연결을 재설정(reset)했습니다(시스템: Connection reset)."
                        + " 서버가 마지막으로 출력한 것을 보고 다시 시작하세요.");
    }

    private static Row inUse(String program, String protocol, String port) {
        return new Row(
                program + " --bind 127.0.0.1 " + port,
                "",
                1,
                "in use: port " + port + " of " + protocol + " 127.0.0.1:" + port + " is used by another program,"
                        + " perhaps a server that is still running. Find it with \"ss -tulpn\" (Linux), \"netstat -ano\" (Windows)"
                        + " or \"lsof -i :" + port + "\" (macOS), or choose another port.",
                "사용 중(in use): " + protocol + " 127.0.0.1:" + port + "의 포트 " + port + "을(를) 다른 프로그램이 쓰고 있습니다."
                        + " 아직 실행 중인 서버일 수 있습니다. \"ss -tulpn\"(Linux), \"netstat -ano\"(Windows), \"lsof -i :"
                        + port + "\"(macOS)로 찾거나 다른 포트를 쓰세요.");
    }

    private static Row wrong(String args, String usage, String english, String korean) {
        return new Row(args, "", 2, english + " Usage: " + usage, korean + " 사용법: " + usage);
    }

    private static String withPorts(String text) {
        return text.replace("CLOSED-TCP", "" + closedTcp.address().getPort())
                .replace("CLOSED-UDP", "" + closedUdp.address().getPort())
                .replace("CLOSING", "" + closing.getLocalPort())
                .replace("RESETTING", "" + resetting.getLocalPort())
                .replace("SILENT", "" + silent.address().getPort());
    }

    /** One row of each kind, in one language or the other. */
    @Test
    void explainsAnError() throws IOException {
        assertExplained(
                "en", List.of(refused("tcp-client", "tcp 127.0.0.1:CLOSED-TCP", ""), lost("tcp-case-client", "1/abc")));
        assertExplained(
                "ko",
                List.of(
                        silence("udp-case-client", "4"),
                        reset("tcp-client", "x".repeat(127)),
                        inUse("tcp-server", "tcp", "CLOSING"),
                        rows().get(rows().size() - 1)));
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void explainsEveryError(String language) throws IOException {
        assertExplained(language, rows());
    }

    private static void assertExplained(String language, List<Row> rows) throws IOException {
        List<Program> programs = new ArrayList<>();
        try {
            for (Row row : rows) {
                programs.add(start(language, row));
            }
            SoftAssertions.assertSoftly(softly -> {
                for (int i = 0; i < rows.size(); i++) {
                    Row row = rows.get(i);
                    Program program = programs.get(i);
                    softly.assertThat(program.awaitExit())
                            .as(program.toString())
                            .isEqualTo(row.status());
                    softly.assertThat(program.errors())
                            .isEqualTo(withPorts(language.equals("en") ? row.english() : row.korean()) + "\n");
                }
            });
        } finally {
            programs.forEach(Program::close);
        }
    }

    private static Program start(String language, Row row) throws IOException {
        Program program = Week04Jar.startIn(language, withPorts(row.args()).split("[ :]"));
        for (String line : row.typed().isEmpty() ? new String[0] : row.typed().split("/")) {
            program.type(line);
        }
        return program;
    }

    @Test
    void theJarListsItsPrograms() throws IOException {
        try (Program jar = Week04Jar.start()) {
            assertThat(jar.awaitExit()).isZero();
            assertThat(jar.output().lines()).containsExactly(PROGRAMS);
            assertThat(jar.errors()).isEmpty();
        }
    }

    @Test
    void saysInKoreanWhyALineWasNotSent() throws IOException {
        assertSaysWhyALineWasNotSent(
                "ko",
                "문자 집합 MS949(으)로 이 줄을 나타낼 수 없어 보내지 않았습니다. 다른 줄을 입력하거나 --charset UTF-8로 시작하세요.",
                "이 줄은 65508바이트인데 데이터그램은 최대 65507바이트이므로 보내지 않았습니다. 더 짧게 입력하세요.",
                "글이 131바이트인데 프레임은 최대 127바이트이므로 보내지 않았습니다. 더 짧게 입력하세요.",
                "글의 3번째 바이트가 NUL이어서 글이 거기서 끝나게 되므로 보내지 않았습니다. NUL 없이 입력하세요.");
    }

    @Test
    @Tag("full")
    void saysInEnglishWhyALineWasNotSent() throws IOException {
        assertSaysWhyALineWasNotSent(
                "en",
                "The charset MS949 cannot encode this line, so nothing was sent. Type another line, or start with --charset UTF-8.",
                "This line has 65508 bytes, but a datagram has at most 65507, so nothing was sent. Type a shorter line.",
                "The text has 131 bytes, but a frame has at most 127, so nothing was sent. Type a shorter text.",
                "The text contains a NUL at byte 3, which would end it there, so nothing was sent. Type it without the NUL.");
    }

    private static void assertSaysWhyALineWasNotSent(
            String language, String charset, String datagram, String frame, String nul) throws IOException {
        try (ServerSocket listener = TcpPeer.listen();
                Program echo = Week04Jar.startIn(
                        language, "udp-client", "127.0.0.1:" + silent.address().getPort(), "--charset=MS949");
                Program menu = Week04Jar.startIn(language, "tcp-case-client", "127.0.0.1:" + listener.getLocalPort())) {
            echo.type("é").type("x".repeat(65_507)).type("exit");
            menu.type("1").type("가".repeat(43)).type("2").type("a\0b").type("4");

            assertThat(echo.awaitExit()).as("%s", echo).isZero();
            assertThat(echo.output().lines()).containsExactly(charset, datagram);
            assertThat(menu.awaitExit()).as("%s", menu).isZero();
            assertThat(menu.output()).contains(frame + "\n", nul + "\n");
        }
    }
}
