package netprog.grading;

import static netprog.grading.WireFailure.Observation.CLOSED;
import static netprog.grading.WireFailure.Observation.NO_END;
import static netprog.grading.WireFailure.Observation.SHORT;
import static netprog.grading.WireFailure.Observation.UNEXPECTED;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import netprog.wire.Ladder;
import netprog.wire.Recording.Kind;
import netprog.wire.Wire;

/**
 * The test's end of a TCP connection with a program under test.
 *
 * @param <P> the assignment's own peer, which the steps return
 */
public abstract class GradedConnection<P extends GradedConnection<P>> extends GradedPeer<P> {
    /**
     * What a new connection of a test is.
     *
     * @param socket connected
     * @param me how the ladder names this end
     * @param other how the ladder names the other end
     * @param first whether its first message is what simpler tests look at
     * @param waitsWithoutLimit whether the program is seen to wait without a time limit
     */
    public record Endpoint(
            Socket socket, TestRun run, String me, String other, boolean first, BooleanSupplier waitsWithoutLimit) {}

    private final Socket socket;
    private boolean first;

    /** Creates the peer. */
    protected GradedConnection(Endpoint endpoint) {
        super(endpoint.run().recording(), Kind.DATA, endpoint.me(), endpoint.other(), endpoint.waitsWithoutLimit());
        socket = endpoint.socket();
        first = endpoint.first();
        try {
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw gone(GradingWords.get("expected.open"), e);
        }
    }

    @Override
    final void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    @Override
    final boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    final boolean isFirst() {
        return first;
    }

    /**
     * Sends a text as one frame, cut into segments.
     *
     * @param text at most 127 bytes of UTF-8
     * @param cuts before which bytes a new segment begins, in order, each from 1 to 127
     */
    public final P sendsInPieces(String text, int... cuts) {
        return sendsBytesInPieces(Wire.frame(text), cuts);
    }

    /**
     * Sends bytes, cut into segments, with a pause between two of them, so that they arrive one by one.
     *
     * @param bytes any
     * @param cuts before which bytes a new segment begins, in order
     */
    public final P sendsBytesInPieces(byte[] bytes, int... cuts) {
        int from = 0;
        for (int cut : cuts) {
            sendsBytes(Arrays.copyOfRange(bytes, from, cut));
            LockSupport.parkNanos(AdaptiveTimeouts.segmentGap() * 1_000_000L);
            from = cut;
        }
        return sendsBytes(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    /** Waits for a frame of 128 bytes, however it is cut. */
    @Override
    public final byte[] receivesMessage(String expected) {
        try {
            byte[] frame = collects(expected);
            first = false;
            return frame;
        } catch (WireFailure e) {
            throw first ? e.early() : e;
        }
    }

    private byte[] collects(String expected) {
        byte[] frame = new byte[128];
        int length = 0;
        int limit = AdaptiveTimeouts.replyTimeout();
        long end = System.nanoTime() + limit * 1_000_000L;
        try {
            InputStream in = socket.getInputStream();
            while (length < 128) {
                socket.setSoTimeout((int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
                int count = in.read(frame, length, 128 - length);
                if (count == -1) {
                    received(Kind.END);
                    String seen =
                            length == 0 ? GradingWords.get("seen.end") : GradingWords.get("seen.end-after", length);
                    throw new WireFailure(CLOSED, expected, seen, Arrays.copyOf(frame, length));
                }
                received(Kind.DATA, Arrays.copyOfRange(frame, length, length + count));
                length += count;
            }
            return frame;
        } catch (SocketTimeoutException e) {
            byte[] came = Arrays.copyOf(frame, length);
            throw length == 0
                    ? silence(expected, limit)
                    : new WireFailure(SHORT, expected, GradingWords.get("seen.part", length, Ladder.quote(came)), came);
        } catch (IOException e) {
            throw gone(expected, e);
        }
    }

    /** Sends nothing for longer than programs with a time limit wait, and checks that the other side still waits. */
    public final P isSilent() {
        String expected = GradingWords.get("expected.patience", String.valueOf(AdaptiveTimeouts.SILENCE / 1000));
        byte[] buffer = new byte[128];
        try {
            int count = PollingWait.read(socket, buffer, AdaptiveTimeouts.SILENCE, silenceIsOver());
            byte[] came = took(buffer, count);
            throw count == -1
                    ? new WireFailure(CLOSED, expected, GradingWords.get("seen.end"))
                    : new WireFailure(UNEXPECTED, expected, Texts.shown(came), came);
        } catch (SocketTimeoutException e) {
            return self();
        } catch (IOException e) {
            throw gone(expected, e);
        }
    }

    /** Waits for the other side to close the connection; what it sends before that is an error. */
    public final P receivesEnd() {
        byte[] came = awaitsEnd(128);
        if (came.length > 0) {
            throw new WireFailure(UNEXPECTED, GradingWords.get("expected.end"), Texts.shown(came), came);
        }
        return self();
    }

    /**
     * Waits for the other side to close the connection, or for something that it sends.
     *
     * @param max bytes to collect before this returns
     * @return what came: nothing if the connection was closed
     */
    protected final byte[] awaitsEnd(int max) {
        return awaitsEnd(max, AdaptiveTimeouts.replyTimeout());
    }

    /** The same for an end that need not come: a program that does not close is not waited for again and again. */
    protected final byte[] awaitsEndBriefly(int max) {
        return awaitsEnd(max, 5 * AdaptiveTimeouts.shortDelay());
    }

    private byte[] awaitsEnd(int max, int limit) {
        try {
            byte[] buffer = new byte[max];
            socket.setSoTimeout(limit);
            return took(buffer, socket.getInputStream().read(buffer));
        } catch (SocketTimeoutException e) {
            throw new WireFailure(
                    NO_END,
                    GradingWords.get("expected.end"),
                    GradingWords.get("seen.nothing", String.valueOf(limit / 1000)));
        } catch (IOException e) {
            if (isClosed()) {
                throw gone(GradingWords.get("expected.end"), e);
            }
            received(Kind.RESET); // closed while bytes of ours were unread: an end like the other
            return new byte[0];
        }
    }

    private byte[] took(byte[] buffer, int count) {
        byte[] came = Arrays.copyOf(buffer, Math.max(0, count));
        received(count == -1 ? Kind.END : Kind.DATA, came);
        return came;
    }

    /** Closes the sending direction (FIN). */
    public final P halfCloses() {
        try {
            sent(Kind.END);
            socket.shutdownOutput();
            return self();
        } catch (IOException e) {
            throw gone(GradingWords.get("expected.open"), e);
        }
    }

    /** Ends the connection with a reset (RST). */
    public final void resets() {
        try {
            sent(Kind.RESET);
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // The other side was quicker.
        }
    }

    /** Closes the connection. */
    @Override
    public final void close() {
        try {
            sent(Kind.END);
            socket.close();
        } catch (IOException e) {
            // The other side was quicker.
        }
    }
}
