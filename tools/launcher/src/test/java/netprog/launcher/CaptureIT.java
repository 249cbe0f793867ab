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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The course's programs, recorded with {@code capture} and drawn with {@code ladder}, all from their jars. */
class CaptureIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();

    /** Each server has a port of its own and one client; all servers have ended before the recording ends. */
    private static final String EXCHANGES = """
            run() { # jar server client, the client's input, and the address
              log=$(mktemp -p "$FOLDER")
              "$JAVA" -XX:TieredStopAtLevel=1 -jar "$1" $2 0 --bind "$5" >"$log" & server=$!
              until grep -q 'listening on' "$log"; do sleep 0.05; kill -0 $server || exit 9; done
              port=$(sed -n '1s/.*://p' "$log")
              printf "$4" | "$JAVA" -XX:TieredStopAtLevel=1 -jar "$1" $3 "$5" $port
              kill $server; wait $server
            }
            for p in "tcp $TCP" "udp $UDP"; do
              a=${p#* }; p=${p% *}
              run "$TOP/week03-time/target/week03-time.jar" $p-server $p-client '' $a &
              run "$TOP/week04-echo/target/week04-echo.jar" $p-server $p-client 'hi\\nexit\\n' $a &
              run "$TOP/week04-echo/target/week04-echo.jar" $p-case-server $p-case-client '1\\nabcd EFG\\n4\\n' $a &
              if [ -f "$TOP/solutions/target/solutions.jar" ]; then
                run "$TOP/solutions/target/solutions.jar" $p-server $p-client 'guest\\nno\\nguest\\nguest\\n2\\nAbc\\n4\\n' $a &
              fi
            done
            wait
            """;

    @TempDir
    private Path folder;

    /** Records all pairs, those of TCP at one address and those of UDP at another one. */
    private JsonNode record(String tcp, String udp) throws IOException {
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
        command.addAll(List.of(java, "-Dnetprog.top=" + TOP, "-Duser.language=en", "-jar", jar));
        command.addAll(List.of("capture", "-o", file.toString(), "--"));
        command.addAll(List.of("sh", "-c", EXCHANGES, "--lang", "xx")); // behind "--" nothing is an option of ours
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA", java);
        builder.environment().put("TOP", TOP.toString());
        builder.environment().put("FOLDER", folder.toString());
        builder.environment().put("TCP", tcp);
        builder.environment().put("UDP", udp);
        try (Program capture = Program.start(builder)) {
            capture.awaitExit(Program.TIMEOUT.multipliedBy(3)); // it starts sixteen programs
            assertThat(capture.errors()).as(capture.toString()).contains(" packets on lo, in ");
        }
        try (Program ladder = Program.jar(Path.of(jar), "ladder", "--json", "--all", file.toString())) {
            assertThat(ladder.awaitExit()).as(ladder.toString()).isZero();
            return new ObjectMapper().readTree(ladder.output());
        }
    }

    @Tag("full")
    @Test
    void everyProtocolOfTheCourseIsRecognised() throws IOException {
        assertThatAllAreRecognised("127.0.0.1", "::1");
    }

    @Test
    @Tag("full")
    void everyProtocolOfTheCourseIsRecognisedAtTheOtherAddress() throws IOException {
        assertThatAllAreRecognised("::1", "127.0.0.1");
    }

    private void assertThatAllAreRecognised(String tcp, String udp) throws IOException {
        List<String> seen = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (JsonNode each : record(tcp, udp).get("conversations")) {
            String protocol = each.get("protocol").asText();
            seen.add(protocol + " " + each.get("service").asText() + " "
                    + each.get("state").asText());
            assertThat(each.get("client").asText()).contains(protocol.equals("tcp") ? tcp : udp);
            each.get("steps").forEach(step -> {
                texts.add(step.get("label").asText());
                step.get("below").forEach(line -> texts.add(line.asText()));
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
        // An echo client does not wait for the reply to its "exit", and on a slow machine a UDP client asks again: the
        // last
        // reply may meet a closed socket.
        seen.replaceAll(line -> line.replace("echo reset", "echo closed").replaceFirst("(udp .*) icmp", "$1 answered"));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(texts)
                .contains("128 bytes, frame \"1 abcd EFG\"", "128 bytes, frame \"ABCD EFG\"", "request: the end")
                .contains("datagram, 128 bytes, frame \"200 Goodbye\"");
        if (staff) {
            assertThat(texts)
                    .contains("the login server's greeting", "the id is right, the password is wrong", "logged in")
                    .contains("login: id \"guest\", password \"no\", in plain text:"
                            + " anyone who sees the packet can read it");
        }
    }
}
