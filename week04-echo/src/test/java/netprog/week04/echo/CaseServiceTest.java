package netprog.week04.echo;

import static netprog.wire.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseServiceTest {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";
    private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "1 abcd EFG|ABCD EFG",
                "2 abcd EFG|abcd efg",
                "3 abcd EFG|ABCD efg",
                "1|''",
                "1 |''",
                "2|''",
                "3 |''",
                "1  a|' A'",
                "1 4 abc|4 ABC",
                "1 한글 abc 1234|한글 ABC 1234",
            })
    void changesTheText(String request, String reply) {
        assertThat(CaseService.reply(Frame.of(request)).text()).isEqualTo(reply);
        assertThat(CaseService.isEnd(Frame.of(request))).isFalse();
    }

    @Test
    void keepsOneLineEndAndDoesNotTakeItForAPartOfTheRequest() {
        assertThat(reply("1 abc\n")).isEqualTo("ABC\n");
        assertThat(reply("2 ABC\r\n")).isEqualTo("abc\r\n");
        assertThat(reply("1\n").strip()).isEmpty();
        assertThat(reply("3\r\n").strip()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "4 ", "4 abc", "4\n", "4\r\n", "4 \n"})
    void endsWithOperationFour(String request) {
        assertThat(CaseService.isEnd(Frame.of(request))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "\r\n",
                "0",
                "5 abc",
                "9",
                "1x",
                "12 x",
                "12",
                " 1 x",
                "1\tx",
                "1\nx",
                "1\n\n",
                "1\r",
                "4x",
                "44",
                "04",
                "\n4",
                "a b",
                "-1 x",
                "id=a pass=b",
                "１ abc",
                "\u000b"
            })
    void rejectsAnythingElse(String request) {
        assertThat(reply(request)).isEqualTo("400 Bad Request");
        assertThat(CaseService.isEnd(Frame.of(request))).isFalse();
    }

    @Test
    void changesThe52LettersAndNoOtherByte() {
        for (int value = 1; value < 256; value++) {
            boolean small = ALPHABET.indexOf(value) >= 0;
            boolean capital = CAPITALS.indexOf(value) >= 0;
            assertThat(replyByte('1', value)).isEqualTo(small ? value - 32 : value);
            assertThat(replyByte('2', value)).isEqualTo(capital ? value + 32 : value);
            assertThat(replyByte('3', value)).isEqualTo(small ? value - 32 : capital ? value + 32 : value);
        }
    }

    @Test
    void ignoresWhatFollowsTheNul() {
        byte[] request = bytes("1 a\0b");

        assertThat(CaseService.reply(Frame.ofBytes(request, 0, request.length)).text())
                .isEqualTo("A");
    }

    @Test
    void changesTheSecondByteOfAnMs949CharacterToo() {
        Charset ms949 = Charset.forName("MS949");
        Frame request = Frame.of("2 갂", ms949);

        assertThat(request.textBytes()).endsWith(0x81, 0x41);
        assertThat(CaseService.reply(request).textBytes()).containsExactly(0x81, 0x61);
        assertThat(CaseService.reply(Frame.of("2 한글", ms949)).text(ms949)).isEqualTo("한글");
    }

    @Test
    void answersAFrameWithoutANul() {
        byte[] request = bytes("1 " + "x".repeat(126));

        assertThat(CaseService.reply(Frame.ofBytes(request, 0, 128)).text()).isEqualTo("X".repeat(126));
    }

    private static String reply(String request) {
        return CaseService.reply(Frame.of(request)).text();
    }

    private static int replyByte(char op, int value) {
        byte[] request = {(byte) op, ' ', (byte) value};
        byte[] reply = CaseService.reply(Frame.ofBytes(request, 0, 3)).textBytes();
        assertThat(reply).hasSize(1);
        return reply[0] & 0xff;
    }
}
