package netprog.grading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import netprog.wire.Ladder;
import netprog.wire.Wire;

/** Texts of the protocol: how they are compared, and how a message shows them. */
public final class Texts {
    private Texts() {}

    /**
     * Removes one line end.
     *
     * @return the text without the {@code \n} or {@code \r\n} at its end
     */
    public static String withoutLineEnd(String text) {
        String shorter = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return shorter.length() < text.length() && shorter.endsWith("\r")
                ? shorter.substring(0, shorter.length() - 1)
                : shorter;
    }

    static boolean same(String one, String other) {
        return withoutLineEnd(one).equals(withoutLineEnd(other));
    }

    /** A char for each byte: what is compared are bytes, whatever they mean. */
    static String bytewise(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /**
     * Quotes texts for a message.
     *
     * @param texts alternatives
     * @return the texts in quotation marks, with control characters escaped
     */
    public static String quote(String... texts) {
        return Ladder.quote(Wire.bytes(String.join(" | ", texts)));
    }

    /**
     * Shows a message that came: how many bytes, and its text.
     *
     * @param message a frame or a datagram
     * @return one line, in the user's language
     */
    public static String shown(byte[] message) {
        int end = 0;
        while (end < message.length && message[end] != 0) {
            end++;
        }
        return GradingWords.get("seen.text", message.length, Ladder.quote(Arrays.copyOf(message, end)));
    }
}
