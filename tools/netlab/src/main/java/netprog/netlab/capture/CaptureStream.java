package netprog.netlab.capture;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Copies a stream in the format pcapng block by block, counts its packets, and leaves out what comes from the packet with the
 * marker on. The format: draft-ietf-opsawg-pcapng, sections 3 and 4.
 */
final class CaptureStream {
    private static final int SECTION_HEADER = 0x0a0d0d0a;
    private static final int ENHANCED_PACKET = 6;
    private static final int LITTLE_ENDIAN_MAGIC = 0x4d3c2b1a; // as a big-endian reader sees it
    private static final int MOST_BYTES_IN_BLOCK = 1 << 24;
    private static final long QUIET_MILLIS = 750;

    private final InputStream in;
    private final OutputStream out;
    private final byte[] marker;
    private final Thread thread;
    private long packets;
    private boolean marked;
    private boolean ended;
    private long lastBlock = System.nanoTime();
    private IOException failure;

    /**
     * What was recorded.
     *
     * @param packets how many, without the marker
     * @param dropped how many the system could not hand over in time
     */
    record Result(long packets, long dropped) {}

    /**
     * Starts to copy.
     *
     * @param in a pcapng stream
     * @param out where it goes; closed at the end
     * @param marker bytes that stand in the packet that ends the recording
     */
    CaptureStream(InputStream in, OutputStream out, byte[] marker) {
        this.in = in;
        this.out = new BufferedOutputStream(out);
        this.marker = marker;
        this.thread = new Thread(this::copy, "dumpcap-packets");
        thread.setDaemon(true);
        thread.start();
    }

    private void copy() {
        try (in;
                out) {
            DataInputStream blocks = new DataInputStream(in);
            ByteOrder order = ByteOrder.LITTLE_ENDIAN;
            while (true) {
                byte[] head = new byte[12];
                blocks.readFully(head);
                if (ByteBuffer.wrap(head).getInt() == SECTION_HEADER) {
                    boolean little = ByteBuffer.wrap(head).getInt(8) == LITTLE_ENDIAN_MAGIC;
                    order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
                }
                ByteBuffer header = ByteBuffer.wrap(head).order(order);
                int length = header.getInt(4);
                if (length < 12 || length > MOST_BYTES_IN_BLOCK) {
                    throw new IOException("dumpcap wrote a block of " + length + " bytes");
                }
                byte[] rest = new byte[length - 12];
                blocks.readFully(rest);
                take(header.getInt(0) == ENHANCED_PACKET, head, rest);
            }
        } catch (EOFException e) {
            // dumpcap has ended.
        } catch (IOException e) {
            fail(e);
        } finally {
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }
    }

    private synchronized void take(boolean packet, byte[] head, byte[] rest) throws IOException {
        lastBlock = System.nanoTime();
        marked |= packet && contains(rest, marker);
        if (!packet || !marked) {
            out.write(head);
            out.write(rest);
            packets += packet ? 1 : 0;
        }
        if (in.available() == 0) {
            out.flush();
        }
        notifyAll();
    }

    private synchronized void fail(IOException e) {
        failure = e;
    }

    /**
     * Waits for the marker; where none could be sent, until nothing has come for a while. At most as long as is said.
     *
     * @param sent whether the marker is on its way
     * @param seconds the longest time
     */
    synchronized void awaitEnd(boolean sent, int seconds) {
        long begin = System.nanoTime();
        long limit = begin + seconds * 1_000_000_000L;
        try {
            while (!marked && !ended && System.nanoTime() < limit) {
                long quiet = (System.nanoTime() - Math.max(begin, lastBlock)) / 1_000_000;
                if (!sent && quiet >= QUIET_MILLIS) {
                    return;
                }
                wait(sent ? 100 : Math.max(1, QUIET_MILLIS - quiet));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void join(int seconds) throws InterruptedException {
        thread.join(seconds * 1000L);
    }

    synchronized Result result(long dropped) throws CaptureException {
        if (failure != null) {
            throw new CaptureException(1, "capture.failed", Dumpcap.reason(failure));
        }
        return new Result(packets, dropped);
    }

    private static boolean contains(byte[] data, byte[] part) {
        for (int i = 0; i + part.length <= data.length; i++) {
            int same = 0;
            while (same < part.length && data[i + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return true;
            }
        }
        return false;
    }
}
