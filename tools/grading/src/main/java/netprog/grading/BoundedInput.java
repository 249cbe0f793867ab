package netprog.grading;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What a process that nobody trusts writes, in lines: too much of it, or too long a line, is an error. */
final class BoundedInput extends FilterInputStream {
    private static final long MAX_LINE = 16 << 20; // bytes
    private static final long MAX_ALL = 512 << 20;

    private long line;
    private long all;

    BoundedInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = super.read(bytes, from, length);
        for (int i = from; i < from + count; i++) {
            line = bytes[i] == '\n' ? 0 : line + 1;
        }
        all += Math.max(0, count);
        if (line > MAX_LINE || all > MAX_ALL) {
            throw new IOException("too much output");
        }
        return count;
    }
}
