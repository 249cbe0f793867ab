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
 * A message of the course's application: a text that is sent as exactly 128 bytes. First the text, then a NUL, then bytes
 * without a meaning. It keeps the bytes of the text as they came, so that a server which does not know the charset can send
 * them back unchanged. Immutable, so thread-safe.
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
     * @throws IllegalArgumentException if the text does not fit; the message says why
     */
    public static Frame of(String text) {
        return of(text, StandardCharsets.UTF_8);
    }

    /**
     * Makes a frame of a text in any charset, which the other side must use too.
     *
     * @param text at most 127 bytes in this charset, without a NUL
     * @throws IllegalArgumentException if the text does not fit, or the charset cannot encode it; the message says why
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

    /** Makes a frame of bytes of another frame, up to the first NUL and at most 128. */
    static Frame ofBytes(byte[] data, int offset, int length) {
        return new Frame(data, offset, length);
    }

    /**
     * Reads one frame from the stream of a TCP socket: collects 128 bytes, however many reads that takes, and not one more.
     *
     * @return the frame; null if the stream ends before its first byte, which is the normal end
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
     * Writes the frame to the stream of a TCP socket, and flushes it.
     *
     * @throws IOException if the socket fails
     */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes()); // in one call: as a rule it is one segment then
        out.flush();
    }

    /** Returns the frame of a datagram that was received: all of a shorter one, and the first 128 bytes of a longer one. */
    public static Frame from(DatagramPacket packet) {
        return new Frame(packet.getData(), packet.getOffset(), packet.getLength());
    }

    /** Returns a datagram of 128 bytes with this frame, addressed to a socket. */
    public DatagramPacket toPacket(SocketAddress to) {
        return new DatagramPacket(bytes(), SIZE, to);
    }

    /** Returns the text, with its line end if it has one, decoded as UTF-8; malformed bytes become the replacement character. */
    public String text() {
        return text(StandardCharsets.UTF_8);
    }

    /** Returns the text, with its line end if it has one, decoded in any charset. */
    public String text(Charset charset) {
        return new String(text, charset);
    }

    /** Returns the bytes of the text, without the NUL. */
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

    /** Returns the bytes of the text in the form for a log: {@code 4 bytes "abc\n"}. */
    @Override
    public String toString() {
        return Bytes.show(text);
    }
}
