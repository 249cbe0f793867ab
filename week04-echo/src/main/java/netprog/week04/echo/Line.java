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

/** A line between a person and the network: text on the keyboard and the screen, bytes on the wire. */
final class Line {
    private static final Messages MESSAGES = new Messages("netprog.week04.echo.messages");

    private Line() {}

    /**
     * Reads a line and gives its bytes with the {@code \n}; null where the input ends. A line that the charset has no
     * bytes for is asked for again: a question mark in its place would be a lie.
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

    /** Tells whether the line is the word that ends the dialogue. */
    static boolean isExit(byte[] line, Charset charset) {
        return Arrays.equals(line, "exit\n".getBytes(charset));
    }

    /** Shows what came back, on a line of its own. */
    static void show(byte[] echo, PrintStream screen, Charset charset) {
        screen.println(new String(echo, charset).stripTrailing());
    }

    /** Says that a charset has no bytes for a character, and calls MS949 so, as people do; Java says x-windows-949. */
    static String noBytesFor(Charset charset) {
        return MESSAGES.get("charset", charset.name().replace("x-windows-", "MS"));
    }

    /** Says that a line is longer than a datagram can be: 65507 bytes over IPv4. */
    static String tooLong(int length) {
        return MESSAGES.get("datagram", length);
    }

    /** Gives the bytes of a text; the charset's encoder refuses what String.getBytes would replace by a question mark. */
    static byte[] encode(String text, Charset charset) throws CharacterCodingException {
        ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
        return Arrays.copyOf(bytes.array(), bytes.limit());
    }
}
