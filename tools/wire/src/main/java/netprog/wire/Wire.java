package netprog.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Small things that every test on the wire needs: addresses on loopback, and bytes written down as text. */
public final class Wire {
    private Wire() {}

    /**
     * Names a port of this machine over IPv4.
     *
     * @param port 0 for one that the system chooses
     * @return 127.0.0.1 and the port
     */
    public static InetSocketAddress local(int port) {
        return new InetSocketAddress(address(new byte[] {127, 0, 0, 1}), port);
    }

    /**
     * Names a port of this machine over IPv6.
     *
     * @param port 0 for one that the system chooses
     * @return ::1 and the port
     */
    public static InetSocketAddress local6(int port) {
        byte[] one = new byte[16];
        one[15] = 1;
        return new InetSocketAddress(address(one), port);
    }

    /**
     * Writes text as UTF-8.
     *
     * @param text any text
     * @return its bytes
     */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Makes the bytes of a frame: the text, a NUL, and zeros.
     *
     * @param text at most 127 bytes of UTF-8
     * @return 128 bytes
     */
    public static byte[] frame(String text) {
        return frame(bytes(text));
    }

    /**
     * Makes the bytes of a frame of a text that is bytes already.
     *
     * @param text at most 127 bytes
     * @return 128 bytes
     */
    public static byte[] frame(byte[] text) {
        if (text.length > 127) {
            throw new IllegalArgumentException(text.length + " bytes do not fit into a frame");
        }
        return Arrays.copyOf(text, 128);
    }

    /**
     * Makes the bytes of a frame as C programs send them: behind the NUL stands what was in memory.
     *
     * @param text at most 127 bytes of UTF-8
     * @return 128 bytes
     */
    public static byte[] frameWithGarbage(String text) {
        return frameWithGarbage(text, StandardCharsets.UTF_8);
    }

    /**
     * Makes the bytes of a frame as C programs send them, in any charset.
     *
     * @param text at most 127 bytes in that charset
     * @param charset how letters become bytes
     * @return 128 bytes
     */
    public static byte[] frameWithGarbage(String text, Charset charset) {
        byte[] bytes = text.getBytes(charset);
        byte[] frame = frame(bytes);
        for (int i = bytes.length + 1; i < 128; i++) {
            frame[i] = (byte) (i % 3 == 0 ? 0xCC : 'A' + i % 26);
        }
        return frame;
    }

    /**
     * Reads the text of a frame: what stands before the first NUL.
     *
     * @param frame up to 128 bytes
     * @return the text, in UTF-8
     */
    public static String text(byte[] frame) {
        return text(frame, StandardCharsets.UTF_8);
    }

    /**
     * Reads the text of a frame in any charset.
     *
     * @param frame up to 128 bytes
     * @param charset how the sender made bytes of letters
     * @return the text
     */
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
