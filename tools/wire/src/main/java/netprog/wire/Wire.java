package netprog.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Addresses on loopback, and the bytes of texts and frames. */
public final class Wire {
    private Wire() {}

    /** Returns a port of 127.0.0.1; port 0 lets the system choose one. */
    public static InetSocketAddress local(int port) {
        return new InetSocketAddress(address(new byte[] {127, 0, 0, 1}), port);
    }

    /** Returns a port of ::1; port 0 lets the system choose one. */
    public static InetSocketAddress local6(int port) {
        byte[] one = new byte[16];
        one[15] = 1;
        return new InetSocketAddress(address(one), port);
    }

    /** Encodes a text as UTF-8. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the 128 bytes of a frame: a text of at most 127 bytes in UTF-8, and zeros. */
    public static byte[] frame(String text) {
        return frame(bytes(text));
    }

    /** Returns the 128 bytes of a frame: at most 127 bytes of text, and zeros. */
    public static byte[] frame(byte[] text) {
        if (text.length > 127) {
            throw new IllegalArgumentException(text.length + " bytes do not fit into a frame");
        }
        return Arrays.copyOf(text, 128);
    }

    /** Returns the 128 bytes of a frame as C programs send it, in UTF-8: behind the NUL is what was in memory. */
    public static byte[] frameWithGarbage(String text) {
        return frameWithGarbage(text, StandardCharsets.UTF_8);
    }

    /** Returns the 128 bytes of a frame as C programs send it, in any charset. */
    public static byte[] frameWithGarbage(String text, Charset charset) {
        byte[] bytes = text.getBytes(charset);
        byte[] frame = frame(bytes);
        for (int i = bytes.length + 1; i < 128; i++) {
            frame[i] = (byte) (i % 3 == 0 ? 0xCC : 'A' + i % 26);
        }
        return frame;
    }

    /** Returns the text of a frame in UTF-8: up to the first NUL, or to the end of its at most 128 bytes. */
    public static String text(byte[] frame) {
        return text(frame, StandardCharsets.UTF_8);
    }

    /** Returns the text of a frame in any charset. */
    public static String text(byte[] frame, Charset charset) {
        int end = 0;
        while (end < Math.min(frame.length, 128) && frame[end] != 0) {
            end++;
        }
        return new String(frame, 0, end, charset);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for a wrong number of bytes
        }
    }
}
