package netprog.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import netprog.util.Messages;
import netprog.wire.Ladder;
import netprog.wire.Program;
import netprog.wire.ProgramException;
import netprog.wire.Recording;
import netprog.wire.Recording.Kind;
import netprog.wire.TcpTap;
import netprog.wire.UdpTap;
import netprog.wire.Wire;

/**
 * The scenes of the demo. In each a server and a client are real processes; between them stands a tap that notes every byte,
 * which the ladder shows and the checks look at. Ports are chosen by the system.
 */
final class Demo {
    private static final Messages MESSAGES = Netprog.MESSAGES;

    private final Path week03;
    private final Path week04;
    private final Path solutions;
    private final Path autograder;
    private final Path top;
    private final PrintWriter out;
    private final boolean colour;
    private int checks;
    private int failures;

    Demo(Path top, PrintWriter out, boolean colour) {
        this.week03 = Build.jar(top, "week03-time");
        this.week04 = Build.jar(top, "week04-echo");
        this.solutions = Build.jar(top, "solutions");
        this.autograder = Build.jar(top, "autograder");
        this.top = top;
        this.out = out;
        this.colour = colour;
    }

    /** Plays all scenes; true if every check held. */
    boolean run() {
        scene("demo.time-tcp", week03, "tcp-server", "tcp-client", List.of(), this::checkTimeTcp);
        scene("demo.time-udp", week03, "udp-server", "udp-client", List.of(), this::checkTimeUdp);
        List<String> lines = List.of("Hello, network!", "안녕하세요");
        scene("demo.echo-tcp", week04, "tcp-server", "tcp-client", lines, seen -> checkEcho(seen, lines));
        scene("demo.echo-udp", week04, "udp-server", "udp-client", lines, seen -> checkEcho(seen, lines));
        List<String> choices = List.of("1", "abcd EFG", "3", "abcd EFG", "4");
        scene(
                "demo.case-tcp",
                week04,
                "tcp-case-server",
                "tcp-case-client",
                choices,
                seen -> checkCase(seen, "", 3, 2));
        scene(
                "demo.case-udp",
                week04,
                "udp-case-server",
                "udp-case-client",
                choices,
                seen -> checkCase(seen, "200 Goodbye", 3, 3));
        if (Files.exists(solutions)) { // staff only
            List<String> login = List.of("hansung", "wrong", "hansung", "computer", "1", "abcd EFG", "4");
            scene("demo.login-tcp", solutions, "tcp-server", "tcp-client", login, seen -> checkLogin(seen, true));
            scene("demo.login-udp", solutions, "udp-server", "udp-client", login, seen -> checkLogin(seen, false));
        }
        if (Files.exists(autograder)) {
            out.println(bold(MESSAGES.get("demo.grades")));
            checkGrade("demo.check.untouched", "week04-login-assignment/src/main/java", 0);
            checkGrade("demo.check.reference", "solutions/src/main/java", 100);
        }
        return failures == 0;
    }

    int checks() {
        return checks;
    }

    int failures() {
        return failures;
    }

    /** What one scene left behind: the steps on the wire, what the client's screen showed, and its exit status. */
    private record Seen(List<Recording.Step> steps, String screen, String errors, int status) {
        byte[] sentBy(String party) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            steps.stream().filter(s -> s.from().equals(party)).forEach(s -> bytes.writeBytes(s.data()));
            return bytes.toByteArray();
        }

