package netprog.week04.echo;

import static netprog.wire.Wire.bytes;
import static netprog.wire.Wire.frameWithGarbage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.DatagramPacket;
import java.nio.charset.Charset;
import java.util.Arrays;
import netprog.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    private static final Charset MS949 = Charset.forName("MS949");

    @Test
    void hasATextAndANulAnd128BytesInTotal() throws IOException {
        assertThat(written(Frame.of("1 abc"))).hasSize(128).startsWith('1', ' ', 'a', 'b', 'c', 0);
        assertThat(written(Frame.of(""))).hasSize(128).startsWith(0);
        assertThat(Frame.SIZE).isEqualTo(128);
    }

    @Test
    void accepts127BytesAndRejects128() throws IOException {
        String longest = "x".repeat(127);

        assertThat(written(Frame.of(longest))).isEqualTo(bytes(longest + "\0"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Frame.of(longest + "x"))
                .withMessageContaining("128")
                .withMessageContaining("127");
    }

    @Test
    void countsBytesAndNotCharacters() {
        assertThat(Frame.of("가".repeat(42) + "x").text()).isEqualTo("가".repeat(42) + "x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Frame.of("가".repeat(43)))
                .withMessageContaining("129");
        assertThat(Frame.of("가".repeat(63), MS949).text(MS949)).isEqualTo("가".repeat(63));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Frame.of("가".repeat(64), MS949))
                .withMessageContaining("128");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0", "\0a", "a\0b"})
    void rejectsATextWithANul(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Frame.of(text)).withMessageContaining("NUL");
    }

    @Test
    void writesTheBytesOfTheCharset() throws IOException {
        assertThat(written(Frame.of("한글"))).startsWith(0xed, 0x95, 0x9c, 0xea, 0xb8, 0x80, 0);
        assertThat(written(Frame.of("한글", MS949))).startsWith(0xc7, 0xd1, 0xb1, 0xdb, 0);
        assertThat(Frame.of("한글", MS949).text(MS949)).isEqualTo("한글");
    }

    @Test
    void rejectsACharacterThatTheCharsetCannotEncode() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Frame.of("1 😀", MS949))
                .withMessageContaining("MS949");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Frame.of("1 \ud83d"))
                .withMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc\n", "abc\r\n", "\n", " abc ", "한글\n"})
    void keepsTheTextAsItIs(String text) throws IOException {
        assertThat(Frame.of(text).text()).isEqualTo(text);
        assertThat(read(written(Frame.of(text))).text()).isEqualTo(text);
    }

    @Test
    void isFlushedWhenItIsWritten() throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();

        Frame.of("abc").writeTo(new BufferedOutputStream(wire));

        assertThat(wire.size()).isEqualTo(128);
    }

    @Test
    void endsAtTheFirstNul() throws IOException {
        byte[] garbage = frameWithGarbage("abc");
        garbage[100] = 0;

        assertThat(read(garbage)).hasToString("3 bytes \"abc\"");
        assertThat(read(frameWithGarbage(""))).hasToString("0 bytes \"\"");
    }

    @Test
    void withoutANulIsATextOf128Bytes() throws IOException {
        assertThat(read(bytes("x".repeat(128))).text()).isEqualTo("x".repeat(128));
    }

    @Test
    void isCollectedHoweverTheStreamIsSegmented() throws IOException {
        byte[] wire = frameWithGarbage("1 abc");
        for (int first = 0; first <= 128; first++) {
            InputStream cut = new SequenceInputStream(
                    new ByteArrayInputStream(wire, 0, first), new ByteArrayInputStream(wire, first, 128 - first));
            assertThat(Frame.readFrom(cut)).as("cut after " + first).isEqualTo(Frame.of("1 abc"));
        }
    }

    @Test
    void readsNoByteBehindTheFrame() throws IOException {
        InputStream in =
                new ByteArrayInputStream(join(frameWithGarbage("one"), frameWithGarbage("two"), bytes("rest")));

        assertThat(Frame.readFrom(in).text()).isEqualTo("one");
        assertThat(Frame.readFrom(in).text()).isEqualTo("two");
        assertThat(in.readAllBytes()).isEqualTo(bytes("rest"));
    }

    @Test
    void isNullAtTheEndOfTheStream() throws IOException {
        InputStream in = new ByteArrayInputStream(frameWithGarbage("last"));

        assertThat(Frame.readFrom(in)).isNotNull();
        assertThat(Frame.readFrom(in)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64, 127})
    void theEndOfTheStreamInsideAFrameIsAnError(int count) {
        InputStream in = new ByteArrayInputStream(frameWithGarbage("1 abc"), 0, count);

        assertThatThrownBy(() -> Frame.readFrom(in))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("" + count);
    }

    @Test
    void isReadFromADatagramOfAnyLength() {
        assertThat(Frame.from(packet(frameWithGarbage("1 abc"))).text()).isEqualTo("1 abc");
        assertThat(Frame.from(packet(bytes("1 abc"))).text()).isEqualTo("1 abc");
        assertThat(Frame.from(packet(bytes("1 abc\0garbage"))).text()).isEqualTo("1 abc");
        assertThat(Frame.from(packet(new byte[0])).text()).isEmpty();
        assertThat(Frame.from(packet(bytes("x".repeat(129)))).text()).isEqualTo("x".repeat(128));
        assertThat(Frame.from(packet(join(frameWithGarbage("1 abc"), frameWithGarbage("2 abc"))))
                        .text())
                .isEqualTo("1 abc");
    }

    @Test
    void knowsWhereTheDatagramBeginsAndEndsInItsBuffer() {
        byte[] buffer = bytes("before1 abcbehind");

        assertThat(Frame.from(new DatagramPacket(buffer, 6, 5)).text()).isEqualTo("1 abc");
        assertThat(Frame.from(new DatagramPacket(buffer, buffer.length, 0)).text())
                .isEmpty();

        byte[] longer = bytes("before" + "x".repeat(200));
        assertThat(Frame.from(new DatagramPacket(longer, 6, 200)).text()).isEqualTo("x".repeat(128));
    }

    @Test
    void isSentInADatagramOf128Bytes() {
        DatagramPacket packet = Frame.of("abc").toPacket(Wire.local(30000));

        assertThat(packet.getLength()).isEqualTo(128);
        assertThat(packet.getSocketAddress()).isEqualTo(Wire.local(30000));
        assertThat(Frame.from(packet).text()).isEqualTo("abc");
    }

    @Test
    void returnsBytesThatAreNotTextUnchanged() throws IOException {
        byte[] malformed = {(byte) 0xff, (byte) 0xc0, (byte) 0x80, (byte) 0xed, (byte) 0xa0, (byte) 0x80, 0x0d, 0x1b};

        Frame frame = Frame.from(packet(malformed));

        assertThat(written(frame)).startsWith(malformed).hasSize(128);
        assertThat(frame.toPacket(Wire.local(1)).getData()).startsWith(malformed);
        assertThat(frame.text()).startsWith("\ufffd").endsWith("\r\u001b");
    }

    @Test
    void doesNotChangeWhenTheBuffersAroundItDo() {
        byte[] buffer = bytes("abc");
        Frame frame = Frame.from(packet(buffer));

        Arrays.fill(buffer, (byte) 'x');
        Arrays.fill(frame.toPacket(Wire.local(1)).getData(), (byte) 'x');
        Arrays.fill(frame.textBytes(), (byte) 'x');

        assertThat(frame.text()).isEqualTo("abc");
    }

    @Test
    void equalsAFrameOfTheSameText() throws IOException {
        assertThat(read(frameWithGarbage("abc"))).isEqualTo(Frame.of("abc")).hasSameHashCodeAs(Frame.of("abc"));
        assertThat(Frame.of("abc")).isNotEqualTo(Frame.of("abd")).isNotEqualTo("abc");
        assertThat(Frame.of("abc").hashCode()).isNotEqualTo(Frame.of("abd").hashCode());
    }

    @Test
    void showsItsBytesInALog() {
        assertThat(Frame.of("abc\n")).hasToString("4 bytes \"abc\\n\"");
    }

    private static byte[] written(Frame frame) throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        frame.writeTo(wire);
        return wire.toByteArray();
    }

    private static Frame read(byte[] wire) throws IOException {
        return Frame.readFrom(new ByteArrayInputStream(wire));
    }

    private static DatagramPacket packet(byte[] data) {
        return new DatagramPacket(data, data.length);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
