package netprog.week04.echo;

import java.nio.charset.StandardCharsets;

/**
 * The case service: a request is a digit, a space, and a text; the reply is the text in upper case (1), in lower case (2), or
 * with the case swapped (3). Only the 52 ASCII letters are changed, byte by byte. The second byte of an MS949 character may be
 * one of them; it is changed too, as by the course's C programs. Stateless, so thread-safe.
 */
public final class CaseService {
    private CaseService() {}

    /** Tells whether a request asks for the end: {@code 4} alone, or followed by a space and any text. */
    public static boolean isEnd(Frame request) {
        return op(request.textBytes()) == '4';
    }

    /** Returns the changed text for the operations 1, 2 and 3, and {@code 400 Bad Request} for any other request. */
    public static Frame reply(Frame request) {
        byte[] text = request.textBytes();
        char op = op(text);
        if (op != '1' && op != '2' && op != '3') {
            return Frame.of("400 Bad Request");
        }
        // The operation is followed by one space; only one that stands alone, with or without a line end, has none.
        int start = text.length > 1 && text[1] == ' ' ? 2 : 1;
        for (int i = start; i < text.length; i++) {
            text[i] = change(op, text[i]);
        }
        return Frame.ofBytes(text, start, text.length - start);
    }

    /** The first character, if it stands alone or is followed by a space; otherwise 0. A line end does not count. */
    private static char op(byte[] text) {
        String request = new String(text, StandardCharsets.ISO_8859_1); // one char for each byte
        if (request.isEmpty()) {
            return 0;
        }
        String rest = request.substring(1);
        boolean alone = rest.isEmpty() || rest.equals("\n") || rest.equals("\r\n") || rest.charAt(0) == ' ';
        return alone ? request.charAt(0) : 0;
    }

    private static byte change(char op, byte character) {
        boolean lower = character >= 'a' && character <= 'z';
        boolean upper = character >= 'A' && character <= 'Z';
        if (lower && op != '2') {
            return (byte) (character - 'a' + 'A');
        } else if (upper && op != '1') {
            return (byte) (character - 'A' + 'a');
        }
        return character;
    }
}
