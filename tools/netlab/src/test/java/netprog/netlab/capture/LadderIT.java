package netprog.netlab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import netprog.wire.CommandLoop;
import netprog.wire.Ladder;
import netprog.wire.Program;
import netprog.wire.Wire;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ladders of recorded conversations, compared with tshark and with what the programs really did. */
@Execution(ExecutionMode.CONCURRENT)
class LadderIT {
    private static SampleCapture recorded;

    @TempDir
    private Path folder;

    @BeforeAll
    static void record() throws IOException {
        recorded = SampleCapture.get();
    }

    private static List<String> labels(JsonNode exchange) {
        List<String> labels = new ArrayList<>();
        exchange.get("steps")
                .forEach(step -> labels.add((step.get("from").asText().equals("client") ? "> " : "< ")
                        + step.get("label").asText()));
        return labels;
    }

    private static List<String> below(JsonNode exchange) {
        List<String> lines = new ArrayList<>();
        exchange.get("steps").forEach(step -> step.get("below").forEach(line -> lines.add(line.asText())));
        return lines;
    }

    @Test
    void everyPacketIsThereWithItsDirectionFlagsAndLength() throws IOException {
        Map<Integer, JsonNode> steps = new HashMap<>();
        Map<Integer, JsonNode> conversations = new HashMap<>();
        for (JsonNode each : recorded.ladder.get("conversations")) {
            each.get("steps").forEach(step -> {
                steps.put(step.get("packet").asInt(), step);
                conversations.put(step.get("packet").asInt(), each);
            });
        }
        List<String[]> packets = recorded.tshark(
                "-Y",
                "(tcp or udp) and not icmp and not icmpv6",
                "-T",
                "fields",
                "-e",
                "frame.number",
                "-e",
                "tcp.srcport",
                "-e",
                "udp.srcport",
                "-e",
                "tcp.flags.str",
                "-e",
                "tcp.len",
                "-e",
                "udp.length",
                "-e",
                "ip.src",
                "-e",
                "ipv6.src");
        assertThat(recorded.ladder.get("packets").asInt()).isGreaterThan(SampleExchanges.MANY);
        int compared = 0;
        for (String[] packet : packets) {
            JsonNode step = steps.get(Integer.valueOf(packet[0]));
            if (step == null) {
                continue; // in the middle of the longest exchange
            }
            compared++;
            JsonNode conversation = conversations.get(Integer.valueOf(packet[0]));
            String sender = conversation.get(step.get("from").asText()).asText();
            boolean tcp = !packet[1].isEmpty();
            assertThat(sender).as(step.toString()).endsWith(":" + (tcp ? packet[1] : packet[2]));
            assertThat(sender).contains(packet[6].isEmpty() ? packet[7] : packet[6]);
            assertThat(step.get("bytes").asInt())
                    .isEqualTo(tcp ? Integer.parseInt(packet[4]) : Integer.parseInt(packet[5]) - 8);
            if (tcp) {
                assertThat(letters(step.get("flags"))).isEqualTo(packet[3].replaceAll("[^A-Z]", ""));
            }
        }
        long many = recorded.exchange("udp-many").get("leftOut").asLong();
        assertThat(packets).hasSize(compared + (int) many);
        assertThat(many).isEqualTo(SampleExchanges.MANY - 2100);
        int errors = recorded.tshark("-Y", "icmp or icmpv6.type == 1").size();
        assertThat(steps.values().stream()
                        .filter(step -> step.get("kind").asText().equals("icmp")))
                .hasSize(errors);
        assertThat(errors).isEqualTo(3);
    }

