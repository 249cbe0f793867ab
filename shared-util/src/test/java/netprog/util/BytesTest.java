package netprog.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void showsTextAsItIsAndTheRestInEscapes() {
        assertThat(show("hello\n")).isEqualTo("6 bytes \"hello\\n\"");
        assertThat(show("\r\n\t\0 ~")).isEqualTo("6 bytes \"\\r\\n\\t\\0 ~\"");
        assertThat(show("say \"\\n\"")).isEqualTo("8 bytes \"say \\\"\\\\n\\\"\"");
        assertThat(show("한")).isEqualTo("3 bytes \"\\xed\\x95\\x9c\"");
        assertThat(show("\u001b[2J\u007f\u001f")).isEqualTo("6 bytes \"\\x1b[2J\\x7f\\x1f\"");
    }

    @Test
    void countsThem() {
        assertThat(show("")).isEqualTo("0 bytes \"\"");
        assertThat(show("x")).isEqualTo("1 byte \"x\"");
        assertThat(show("xy")).isEqualTo("2 bytes \"xy\"");
    }

    @Test
    void showsAPartOfABuffer() {
        assertThat(Bytes.show("..hello..".getBytes(StandardCharsets.US_ASCII), 2, 5))
                .isEqualTo("5 bytes \"hello\"");
    }

    @Test
    void showsTheFirst64BytesOfALongMessage() {
        assertThat(show("x".repeat(64))).isEqualTo("64 bytes \"" + "x".repeat(64) + "\"");
        assertThat(show("x".repeat(65))).isEqualTo("65 bytes \"" + "x".repeat(64) + "\"...");
        assertThat(Bytes.hex(new byte[64])).isEqualTo("00" + " 00".repeat(63));
        assertThat(Bytes.hex(new byte[65])).isEqualTo("00" + " 00".repeat(63) + " ...");
    }

    @Test
    void writesHexadecimalPairs() {
        assertThat(Bytes.hex(new byte[0])).isEmpty();
        assertThat(Bytes.hex(new byte[] {(byte) 0xee, (byte) 0xa5, 0x3c, 0x0f})).isEqualTo("ee a5 3c 0f");
    }

    @Test
    void escapesControlCharacters() {
        assertThat(Bytes.escape("한글 \"x\" \\ y")).isEqualTo("한글 \"x\" \\ y");
        assertThat(Bytes.escape("a\r\nb\0\t\u001b[2J\u007f\u009b2J")).isEqualTo("a\\r\\nb\\0\\t\\x1b[2J\\x7f\\x9b2J");
    }

    private static String show(String text) {
        return Bytes.show(text.getBytes(StandardCharsets.UTF_8));
    }
}
