package netprog.week04.echo;

import java.nio.charset.StandardCharsets;

/**
 * The application behind the case servers (wire protocols, section 4): a request is one digit, one space, and a text; the
 * reply is the text in capitals (1), in small letters (2), or with both swapped (3). Only the 52 ASCII letters change, byte
 * by byte. The second byte of an MS949 letter can be one of these bytes; it changes too, as in the course's C programs.
 *
 * <p>Keeps no state, so safe for several threads.
 */
public final class CaseService {
    private CaseService() {}

    /**
     * Tells whether a request asks for the end.
     *
     * @param request what the client sent
     * @return true for {@code 4} alone, or with a space and anything behind it
     */
    public static boolean isEnd(Frame request) {
        return op(request.textBytes()) == '4';
    }

    /**
     * Answers a request.
     *
     * @param request what the client sent
     * @return the changed text for the ops 1, 2 and 3; {@code 400 Bad Request} for anything else
     */
    public static Frame reply(Frame request) {
        byte[] text = request.textBytes();
        char op = op(text);
        if (op != '1' && op != '2' && op != '3') {
            return Frame.of("400 Bad Request");
        }
        // Behind the op comes one space; only a bare op, with or without a line end, has none.
        int start = text.length > 1 && text[1] == ' ' ? 2 : 1;
        for (int i = start; i < text.length; i++) {
            text[i] = change(op, text[i]);
        }
        return Frame.ofBytes(text, start, text.length - start);
    }

    /** The first character, if it stands alone or has a space behind it; else 0. A line end does not count. */
    private static char op(byte[] text) {
        String request = new String(text, StandardCharsets.ISO_8859_1); // one char for each byte
        if (request.isEmpty()) {
            return 0;
        }
        String rest = request.substring(1);
        boolean alone = rest.isEmpty() || rest.equals("\n") || rest.equals("\r\n") || rest.charAt(0) == ' ';
        return alone ? request.charAt(0) : 0;
    }

    private static byte change(char op, byte letter) {
        boolean small = letter >= 'a' && letter <= 'z';
        boolean capital = letter >= 'A' && letter <= 'Z';
        if (small && op != '2') {
            return (byte) (letter - 'a' + 'A');
        } else if (capital && op != '1') {
            return (byte) (letter - 'A' + 'a');
        }
        return letter;
    }
}
