package netprog.week04.echo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import netprog.util.Messages;

/** A line that is typed, sent and shown: text on the keyboard and the screen, bytes on the wire. */
final class Line {
    private static final Messages MESSAGES = new Messages("netprog.week04.echo.messages");

    private Line() {}

    /**
     * Reads a line and returns its bytes with the {@code \n}; null at the end of the input. A line that the charset cannot
     * encode is asked for again, instead of sending question marks.
     */
    static byte[] read(BufferedReader keyboard, PrintStream screen, Charset charset) throws IOException {
        String text;
        while ((text = keyboard.readLine()) != null) {
            try {
                return encode(text + "\n", charset);
            } catch (CharacterCodingException e) {
                screen.println(noBytesFor(charset));
            }
        }
        return null;
    }

    /** Tells whether the line is {@code exit}. */
    static boolean isExit(byte[] line, Charset charset) {
        return Arrays.equals(line, "exit\n".getBytes(charset));
    }

    /** Prints a reply on a line of its own. */
    static void show(byte[] echo, PrintStream screen, Charset charset) {
        screen.println(new String(echo, charset).stripTrailing());
    }

    /** Returns the message that a charset cannot encode a line; MS949 is Java's x-windows-949. */
    static String noBytesFor(Charset charset) {
        return MESSAGES.get("charset", charset.name().replace("x-windows-", "MS"));
    }

    /** Returns the message that a line is longer than the largest datagram: 65507 bytes over IPv4. */
    static String tooLong(int length) {
        return MESSAGES.get("datagram", length);
    }

    /** Encodes a text; the encoder throws where String.getBytes would send a question mark. */
    static byte[] encode(String text, Charset charset) throws CharacterCodingException {
        ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
        return Arrays.copyOf(bytes.array(), bytes.limit());
    }
}
