package netprog.netlab.capture;

import java.util.Arrays;

/**
 * A message of 128 bytes: a text, a NUL, and bytes that mean nothing.
 *
 * @param text the bytes before the first NUL
 * @param garbage the bytes behind it
 */
record CapturedFrame(byte[] text, byte[] garbage) {
    static final int LENGTH = 128;

    /**
     * Cuts a message at its first NUL.
     *
     * @param data where it is
     * @param offset where it begins
     * @return the frame of the next 128 bytes, or of what there is
     */
    static CapturedFrame at(byte[] data, int offset) {
        int end = Math.min(data.length, offset + LENGTH);
        int nul = offset;
        while (nul < end && data[nul] != 0) {
            nul++;
        }
        return new CapturedFrame(
                Arrays.copyOfRange(data, offset, nul), Arrays.copyOfRange(data, Math.min(end, nul + 1), end));
    }

    /** Tells whether the first 128 bytes look like a frame: printable text, and a NUL behind it. */
    static boolean startsIn(byte[] data) {
        if (data.length < LENGTH) {
            return false;
        }
        byte[] text = at(data, 0).text();
        if (text.length == 0 || text.length == LENGTH) {
            return false;
        }
        for (byte each : text) {
            if (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Tells whether what stands behind the NUL is nothing but zeros. */
    boolean isClean() {
        for (byte each : garbage) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }
}