    /** The flags as tshark writes them: one letter for each that is set, the highest first. */
    private static String letters(JsonNode flags) {
        StringBuilder letters = new StringBuilder();
        flags.forEach(flag -> letters.insert(0, flag.asText().charAt(0)));
        return letters.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "ctime, ctime, closed",
        "rfc868, rfc868, closed",
        "daytime, daytime, closed",
        "echo, echo, closed",
        "login, frames, closed",
        "early, unknown, open",
        "reset, unknown, reset",
        "half-closed, unknown, half-closed",
        "open, unknown, open",
        "refused 127.0.0.1, unknown, refused",
        "refused ::1, unknown, refused",
        "no-connection, unknown, no-connection",
        "loss, ctime, closed",
        "silent, frames, silent",
        "prohibited, frames, icmp",
        "udp-ctime, ctime, answered",
        "udp-rfc868, rfc868, answered",
        "udp-frames, frames, answered",
        "udp-echo-largest, echo, answered",
        "udp-unanswered, frames, unanswered",
        "udp-refused 127.0.0.1, unknown, icmp",
        "udp-refused ::1, unknown, icmp",
        "udp-many, unknown, answered"
    })
    void eachExchangeIsRecognised(String name, String service, String state) {
        JsonNode exchange = recorded.exchange(name);
        assertThat(exchange.get("service").asText()).isEqualTo(service);
        assertThat(exchange.get("state").asText()).isEqualTo(state);
    }

    @Test
    void thereIsNoOtherConversation() {
        assertThat(recorded.ladder.get("conversations")).hasSize(23);
    }

    @Test
    void aTimeOverTcp() {
        assertThat(labels(recorded.exchange("ctime")).stream().filter(label -> !label.matches(". ACK \\d+")))
                .containsExactly(
                        "> SYN (connect)",
                        "< SYN, ACK (accepted)",
                        "> ACK (connected)",
                        "< 26 bytes \"Wed Sep 16 10:15:00 2020\\n\\0\"",
                        "> FIN (end: no more data)",
                        "< FIN (end: no more data)");
        assertThat(below(recorded.exchange("rfc868")))
                .anyMatch(line -> line.matches("\\d{10} seconds since 1900: 20\\d\\d-\\d\\d-\\d\\dT.*Z"));
    }

    @Test
    void framesAreFoundHoweverTheStreamWasCut() {
        JsonNode login = recorded.exchange("login");
        assertThat(labels(login))
                .contains(
                        "< 128 bytes, frame \"Welcome to Server!!\"",
                        "> 128 bytes, frame \"id=hong pass=wrong\"",
                        "> 128 bytes, frame \"id=홍 pass=p=1\\n\"",
                        "> 50 bytes, part of a frame: \"1 in pieces\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\"...",
                        "> 28 bytes, the end of frame \"1 in pieces\"",
                        "> 256 bytes, 2 frames");
        assertThat(below(login))
                .contains(
                        "login: id \"홍\", password \"p=1\", in plain text: anyone who sees the packet can read it",
                        "the id is right, the password is wrong",
                        "logged in",
                        "its last 100 bytes begin a frame of 128",
                        "request: lower case to upper case",
                        "\"2 TWO\": request: upper case to lower case",
                        "\"3 aB\": request: swap upper and lower case")
                .anyMatch(line -> line.startsWith("behind the NUL: 109 bytes without a meaning: "))
                .anyMatch(line -> line.startsWith("behind the NUL: 122 bytes without a meaning: "));
    }

    @Test
    void retransmissionsAreMarked() {
        assertThat(labels(recorded.exchange("no-connection")))
                .contains("> SYN (connect)")
                .anyMatch(label -> label.equals("> retransmission: SYN (connect), try 2"));
        assertThat(labels(recorded.exchange("loss")))
                .contains("< 26 bytes \"Wed Sep 16 10:15:00 2020\\n\\0\"")
                .anyMatch(label -> label.startsWith("< retransmission: 26 bytes \"Wed Sep 16"));
        assertThat(labels(recorded.exchange("silent")).stream().filter(label -> label.contains("retransmission")))
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(labels(recorded.exchange("udp-unanswered")))
                .containsExactly(
                        "> datagram, 128 bytes, frame \"1 abc\"",
                        "> the same again, try 2: datagram, 128 bytes, frame \"1 abc\"",
                        "> the same again, try 3: datagram, 128 bytes, frame \"1 abc\"");
    }

    @Test
    void anIcmpErrorBelongsToTheDatagramThatCausedIt() {
        for (String name : new String[] {"udp-refused 127.0.0.1", "udp-refused ::1"}) {
            assertThat(labels(recorded.exchange(name)))
                    .containsExactly(
                            "> datagram, 2 bytes \"?\\0\"", "< ICMP: port unreachable (refused: no server listens)");
        }
        assertThat(labels(recorded.exchange("prohibited")))
                .containsExactly(
                        "> datagram, 128 bytes, frame \"1 abc\"", "< ICMP: prohibited: a firewall or router refuses");
    }

    @Test
    void theTextHasALimitAndTellsWhatIsLeftOut() throws IOException {
        CommandLoop.Result text = NetlabCommands.run("ladder", recorded.file.toString());
        assertThat(text.status()).isZero();
        assertThat(text.output())
                .contains(" packets, 23 conversations.", "\n  no.  seconds  over")
                .containsPattern("Not drawn: \\d+ more conversations\\. Draw one: .*ladder --conversation \\d+ ")
                .contains("Not drawn, because they only acknowledge (ACK): ")
                .doesNotContain("\u001b");
        assertThat(text.output().lines().filter(line -> line.matches(".*\\|(---|<--) .*")))
                .hasSizeLessThanOrEqualTo(150);
        String number = recorded.exchange("udp-many").get("number").asText();
        CommandLoop.Result many = NetlabCommands.run("ladder", "--conversation", number, recorded.file.toString());
        assertThat(many.output())
                .contains("... 2950 packets are left out here ...")
                .contains("2950 of its 3000 packets are left out in the middle; --all draws more of them.")
                .contains("\"request 0\"", "\"reply 19\"", "\"request 1495\"", "\"reply 1499\"")
                .doesNotContain("\"request 20\"", "\"reply 1494\"");
    }

    @Tag("full")
    @Test
    void theTwoLinesOfALadderAreStraight() throws IOException {
        String number = recorded.exchange("login").get("number").asText();
        String[] command = {"ladder", "-c", number, recorded.file.toString()};
        assertThatLinesAreStraight(NetlabCommands.run(command).output(), "login: id \"홍\"");
        List<String> korean = NetlabCommands.java(NetlabCommands.class, command);
        korean.replaceAll(word -> word.replace("language=en", "language=ko"));
        try (Program program = NetlabCommands.start(korean)) {
            assertThat(program.awaitExit()).as(program.toString()).isZero();
            assertThatLinesAreStraight(program.output(), "로그인: 아이디 \"홍\"");
        }
    }

    private static void assertThatLinesAreStraight(String text, String part) {
        List<String> rungs =
                text.lines().filter(line -> line.matches("[ .0-9]*\\|.*\\|")).toList();
        assertThat(rungs).hasSizeGreaterThan(20);
        assertThat(rungs.stream().map(Ladder::columns).distinct()).as(text).hasSize(1);
        assertThat(text).contains(part);
    }

    @Tag("full")
    @Test
    void aPictureHasEveryArrow() throws Exception {
        String number = recorded.exchange("login").get("number").asText();
        int arrows = recorded.exchange("login").get("steps").size();
        Path svg = folder.resolve("login.svg");
        Path png = folder.resolve("login.png");
        for (Path picture : new Path[] {svg, png}) {
            CommandLoop.Result written = NetlabCommands.run(
                    "ladder", "--all", "-c", number, "-o", picture.toString(), recorded.file.toString());
            assertThat(written.status()).as(written.toString()).isZero();
            assertThat(written.output()).isEmpty();
            assertThat(written.errors().lines().filter(line -> line.startsWith("Written: ")))
                    .hasSize(1);
        }
        String source = Files.readString(svg, StandardCharsets.UTF_8);
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
        assertThat(Pattern.compile("class=\"message\"").matcher(source).results())
                .hasSize(arrows);
        assertThat(text(source))
                .contains(
                        "SYN (connect)", "client [::1]:", "login: id \"홍\", password \"p=1\"", "both sides have closed")
                .doesNotContain("U+00");
        double height = Double.parseDouble(source.replaceFirst("(?s).*?height=\"([0-9.]+)px\".*", "$1"));
        BufferedImage image = ImageIO.read(png.toFile());
        assertThat((double) image.getHeight()).isBetween(height - 8, height + 8);
        assertThat(image.getWidth()).isGreaterThan(400);
    }

    /** The text of a picture. */
    private static String text(String svg) {
        return svg.replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace('\u00a0', ' ');
    }

    @Test
    void textFromTheNetworkIsNoCommandForThePicture() throws IOException {
        String text = "1 <b>x</b> %getenv(\"PATH\") $x !include /etc/passwd [[http://x y]] @enduml";
        Packet packet = Packets.udp(1, "127.0.0.1", 5, "127.0.0.1", 30000, Wire.frame(text));
        Conversation conversation = new Conversation(1, packet, new Conversation.Bounds(10, 10, true));
        conversation.add(packet);
        DrawnConversation scene = DrawnConversation.of(conversation, new MessageTexts(StandardCharsets.UTF_8));
        String svg = new String(PictureLadder.draw(List.of(scene), LadderCommand.Format.SVG), StandardCharsets.UTF_8);
        assertThat(svg).doesNotContain("href", System.getenv("PATH"));
        assertThat(text(svg)).contains("\"1 <b>x</b> %getenv(\\\"PATH\\\") $x !");
    }
}
