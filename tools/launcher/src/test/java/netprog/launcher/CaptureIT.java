package netprog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The course's programs, recorded with {@code capture} and drawn with {@code ladder}, all from their jars. */
@ResourceLock("labs")
class CaptureIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();

    /** Servers on ports of their own; each client asks one after the other, and the servers end before the recording. */
    private static final String EXCHANGES = """
            run() { # jar server client, and what is typed
              "$JAVA" -jar "$1" $2 0 --bind "$ADDRESS" >"$LOG" & server=$!
              until grep -q 'listening on' "$LOG"; do sleep 0.05; kill -0 $server || exit 9; done
              port=$(sed -n '1s/.*://p' "$LOG")
              printf "$4" | "$JAVA" -jar "$1" $3 "$ADDRESS" $port
              kill $server; wait $server; : >"$LOG"
            }
            for p in tcp udp; do
              run "$TOP/week03-time/target/week03-time.jar" $p-server $p-client ''
              run "$TOP/week04-echo/target/week04-echo.jar" $p-server $p-client 'hi\\nexit\\n'
              run "$TOP/week04-echo/target/week04-echo.jar" $p-case-server $p-case-client '1\\nabcd EFG\\n4\\n'
              if [ -f "$TOP/solutions/target/solutions.jar" ]; then
                run "$TOP/solutions/target/solutions.jar" $p-server $p-client 'guest\\nno\\nguest\\nguest\\n2\\nAbc\\n4\\n'
              fi
            done
            """;

    @TempDir
    private Path folder;

    private JsonNode record(String address) throws IOException {
        SystemProgram.find("dumpcap", "tshark");
        SystemProgram.find("ip", "iproute2");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jar = TOP.resolve("tools/launcher/target/launcher.jar").toString();
        Path file = folder.resolve("x.pcapng");
        List<String> command = new ArrayList<>(List.of(SystemProgram.find("unshare", "util-linux"), "-n"));
        if (!System.getProperty("user.name").equals("root")) {
            command.add("-Ur");
        }
        command.addAll(List.of("sh", "-c", "ip link set lo up && exec \"$@\"", "sh"));
        command.addAll(List.of(java, "-Dnetprog.top=" + TOP, "-jar", jar, "capture", "-o", file.toString(), "--"));
        command.addAll(List.of("sh", "-c", EXCHANGES, "--lang", "xx")); // what stands behind "--" is not ours
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA", java);
        builder.environment().put("TOP", TOP.toString());
        builder.environment().put("LOG", folder.resolve("log").toString());
        builder.environment().put("ADDRESS", address);
        try (Program capture = Program.start(builder)) {
            capture.awaitExit(Program.TIMEOUT.multipliedBy(3)); // it starts sixteen programs
            assertThat(capture.errors()).as(capture.toString()).contains(" packets on lo, in ");
        }
        try (Program ladder = Program.jar(Path.of(jar), "ladder", "--json", file.toString())) {
            assertThat(ladder.awaitExit()).as(ladder.toString()).isZero();
            return new ObjectMapper().readTree(ladder.output());
        }
    }

    @Test
    void everyProtocolOfTheCourseIsRecognised() throws IOException {
        for (String address : new String[] {"127.0.0.1", "::1"}) {
            List<String> seen = new ArrayList<>();
            List<String> words = new ArrayList<>();
            for (JsonNode each : record(address).get("conversations")) {
                seen.add(each.get("protocol").asText() + " "
                        + each.get("service").asText() + " " + each.get("state").asText());
                assertThat(each.get("client").asText()).contains(address);
                each.get("steps").forEach(step -> {
                    words.add(step.get("label").asText());
                    step.get("below").forEach(line -> words.add(line.asText()));
                });
            }
            boolean staff = TOP.resolve("solutions").toFile().isDirectory();
            List<String> expected = new ArrayList<>();
            for (String kind : new String[] {"tcp ? closed", "udp ? answered"}) {
                for (String service : new String[] {"ctime", "echo", "frames", staff ? "frames" : ""}) {
                    expected.add(kind.replace("?", service));
                }
            }
            expected.removeIf(line -> line.contains("  "));
            // An echo client does not wait for the answer to its "exit", and on a slow machine a UDP client asks again:
            // the
            // last answer may meet a closed socket.
            seen.replaceAll(
                    line -> line.replace("echo reset", "echo closed").replaceFirst("(udp .*) icmp", "$1 answered"));
            assertThat(seen).isEqualTo(expected);
            assertThat(words)
                    .contains("128 bytes, frame \"1 abcd EFG\"", "128 bytes, frame \"ABCD EFG\"", "request: the end")
                    .contains("datagram, 128 bytes, frame \"200 Goodbye\"");
            if (staff) {
                assertThat(words)
                        .contains("the login server's greeting", "the id is right, the password is wrong", "logged in")
                        .contains(
                                "login: id \"guest\", password \"no\", in plain text: whoever sees the packet can read it");
            }
        }
    }
}
