package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import netprog.wire.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Submissions that no compiler or machine likes: each file has its own trouble, and costs its own part alone. */
@Tag("full")
@Isolated("it fills the machine with threads")
class BadInputIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final Path REFERENCE = TOP.resolve("solutions/src/main/java/netprog/week04/login");
    private static final String FOR_EVER = "while (System.nanoTime() != 1) ";

    @TempDir
    private Path folder;

    @Test
    void whatEndsOrNeverEndsCostsItsOwnPart() throws IOException {
        write("LoginRequest.java", ("\ufeff" + reference("LoginRequest.java")).getBytes(StandardCharsets.UTF_8));
        change("UserTable.java", "UserTable(Map<String", "if (true) System.exit(3);");
        change("TcpLoginServer.java", "static void serve(", "int number = \"no\";");
        change("TcpLoginClient.java", "static int run(", FOR_EVER + "screen.println(\"again and again\");");
        write(
                "UdpLoginServer.java",
                reference("UdpLoginServer.java").replace(" serve(", " server(").getBytes());
        change("UdpLoginClient.java", "class UdpLoginClient", "static { System.exit(0); }");

        JsonNode verdict = score();

        assertThat(points(verdict, "LoginRequest")).isEqualTo(10);
        assertThat(points(verdict, "UserTable")).isLessThanOrEqualTo(3);
        assertThat(verdict.get("score").asInt())
                .isEqualTo(points(verdict, "LoginRequest") + points(verdict, "UserTable"));
        assertThat(messages(verdict, "UserTable")).anyMatch(message -> message.contains("System.exit(3)"));
        assertThat(messages(verdict, "TcpLoginServer"))
                .allMatch(message -> message.contains("TcpLoginServer.java does not compile, line "));
        assertThat(messages(verdict, "UdpLoginServer")).allMatch(message -> message.contains("no such method"));
        assertThat(messages(verdict, "UdpLoginClient"))
                .allMatch(message -> message.contains("Your code called System.exit()"));
    }

    @Test
    void whatIsMuchOrMissingCostsItsOwnPart() throws IOException {
        write("LoginRequest.java", ("// 로그인\n" + reference("LoginRequest.java")).getBytes(Charset.forName("MS949")));
        change("TcpLoginServer.java", "static void serve(", "for (int i = 0; i < 1000; i++) sleeper().start();");
        change("TcpLoginServer.java", "class TcpLoginServer", """
                static Thread sleeper() {
                    Thread thread = new Thread(() -> java.util.concurrent.locks.LockSupport.parkNanos(Long.MAX_VALUE));
                    thread.setDaemon(true);
                    return thread;
                }""");
        write(
                "TcpLoginClient.java",
                reference("TcpLoginClient.java")
                        .replace("package netprog.week04.login;", "package client;")
                        .getBytes());
        change(
                "UdpLoginServer.java",
                "static void serve(",
                "new Thread(() -> { " + FOR_EVER + "System.out.println(1); }).start();");
        change("UdpLoginClient.java", "static int run(", "if (true) return 0;");

        JsonNode verdict = score();

        assertThat(points(verdict, "LoginRequest")).isEqualTo(10);
        assertThat(points(verdict, "TcpLoginServer")).isEqualTo(28);
        assertThat(points(verdict, "UdpLoginServer")).isEqualTo(19);
        assertThat(points(verdict, "UserTable") + points(verdict, "TcpLoginClient"))
                .isZero();
        assertThat(points(verdict, "UdpLoginClient")).isLessThanOrEqualTo(1);
        assertThat(messages(verdict, "UserTable")).allMatch(message -> message.contains("UserTable.java is missing"));
        assertThat(messages(verdict, "TcpLoginClient")).allMatch(message -> message.contains("is in package client"));
    }

    private JsonNode score() throws IOException {
        Path jar = TOP.resolve("tools/autograder/target/autograder.jar");
        List<String> options = List.of("-Duser.language=en", "-Dnetprog.top=" + TOP);
        try (Program score = Program.java(options, jar, "score", folder.toString(), "--json")) {
            assertThat(score.awaitExit(Program.TIMEOUT.multipliedBy(8)))
                    .as(score.toString())
                    .isZero();
            return new ObjectMapper().readTree(score.output());
        }
    }

    private static int points(JsonNode verdict, String part) {
        return verdict.get("parts").get(part).get("score").asInt();
    }

    private static List<String> messages(JsonNode verdict, String part) {
        List<String> messages = new java.util.ArrayList<>();
        verdict.get("failures").forEach(failure -> {
            if (failure.get("part").asText().equals(part)) {
                messages.add(failure.get("message").asText());
            }
        });
        assertThat(messages).as(part).isNotEmpty();
        return messages;
    }

    private static String reference(String file) throws IOException {
        return Files.readString(REFERENCE.resolve(file));
    }

    /** Puts a statement or a member behind the first brace after the head. */
    private void change(String file, String head, String text) throws IOException {
        Path written = folder.resolve("제출 1/src").resolve(file);
        String source = Files.exists(written) ? Files.readString(written) : reference(file);
        int brace = source.indexOf('{', source.indexOf(head));
        write(
                file,
                (source.substring(0, brace + 1) + " " + text + " " + source.substring(brace + 1))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private void write(String file, byte[] source) throws IOException {
        Path path = folder.resolve("제출 1/src").resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, source);
    }
}
