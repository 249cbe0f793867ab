package netprog.week04.echo;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.SocketAddress;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import netprog.util.Bytes;
import netprog.util.Messages;

/**
 * A message of the course's application: a text that travels as exactly 128 bytes. First the text, then a NUL, then bytes
 * that mean nothing (wire protocols, section 3). It keeps the text's bytes as they came, so that a server which does not
 * know the charset can give them back unharmed.
 *
 * <p>Immutable, so safe for several threads.
 */
public final class Frame {
    /** The length of every frame, in bytes. */
    public static final int SIZE = 128;

    private static final Messages MESSAGES = new Messages("netprog.week04.echo.messages");

    /** 0 to 128 bytes without a NUL. */
    private final byte[] text;

    private Frame(byte[] data, int offset, int length) {
        int end = offset;
        while (end < offset + Math.min(length, SIZE) && data[end] != 0) {
            end++;
        }
        text = Arrays.copyOfRange(data, offset, end);
    }

    /**
     * Makes a frame of a text in UTF-8.
     *
     * @param text at most 127 bytes in UTF-8, without a NUL
     * @return the frame
     * @throws IllegalArgumentException if the text does not fit; the message says why
     */
    public static Frame of(String text) {
        return of(text, StandardCharsets.UTF_8);
    }

    /**
     * Makes a frame of a text in any charset.
     *
     * @param text at most 127 bytes in this charset, without a NUL
     * @param charset how letters become bytes; the other side has to use the same
     * @return the frame
     * @throws IllegalArgumentException if the text does not fit, or the charset has no bytes for it; the message says why
     */
    public static Frame of(String text, Charset charset) {
        byte[] bytes;
        try {
            bytes = Line.encode(text, charset);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(Line.noBytesFor(charset), e);
        }
        if (bytes.length >= SIZE) {
            throw new IllegalArgumentException(MESSAGES.get("frame.long", bytes.length, SIZE - 1));
        }
        Frame frame = new Frame(bytes, 0, bytes.length);
        if (frame.text.length < bytes.length) {
            throw new IllegalArgumentException(MESSAGES.get("frame.nul", frame.text.length));
        }
        return frame;
    }

    /** Makes a frame of bytes that came in another frame; what stands behind a NUL, or behind 128 bytes, is left out. */
    static Frame ofBytes(byte[] data, int offset, int length) {
        return new Frame(data, offset, length);
    }

    /**
     * Reads one frame from a stream: collects 128 bytes, however many reads it takes, and not one more.
     *
     * @param in the stream of a TCP socket
     * @return the frame; null where the stream ends before its first byte, which is the normal end
     * @throws EOFException if the stream ends inside the frame
     * @throws IOException if the socket fails
     */
    public static Frame readFrom(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(SIZE);
        if (bytes.length == 0) {
            return null;
        }
        if (bytes.length < SIZE) {
            throw new EOFException("the stream ended after " + bytes.length + " of " + SIZE + " bytes");
        }
        return new Frame(bytes, 0, SIZE);
    }

    /**
     * Writes the frame to a stream and flushes it.
     *
     * @param out the stream of a TCP socket
     * @throws IOException if the socket fails
     */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes()); // in one call, so that it is one segment as a rule
        out.flush();
    }

    /**
     * Reads the frame that a datagram carries: a shorter datagram is a frame too, of a longer one the first 128 bytes count.
     *
     * @param packet a datagram that was received
     * @return its frame
     */
    public static Frame from(DatagramPacket packet) {
        return new Frame(packet.getData(), packet.getOffset(), packet.getLength());
    }

    /**
     * Puts the frame into a datagram of 128 bytes.
     *
     * @param to where the datagram is to be sent
     * @return the datagram, ready to be sent
     */
    public DatagramPacket toPacket(SocketAddress to) {
        return new DatagramPacket(bytes(), SIZE, to);
    }

    /**
     * Gives the text, read as UTF-8; bytes that are no UTF-8 show as the replacement character.
     *
     * @return the text, with its line end if it has one
     */
    public String text() {
        return text(StandardCharsets.UTF_8);
    }

    /**
     * Gives the text, read in any charset.
     *
     * @param charset how the sender made bytes of letters
     * @return the text, with its line end if it has one
     */
    public String text(Charset charset) {
        return new String(text, charset);
    }

    /** Gives the text's bytes themselves, without the NUL. */
    byte[] textBytes() {
        return text.clone();
    }

    private byte[] bytes() {
        return Arrays.copyOf(text, SIZE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame && Arrays.equals(text, ((Frame) other).text);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(text);
    }

    /**
     * Shows the text's bytes for a log.
     *
     * @return such as {@code 4 bytes "abc\n"}
     */
    @Override
    public String toString() {
        return Bytes.show(text);
    }
}