        long count(Kind kind, String from) {
            return steps.stream()
                    .filter(s -> s.kind() == kind && s.from().equals(from))
                    .count();
        }
    }

    private interface Checks {
        void look(Seen seen);
    }

    private void scene(String title, Path jar, String server, String client, List<String> typed, Checks checks) {
        boolean tcp = server.startsWith("tcp");
        out.println(bold(MESSAGES.get(title)));
        String name = jar.getFileName().toString().replaceFirst("-[0-9a-f]{8}(?=\\.jar$)", "");
        out.println("  java -jar " + name + " " + server + "      java -jar " + name + " " + client);
        Recording recording = new Recording();
        try (Program serverProgram = Program.jar(jar, server, "0", "--bind", "127.0.0.1")) {
            InetSocketAddress address = Wire.local(serverProgram.listeningPort());
            try (TcpTap tcpTap = tcp ? new TcpTap(address, recording) : null;
                    UdpTap udpTap = tcp ? null : new UdpTap(address, recording)) {
                int port = tcp ? tcpTap.port() : udpTap.port();
                try (Program program = Program.jar(jar, client, "127.0.0.1", String.valueOf(port))) {
                    for (String line : typed) {
                        program.type(line);
                    }
                    program.endInput();
                    int status = program.awaitExit();
                    if (tcp) {
                        recording.await(Kind.END, 2);
                    }
                    List<Recording.Step> all = recording.steps();
                    Seen seen = new Seen(withoutRepeats(all), program.output(), program.errors(), status);
                    out.println();
                    out.println(Ladder.draw("client", "server", all));
                    if (seen.steps().size() < all.size()) {
                        out.println("  " + MESSAGES.get("demo.again"));
                    }
                    check(MESSAGES.get("demo.check.status"), status == 0, seen.errors());
                    checks.look(seen);
                }
            }
        } catch (IOException | ProgramException e) {
            check(MESSAGES.get("demo.check.runs", server, client), false, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            check(MESSAGES.get("demo.check.runs", server, client), false, e.toString());
        }
        out.println();
    }

    /**
     * Leaves out what a slow machine adds to a scene over UDP: a datagram that the client sent again, and the answer to it.
     * The server answers in the order in which the requests came, so the answer has the same place among the answers.
     */
    static List<Recording.Step> withoutRepeats(List<Recording.Step> steps) {
        List<Recording.Step> once = new ArrayList<>(steps);
        List<Recording.Step> requests = datagrams(steps, "client");
        List<Recording.Step> replies = datagrams(steps, "server");
        for (int i = 1; i < requests.size(); i++) {
            if (Arrays.equals(requests.get(i).data(), requests.get(i - 1).data())) {
                once.remove(requests.get(i));
                once.remove(i < replies.size() ? replies.get(i) : null);
            }
        }
        return once;
    }

    private static List<Recording.Step> datagrams(List<Recording.Step> steps, String from) {
        return steps.stream()
                .filter(s -> s.kind() == Kind.DATAGRAM && s.from().equals(from))
                .toList();
    }

    private void checkTimeTcp(Seen seen) {
        check(MESSAGES.get("demo.check.nothing-asked"), seen.sentBy("client").length == 0, "");
        checkTime(seen);
        check(MESSAGES.get("demo.check.server-closes"), seen.count(Kind.END, "server") == 1, "");
    }

    private void checkTimeUdp(Seen seen) {
        check(
                MESSAGES.get("demo.check.one-datagram"),
                seen.count(Kind.DATAGRAM, "client") == 1 && seen.count(Kind.DATAGRAM, "server") == 1,
                "");
        checkTime(seen);
    }

    private void checkTime(Seen seen) {
        String reply = new String(seen.sentBy("server"), StandardCharsets.US_ASCII);
        check(MESSAGES.get("demo.check.26-bytes"), reply.length() == 26 && reply.endsWith("\n\0"), reply);
        String shown = seen.screen().strip();
        check(MESSAGES.get("demo.check.shown", shown), reply.equals(shown + "\n\0"), seen.screen());
        check(MESSAGES.get("demo.check.now"), isNow(shown), shown);
    }

    private static boolean isNow(String ctime) {
        try {
            LocalDateTime time = LocalDateTime.parse(
                    ctime, DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH));
            return Duration.between(time, LocalDateTime.now()).abs().compareTo(Duration.ofMinutes(1)) < 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private void checkEcho(Seen seen, List<String> lines) {
        byte[] typed = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        String sent = new String(seen.sentBy("client"), StandardCharsets.UTF_8);
        String back = new String(seen.sentBy("server"), StandardCharsets.UTF_8);
        check(MESSAGES.get("demo.check.all-sent", typed.length), sent.equals(String.join("\n", lines) + "\n"), sent);
        check(MESSAGES.get("demo.check.all-back", typed.length), back.equals(sent), back);
        check(MESSAGES.get("demo.check.screen"), lines.stream().allMatch(seen.screen()::contains), seen.screen());
    }

    private void checkCase(Seen seen, String goodbye, int requests, int replies) {
        List<String> sent = frames(seen, "client");
        List<String> back = frames(seen, "server");
        check(
                MESSAGES.get("demo.check.frames", requests, replies),
                seen.sentBy("client").length == requests * 128 && seen.sentBy("server").length == replies * 128,
                "");
        check(
                MESSAGES.get("demo.check.requests"),
                sent.equals(List.of("1 abcd EFG", "3 abcd EFG", "4")),
                sent.toString());
        List<String> expected = new ArrayList<>(List.of("ABCD EFG", "ABCD efg"));
        if (!goodbye.isEmpty()) {
            expected.add(goodbye);
        }
        check(MESSAGES.get("demo.check.replies", String.join(", ", expected)), back.equals(expected), back.toString());
        check(MESSAGES.get("demo.check.screen"), expected.stream().allMatch(seen.screen()::contains), seen.screen());
    }

    private void checkLogin(Seen seen, boolean tcp) {
        List<String> back = new ArrayList<>(frames(seen, "server"));
        List<String> expected = new ArrayList<>(
                List.of("402 Invalid Password\n", "200 Welcome hansung!!\n", "ABCD EFG", "200 Goodbye hansung!!\n"));
        if (tcp) { // a connection can greet, and closing it says goodbye
            expected.add(0, "Welcome to Server!!");
            expected.remove(4);
        }
        check(
                MESSAGES.get("demo.check.login-requests"),
                frames(seen, "client")
                        .equals(List.of("id=hansung pass=wrong", "id=hansung pass=computer", "1 abcd EFG", "4")),
                "");
        String shown = String.join(", ", expected.stream().map(String::strip).toList());
        check(MESSAGES.get("demo.check.replies", shown), back.equals(expected), back.toString());
        check(MESSAGES.get("demo.check.screen"), seen.screen().contains("Welcome hansung!!"), seen.screen());
    }

    private void checkGrade(String key, String folder, int points) {
        Path stubs = Build.jar(top, "week04-login-assignment");
        try (Program score = Program.java(
                List.of(
                        "-Dnetprog.top=" + top,
                        "-Dnetprog.jar.autograder=" + autograder,
                        "-Dnetprog.jar.week04-login-assignment=" + stubs),
                autograder,
                "score",
                top.resolve(folder).toString(),
                "--json",
                "--mode",
                "jvm")) {
            int status = score.awaitExit();
            JsonNode verdict = new ObjectMapper().readTree(score.output());
            boolean held = status == 0
                    && verdict.path("score").asInt(-1) == points
                    && verdict.path("max").asInt() == 100;
            check(MESSAGES.get(key, points), held, score.output());
        } catch (IOException | ProgramException e) {
            check(MESSAGES.get(key, points), false, e.getMessage());
        }
    }

    private static List<String> frames(Seen seen, String party) {
        List<String> texts = new ArrayList<>();
        byte[] bytes = seen.sentBy(party);
        for (int i = 0; i + 128 <= bytes.length; i += 128) {
            texts.add(Wire.text(Arrays.copyOfRange(bytes, i, i + 128)));
        }
        return texts;
    }

    private void check(String what, boolean held, String otherwise) {
        checks++;
        if (held) {
            out.println("  " + paint("32", "ok") + "      " + what);
        } else {
            failures++;
            out.println(
                    "  " + paint("31", "FAILED") + "  " + what + (otherwise.isEmpty() ? "" : ": " + otherwise.strip()));
        }
        out.flush();
    }

    private String bold(String text) {
        return paint("1", text);
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
