package netprog.netlab.capture;

import java.util.Arrays;

/**
 * A message of 128 bytes: a text, a NUL, and bytes without a meaning.
 *
 * @param text the bytes before the first NUL
 * @param garbage the bytes behind it
 */
record CapturedFrame(byte[] text, byte[] garbage) {
    static final int LENGTH = 128;

    /** Reads the next 128 bytes, or as many as there are. */
    static CapturedFrame at(byte[] data, int offset) {
        int end = Math.min(data.length, offset + LENGTH);
        int nul = offset;
        while (nul < end && data[nul] != 0) {
            nul++;
        }
        return new CapturedFrame(
                Arrays.copyOfRange(data, offset, nul), Arrays.copyOfRange(data, Math.min(end, nul + 1), end));
    }

    /** Whether all bytes behind the NUL are zero. */
    boolean isClean() {
        return Arrays.equals(garbage, new byte[garbage.length]);
    }
}
