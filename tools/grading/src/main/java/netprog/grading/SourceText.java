package netprog.grading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The text of a source file, however an editor saved it.
 *
 * @param text without a byte order mark
 * @param encoding what it was if it was not plain UTF-8; else empty
 */
record SourceText(String text, String encoding) {
    private static final String MARK = "\ufeff";

    /** Reads UTF-8 or, with a byte order mark, UTF-16; else MS949, as Korean Windows writes it. */
    static SourceText of(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF
                || bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
            return new SourceText(new String(bytes, StandardCharsets.UTF_16), "UTF-16"); // which drops the mark
        }
        try {
            String text = decode(bytes, StandardCharsets.UTF_8);
            return text.startsWith(MARK)
                    ? new SourceText(text.substring(1), "UTF-8 with a byte order mark")
                    : new SourceText(text, "");
        } catch (CharacterCodingException e) {
            try {
                return new SourceText(decode(bytes, Charset.forName("MS949")), "MS949");
            } catch (CharacterCodingException neither) {
                return new SourceText(new String(bytes, StandardCharsets.UTF_8), "?");
            }
        }
    }

    private static String decode(byte[] bytes, Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
