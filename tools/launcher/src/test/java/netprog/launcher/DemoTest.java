package netprog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import netprog.wire.Recording;
import netprog.wire.Recording.Kind;
import netprog.wire.Wire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoTest {
    /** ">" is a datagram of the client, "<" one of the server; what follows is its text. */
    @ParameterizedTest
    @CsvSource({
        ">a <A >b <B, >a <A >b <B",
        ">a >a <A <A, >a <A",
        ">a >a <10:00 <10:01, >a <10:00",
        ">a >a <A, >a <A",
        ">a >a >a <A >b <A <A <B, >a <A >b <B",
        ">a <A >4 >4 <200 <403, >a <A >4 <200",
        ">a <A <A, >a <A <A",
        ">a >b >a <A, >a >b >a <A",
        "'', ''",
    })
    void looksOnceAtWhatUdpSentAgain(String sent, String lookedAt) {
        assertThat(text(Demo.withoutRepeats(steps(sent, Kind.DATAGRAM)))).isEqualTo(lookedAt);
    }

    @ParameterizedTest
    @CsvSource({">a >a <A <A"})
    void looksAtEveryByteOfTcp(String sent) {
        assertThat(text(Demo.withoutRepeats(steps(sent, Kind.DATA)))).isEqualTo(sent);
    }

    private static List<Recording.Step> steps(String text, Kind kind) {
        Recording recording = new Recording();
        for (String each : text.split(" ")) {
            if (!each.isEmpty()) {
                boolean client = each.charAt(0) == '>';
                recording.add(
                        client ? "client" : "server",
                        client ? "server" : "client",
                        kind,
                        Wire.bytes(each.substring(1)));
            }
        }
        return recording.steps();
    }

    private static String text(List<Recording.Step> steps) {
        return String.join(
                " ",
                steps.stream()
                        .map(step -> (step.from().equals("client") ? ">" : "<") + Wire.text(step.data()))
                        .toList());
    }
}
