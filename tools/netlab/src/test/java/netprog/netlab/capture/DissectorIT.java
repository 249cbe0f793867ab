package netprog.netlab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import netprog.wire.Wire;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Wireshark's dissector for the frames, run by tshark on real conversations and on the example. */
@Execution(ExecutionMode.CONCURRENT)
class DissectorIT {
    private static final Path HERE = Path.of(System.getProperty("netprog.top"), "tools/netlab/src/main/wireshark");
    private static final Path EXAMPLE = HERE.resolve("example.pcapng");

    private static SampleCapture recorded;

    @BeforeAll
    static void record() throws IOException {
        recorded = SampleCapture.get();
    }

    /** Runs tshark with the dissector: a line for each packet of the protocol, with "|" between the fields. */
    private static List<String> dissect(Path capture, String filter, String fields, String... options)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(SystemProgram.find("tshark", "tshark"), "-n", "-r"));
        command.addAll(List.of(capture.toString(), "-X", "lua_script:" + HERE.resolve("netprog.lua")));
        command.addAll(List.of(options));
        command.addAll(List.of("-Y", "netprog and " + filter, "-T", "fields", "-E", "separator=|"));
        for (String field : fields.split(" ")) {
            command.addAll(List.of("-e", "netprog." + field));
        }
        try (Program program = NetlabCommands.start(command)) {
            assertThat(program.awaitExit()).as(program.toString()).isZero();
            assertThat(program.errors()).doesNotContain("lua", "Lua");
            return program.output().lines().toList();
        }
    }

    private static String port(String exchange) {
        return recorded.exchange(exchange).get("client").asText().replaceFirst(".*:", "");
    }

    @Test
    void framesOverTcpHaveTheirFields() throws IOException {
        assertThat(dissect(recorded.file, "tcp.port == " + port("login"), "kind text op status id password"))
                .containsExactly(
                        "greeting|Welcome to Server!!||||",
                        "login|id=hong pass=wrong|||hong|wrong",
                        "reply|402 Invalid Password\\n||402||",
                        "login|id=홍 pass=p=1\\n|||홍|p=1",
                        "reply|200 Welcome 홍!!\\n||200||",
                        "request|1 in pieces|1|||", // came in three segments
                        "text|IN PIECES||||",
                        "request,request|2 TWO,3 aB|2,3|||", // came in one segment
                        "text|two||||",
                        "text|Ab||||",
                        "request|4|4|||");
    }

    @Test
    void bytesBehindTheNulAreGarbage() throws IOException {
        List<String> lines = dissect(recorded.file, "netprog.password == \"wrong\"", "text garbage");
        assertThat(lines).hasSize(1);
        String[] fields = lines.get(0).split("\\|");
        byte[] frame = Wire.frameWithGarbage("id=hong pass=wrong");
        StringBuilder hex = new StringBuilder();
        for (int i = fields[0].length() + 1; i < frame.length; i++) {
            hex.append(String.format("%02x", frame[i]));
        }
        assertThat(fields[1]).isEqualTo(hex.toString());
    }

    @Test
    void framesOverUdpHaveTheirFields() throws IOException {
        assertThat(dissect(recorded.file, "udp.port == " + port("udp-frames"), "kind text op status id password"))
                .containsExactly(
                        "login|id=guest pass=guest|||guest|guest",
                        "reply|200 Welcome guest!!\\n||200||",
                        "request|1 short|1|||",
                        "text|SHORT||||",
                        "request|4|4|||",
                        "reply|200 Goodbye guest!!\\n||200||");
    }

    @Test
    void theEchoServiceOnTheSamePortIsShownAsText() throws IOException {
        assertThat(dissect(recorded.file, "tcp.port == " + port("echo"), "kind data"))
                .containsExactly("data|안녕 hello\\n", "data|안녕 hello\\n");
    }

    @Test
    @Tag("full")
    void otherPortsAreAPreferenceOrDecodeAs() throws IOException {
        String filter = "tcp.port == " + port("ctime");
        assertThat(dissect(recorded.file, filter, "kind time")).isEmpty();
        String server = recorded.exchange("ctime").get("server").asText().replaceFirst(".*:", "");
        List<String> time = List.of("time|Wed Sep 16 10:15:00 2020");
        assertThat(dissect(recorded.file, filter, "kind time", "-o", "netprog.ports:30000," + server))
                .isEqualTo(time);
        assertThat(dissect(recorded.file, filter, "kind time", "-d", "tcp.port==" + server + ",netprog"))
                .isEqualTo(time);
        String udp = recorded.exchange("udp-ctime").get("server").asText().replaceFirst(".*:", "");
        assertThat(dissect(
                        recorded.file,
                        "udp.port == " + port("udp-ctime"),
                        "kind time",
                        "-d",
                        "udp.port==" + udp + ",netprog"))
                .containsExactly("data|", "time|Wed Sep 16 10:15:00 2020");
    }

    @Test
    void theDissectorAndTheLadderReadTheSameFrames() throws IOException {
        List<String> dissected = new ArrayList<>();
        dissect(recorded.file, "(tcp.port == 30000 or udp.port == 30000)", "text")
                .forEach(line -> dissected.addAll(List.of(line.split(","))));
        dissected.removeIf(String::isEmpty);
        List<String> drawn = new ArrayList<>();
        for (String name : new String[] {"login", "udp-frames"}) {
            recorded.exchange(name).get("steps").forEach(step -> {
                String label = step.get("label").asText();
                if (label.contains("frame \"")) {
                    drawn.add(label.replaceFirst("(?s).*frame \"(.*)\"$", "$1"));
                } else {
                    step.get("below").forEach(line -> {
                        if (line.asText().startsWith("\"")) {
                            drawn.add(line.asText().replaceFirst("\"(.*)\": .*", "$1"));
                        }
                    });
                }
            });
        }
        assertThat(drawn).hasSizeGreaterThan(15).containsExactlyElementsOf(dissected);
    }

    @Test
    void theExampleHasWhatTheReadmeShows() throws IOException {
        List<String> kinds = dissect(EXAMPLE, "frame", "kind");
        assertThat(kinds).contains("time", "data", "greeting", "login", "request", "reply", "text", "request,request");
        assertThat(dissect(EXAMPLE, "netprog.password", "id password"))
                .containsExactly("guest|wrong", "guest|guest", "guest|wrong", "guest|guest");
    }
}
