package netprog.netlab.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import netprog.netlab.common.IcmpError;
import netprog.wire.Ladder;
import netprog.wire.Ladder.Row;
import netprog.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of conversations that are hard to provoke: routers, other charsets, packets larger than what is kept. */
class LadderRowsTest {
    private static final Endpoint CLIENT = new Endpoint("172.30.1.10", 40000);
    private static final Endpoint SERVER = new Endpoint("203.0.113.10", 30000);

    private final Locale before = Locale.getDefault();

    @BeforeEach
    void setEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    private static List<Row> rows(Charset charset, Packet... packets) {
        Conversation conversation = new Conversation(1, packets[0], new Conversation.Bounds(100, 10, true));
        Arrays.stream(packets).forEach(conversation::add);
        return DrawnConversation.of(conversation, new MessageTexts(charset)).rows();
    }

    private static Packet sent(int number, byte... data) {
        return Packets.udp(number, CLIENT.host(), CLIENT.port(), SERVER.host(), SERVER.port(), data);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4|3|1|host unreachable",
                "4|3|0|network unreachable: no route",
                "4|3|13|prohibited: a firewall or router refuses",
                "4|11|0|time exceeded: too many routers on the way",
                "4|3|4|packet too big for the way",
                "4|5|1|redirect: there is a better router; the packet did arrive",
                "6|1|3|host unreachable",
                "6|1|0|network unreachable: no route",
                "6|1|1|prohibited: a firewall or router refuses",
                "6|2|0|packet too big for the way",
                "6|3|0|time exceeded: too many routers on the way",
            })
    void anErrorOfARouterNamesTheRouter(int version, int type, int code, String words) {
        Packet asked = sent(1, Wire.frame("1 abc"));
        Packet error = Packets.error(4, asked, new IcmpError("172.30.1.1", version, type, code));
        Row row = rows(StandardCharsets.UTF_8, asked, error).get(1);
        assertThat(row.label()).isEqualTo("ICMP from 172.30.1.1: " + words);
        assertThat(row.direction()).isEqualTo(Ladder.Direction.TO_LEFT);
        assertThat(row.below()).containsExactly("about the packet that was sent 3.000 ms before");
        assertThat(row.trouble()).isTrue();
    }

    /** As "tcpdump dst port 30000" records: the server answered, or the client would not have gone on. */
    @Test
    void oneDirectionIsNoUnansweredSyn() {
        Packet syn = Packets.tcp(1, CLIENT, SERVER, Packet.SYN, 0);
        Conversation alone = new Conversation(1, syn, new Conversation.Bounds(100, 10, true));
        alone.add(syn);
        assertThat(alone.state()).isEqualTo(Conversation.State.NO_CONNECTION);
        alone.add(Packets.tcp(2, CLIENT, SERVER, Packet.ACK, 1));
        alone.add(Packets.tcp(3, CLIENT, SERVER, Packet.ACK | Packet.FIN, 1));
        assertThat(alone.state()).isNotEqualTo(Conversation.State.NO_CONNECTION);
    }

    /** A redirected packet did arrive. */
    @Test
    void aRedirectIsNoEnd() {
        Packet asked = sent(1, Wire.frame("1 abc"));
        Conversation redirected = new Conversation(1, asked, new Conversation.Bounds(100, 10, true));
        redirected.add(asked);
        redirected.add(Packets.error(2, asked, new IcmpError("172.30.1.1", 4, 5, 1)));
        assertThat(redirected.state()).isEqualTo(Conversation.State.UNANSWERED);
    }

    @Test
    void koreanTextOfWindowsIsReadInItsCharset() {
        byte[] frame = Wire.frameWithGarbage("1 안녕", Charset.forName("MS949"));
        assertThat(rows(Charset.forName("MS949"), sent(1, frame)).get(0).label())
                .isEqualTo("datagram, 128 bytes, frame \"1 안녕\"");
        assertThat(rows(StandardCharsets.UTF_8, sent(1, frame)).get(0).label())
                .contains("\\xbe")
                .doesNotContain("안녕");
    }

    @Test
    void aSegmentLargerThanWhatIsKeptDoesNotShiftTheFramesBehindIt() {
        byte[] forty = new byte[40 * 128 + 60];
        for (int i = 0; i <= 40; i++) {
            System.arraycopy(Wire.frame("1 number " + i), 0, forty, i * 128, i < 40 ? 128 : 60);
        }
        byte[] rest = Arrays.copyOf(new byte[68], 68 + 128);
        System.arraycopy(Wire.frame("2 LAST"), 0, rest, 68, 128);
        List<Row> rows = rows(
                StandardCharsets.UTF_8,
                Packets.tcp(1, CLIENT, SERVER, Packet.SYN, 0),
                Packets.tcp(2, CLIENT, SERVER, Packet.ACK, 1, forty),
                Packets.tcp(3, CLIENT, SERVER, Packet.ACK, 1 + forty.length, rest));
        assertThat(rows.get(1).label()).isEqualTo("5180 bytes, 16 frames");
        assertThat(rows.get(1).below())
                .contains("\"1 number 0\": request: lower case to upper case", "... and 12 more frames");
        assertThat(rows.get(2).label()).isEqualTo("196 bytes, frame \"2 LAST\"");
    }

    @Test
    void aConversationOfAnyLengthFits() {
        Packet first = sent(0, Wire.bytes("0"));
        Conversation conversation = new Conversation(1, first, new Conversation.Bounds(3, 2, false));
        for (int i = 0; i < 100_000; i++) {
            conversation.add(sent(i, Wire.bytes("" + i)));
        }
        DrawnConversation scene = DrawnConversation.of(conversation, new MessageTexts(StandardCharsets.UTF_8));
        assertThat(scene.rows())
                .extracting(Row::label)
                .containsExactly(
                        "datagram, 1 byte \"0\"",
                        "datagram, 1 byte \"1\"",
                        "datagram, 1 byte \"2\"",
                        "... 99995 packets are left out here ...",
                        "datagram, 5 bytes \"99998\"",
                        "datagram, 5 bytes \"99999\"");
        assertThat(scene.remarks())
                .contains("99995 of its 100000 packets are left out in the middle; --all draws more of them.");
    }

    /** Between the two equal datagrams were others, which are left out. */
    @Test
    void nothingIsTheSameAgainAcrossAGap() {
        List<Packet> packets = new ArrayList<>(List.of(sent(0, Wire.bytes("a"))));
        for (int i = 1; i < 10; i++) {
            packets.add(sent(i, Wire.bytes("other " + i)));
        }
        packets.add(sent(10, Wire.bytes("a")));
        packets.add(Packets.error(11, packets.get(9), new IcmpError(SERVER.host(), 4, 3, 3)));
        Conversation conversation = new Conversation(1, packets.get(0), new Conversation.Bounds(1, 2, true));
        packets.forEach(conversation::add);
        List<Row> rows = DrawnConversation.of(conversation, new MessageTexts(StandardCharsets.UTF_8))
                .rows();
        assertThat(rows)
                .extracting(Row::label)
                .startsWith("datagram, 1 byte \"a\"", "... 9 packets are left out here ...", "datagram, 1 byte \"a\"");
        assertThat(rows.get(2).trouble()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1900-01-01T00:00:00Z, 0",
        "3809000000, 2020-09-13T15:33:20Z, 1600000000",
        "5, 2036-02-07T06:28:21Z, 2080000000"
    })
    void secondsSince1900AreOfTheNearestEra(long seconds, String date, long recorded) {
        long near = recorded == 0 ? -2_208_988_800L : recorded;
        assertThat(MessageTexts.date(seconds, BigDecimal.valueOf(near)).toString())
                .isEqualTo(date);
    }
}
