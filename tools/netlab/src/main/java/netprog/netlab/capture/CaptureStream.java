package netprog.netlab.capture;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Copies a stream in the format pcapng block by block, counts its packets, and leaves out all from the packet with the token
 * on. The format: draft-ietf-opsawg-pcapng, sections 3 and 4.
 */
final class CaptureStream {
    private static final int SECTION_HEADER = 0x0a0d0d0a;
    private static final int ENHANCED_PACKET = 6;
    private static final int LITTLE_ENDIAN_MAGIC = 0x4d3c2b1a; // as a big-endian reader sees it
    private static final int MAX_BLOCK = 1 << 24;
    private static final long QUIET_MILLIS = 750;

    private final InputStream in;
    private final OutputStream out;
    private final String token;
    private final Thread thread;
    private long packets;
    private boolean tokenSeen;
    private boolean ended;
    private long lastBlock = System.nanoTime();
    private IOException failure;

    /**
     * What was recorded.
     *
     * @param packets how many, without the one with the token
     * @param dropped how many the system could not deliver in time
     */
    record Result(long packets, long dropped) {}

    /**
     * Starts to copy.
     *
     * @param in a pcapng stream
     * @param out closed at the end
     * @param token bytes of the packet that ends the recording
     */
    CaptureStream(InputStream in, OutputStream out, byte[] token) {
        this.in = in;
        this.out = new BufferedOutputStream(out);
        this.token = new String(token, StandardCharsets.ISO_8859_1);
        this.thread = new Thread(this::copy, "dumpcap-packets");
        thread.setDaemon(true);
        thread.start();
    }

    private void copy() {
        IOException cause = null;
        try (in;
                out) {
            DataInputStream blocks = new DataInputStream(in);
            ByteOrder order = ByteOrder.LITTLE_ENDIAN;
            while (true) {
                ByteBuffer head = ByteBuffer.wrap(new byte[12]);
                blocks.readFully(head.array());
                if (head.getInt(0) == SECTION_HEADER) {
                    order = head.getInt(8) == LITTLE_ENDIAN_MAGIC ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
                }
                int length = head.order(order).getInt(4);
                if (length < 12 || length > MAX_BLOCK) {
                    throw new IOException("dumpcap wrote a block of " + length + " bytes");
                }
                byte[] rest = new byte[length - 12];
                blocks.readFully(rest);
                take(head.getInt(0) == ENHANCED_PACKET, head.array(), rest);
            }
        } catch (EOFException e) {
            // dumpcap has ended.
        } catch (IOException e) {
            cause = e;
        } finally {
            synchronized (this) {
                failure = cause;
                ended = true;
                notifyAll();
            }
        }
    }

    private synchronized void take(boolean packet, byte[] head, byte[] rest) throws IOException {
        lastBlock = System.nanoTime();
        tokenSeen |= packet && new String(rest, StandardCharsets.ISO_8859_1).contains(token);
        if (!packet || !tokenSeen) {
            out.write(head);
            out.write(rest);
            packets += packet ? 1 : 0;
        }
        if (in.available() == 0) {
            out.flush();
        }
        notifyAll();
    }

    /** Waits for the packet with the token or, if none was sent, until nothing has come for a while. */
    synchronized void awaitEnd(boolean sent, int timeoutSeconds) throws InterruptedException {
        long begin = System.nanoTime();
        long deadline = begin + timeoutSeconds * 1_000_000_000L;
        while (!tokenSeen && !ended && System.nanoTime() < deadline) {
            long quiet = (System.nanoTime() - Math.max(begin, lastBlock)) / 1_000_000;
            if (!sent && quiet >= QUIET_MILLIS) {
                return;
            }
            wait(sent ? 100 : Math.max(1, QUIET_MILLIS - quiet));
        }
    }

    void join(int seconds) throws InterruptedException {
        thread.join(seconds * 1000L);
    }

    synchronized Result result(long dropped) throws CaptureException {
        if (failure != null) {
            throw new CaptureException(1, "capture.failed", CaptureException.reason(failure));
        }
        return new Result(packets, dropped);
    }
}
