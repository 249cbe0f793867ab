package netprog.grading;

import static netprog.grading.WireFailure.Sight.CLOSED;
import static netprog.grading.WireFailure.Sight.RESET;
import static netprog.grading.WireFailure.Sight.SHORT;
import static netprog.grading.WireFailure.Sight.SILENCE;
import static netprog.grading.WireFailure.Sight.UNEXPECTED;
import static netprog.grading.WireFailure.Sight.WRONG;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import netprog.wire.Ladder;
import netprog.wire.Recording;
import netprog.wire.Recording.Kind;
import netprog.wire.Wire;

/**
 * The tests' end of a TCP connection with a program under test. Its steps read like the protocol:
 * {@code peer.receives("Welcome to Server!!").sends("id=a pass=b")}. A text stands for a frame of 128 bytes.
 */
public final class Peer implements AutoCloseable {
    private final Socket socket;
    private final Recording recording;
    private final String me;
    private final String other;
    private boolean begun;

    /** What fails before the test has begun, in its first frame, simpler tests look at: see {@link WireFailure#early}. */
    Peer(Socket socket, Recording recording, String me, String other, boolean begun) throws IOException {
        this.begun = begun;
        this.socket = socket;
        this.recording = recording;
        this.me = me;
        this.other = other;
        socket.setTcpNoDelay(true);
    }

    /**
     * Sends a text as one frame, in one segment, with zeros behind its NUL.
     *
     * @param text at most 127 bytes of UTF-8
     * @return this peer
     */
    public Peer sends(String text) {
        return sendsBytes(Wire.frame(text));
    }

    /**
     * Sends bytes in one segment.
     *
     * @param bytes any
     * @return this peer
     */
    public Peer sendsBytes(byte[] bytes) {
        try {
            recording.add(me, other, Kind.DATA, bytes);
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw gone(Ladder.quote(bytes), e);
        }
    }

    /**
     * Sends a text as one frame, cut into segments.
     *
     * @param text at most 127 bytes of UTF-8
     * @param cuts before which bytes a new segment begins, in order, each from 1 to 127
     * @return this peer
     */
    public Peer sendsInPieces(String text, int... cuts) {
        return sendsBytesInPieces(Wire.frame(text), cuts);
    }

    /**
     * Sends bytes, cut into segments; a moment passes between two of them, so that they arrive one by one.
     *
     * @param bytes any
     * @param cuts before which bytes a new segment begins, in order
     * @return this peer
     */
    public Peer sendsBytesInPieces(byte[] bytes, int... cuts) {
        int from = 0;
        for (int cut : cuts) {
            sendsBytes(Arrays.copyOfRange(bytes, from, cut));
            LockSupport.parkNanos(Limits.gap() * 1_000_000L);
            from = cut;
        }
        return sendsBytes(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    /**
     * Waits for a frame with this text.
     *
     * @param text what it has to say; a line end behind it does not count
     * @return this peer
     */
    public Peer receives(String text) {
        return receivesOneOf(text);
    }

    /**
     * Waits for a frame with one of these texts.
     *
     * @param texts what it may say; a line end behind it does not count
     * @return this peer
     */
    public Peer receivesOneOf(String... texts) {
        String expected = Ladder.quote(Wire.bytes(String.join(" | ", texts)));
        boolean first = !begun;
        byte[] frame = receivesFrame(expected);
        String came = Wire.text(frame);
        if (Arrays.stream(texts).noneMatch(text -> Texts.same(text, came))) {
            WireFailure failure = new WireFailure(WRONG, expected, quoted(frame), frame);
            throw first ? failure.early() : failure;
        }
        return this;
    }

    /**
     * Waits for the frame that a right login is answered with. Only that it is a welcome, and not the greeting, counts here:
     * what exactly it says is the business of one test, and a slip in it must not cost the others.
     *
     * @return this peer
     */
    public Peer receivesWelcome() {
        String expected = "\"200 Welcome <id>!!\"";
        byte[] frame = receivesFrame(expected);
        String came = Wire.text(frame);
        if (!came.contains("Welcome") || Texts.same("Welcome to Server!!", came)) {
            throw new WireFailure(WRONG, expected, quoted(frame), frame);
        }
        return this;
    }

    /**
     * Waits for the request that ends: {@code 4}, with or without more behind it.
     *
     * @return this peer
     */
    public Peer receivesRequestToEnd() {
        byte[] frame = receivesFrame("\"4\"");
        if (!Texts.isEnd(Wire.text(frame))) {
            throw new WireFailure(WRONG, "\"4\"", quoted(frame), frame);
        }
        return this;
    }

    /**
     * Waits for a frame whose text is these bytes.
     *
     * @param text the bytes in front of the NUL; a line end behind them does not count
     * @return this peer
     */
    public Peer receivesText(byte[] text) {
        byte[] frame = receivesFrame(Ladder.quote(text));
        // A char for each byte: what is compared are bytes, whatever they mean.
        String came = Wire.text(frame, StandardCharsets.ISO_8859_1);
        if (!Texts.same(came, new String(text, StandardCharsets.ISO_8859_1))) {
            throw new WireFailure(WRONG, Ladder.quote(text), quoted(frame), frame);
        }
        return this;
    }

    /**
     * Waits for any frame.
     *
     * @param expected what to say where none comes
     * @return its 128 bytes
     */
    public byte[] receivesFrame(String expected) {
        try {
            byte[] frame = collects(expected);
            begun = true;
            return frame;
        } catch (WireFailure e) {
            throw begun ? e : e.early();
        }
    }

    private byte[] collects(String expected) {
        byte[] frame = new byte[128];
        int length = 0;
        long end = System.nanoTime() + Limits.must() * 1_000_000L;
        try {
            InputStream in = socket.getInputStream();
            while (length < 128) {
                socket.setSoTimeout((int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
                int count = in.read(frame, length, 128 - length);
                if (count == -1) {
                    recording.add(other, me, Kind.END);
                    throw new WireFailure(
                            CLOSED,
                            expected,
                            length == 0 ? GradingWords.get("seen.end") : GradingWords.get("seen.end-after", length),
                            Arrays.copyOf(frame, length));
                }
                recording.add(other, me, Kind.DATA, Arrays.copyOfRange(frame, length, length + count));
                length += count;
            }
            return frame;
        } catch (SocketTimeoutException e) {
            String time = String.valueOf(Limits.must() / 1000);
            byte[] came = Arrays.copyOf(frame, length);
            throw length == 0
                    ? new WireFailure(SILENCE, expected, GradingWords.get("seen.nothing", time))
                    : new WireFailure(SHORT, expected, GradingWords.get("seen.part", length, Ladder.quote(came)), came);
        } catch (IOException e) {
            throw gone(expected, e);
        }
    }

    /**
     * Says nothing for longer than programs wait that have a time limit, and looks that the other side waits all the same.
     *
     * @return this peer
     */
    public Peer isSilent() {
        String expected = GradingWords.get("expected.patience", String.valueOf(Limits.SILENCE / 1000));
        try {
            byte[] came = reads(Limits.SILENCE);
            throw came.length == 0
                    ? new WireFailure(CLOSED, expected, GradingWords.get("seen.end"))
                    : new WireFailure(UNEXPECTED, expected, quoted(came), came);
        } catch (SocketTimeoutException e) {
            return this;
        } catch (IOException e) {
            throw gone(expected, e);
        }
    }

    /**
     * Waits for the other side to close the connection; what it sends before that is an error.
     *
     * @return this peer
     */
    public Peer receivesEnd() {
        try {
            byte[] came = reads(Limits.must());
            if (came.length == 0) {
                return this;
            }
            throw new WireFailure(UNEXPECTED, GradingWords.get("expected.end"), quoted(came), came);
        } catch (SocketTimeoutException e) {
            throw new WireFailure(
                    WireFailure.Sight.NO_END,
                    GradingWords.get("expected.end"),
                    GradingWords.get("seen.nothing", String.valueOf(Limits.must() / 1000)));
        } catch (IOException e) {
            recording.add(other, me, Kind.RESET); // closed while bytes of ours were unread: an end like the other
            return this;
        }
    }

    /**
     * Says {@code 4} and waits for what the server does about it, whatever it is: that is the business of another test. Then
     * the connection is closed.
     */
    public void leaves() {
        sends("4");
        try {
            reads(Limits.must());
        } catch (IOException e) {
            // Nothing came of it.
        }
        close();
    }

    /** Waits for the client to end: it closes, or it sends {@code 4} and we close. */
    public void letsGo() {
        try {
            socket.setSoTimeout(Limits.must());
            byte[] frame = socket.getInputStream().readNBytes(128);
            if (frame.length == 0) {
                recording.add(other, me, Kind.END);
                return;
            }
            recording.add(other, me, Kind.DATA, frame);
            if (!Texts.isEnd(Wire.text(frame))) {
                throw new WireFailure(UNEXPECTED, GradingWords.get("expected.end"), quoted(frame), frame);
            }
            close();
        } catch (SocketTimeoutException e) {
            throw new WireFailure(
                    WireFailure.Sight.NO_END,
                    GradingWords.get("expected.end"),
                    GradingWords.get("seen.nothing", String.valueOf(Limits.must() / 1000)));
        } catch (IOException e) {
            recording.add(other, me, Kind.RESET);
        }
    }

    /**
     * Says that nothing more will be sent (FIN).
     *
     * @return this peer
     */
    public Peer halfCloses() {
        try {
            recording.add(me, other, Kind.END);
            socket.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw gone(GradingWords.get("expected.open"), e);
        }
    }

    /** Ends the connection with a reset (RST). */
    public void resets() {
        try {
            recording.add(me, other, Kind.RESET);
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // The other side was quicker.
        }
    }

    /** Closes the connection. */
    @Override
    public void close() {
        try {
            recording.add(me, other, Kind.END);
            socket.close();
        } catch (IOException e) {
            // The other side was quicker.
        }
    }

    /** Reads once and records what came: some bytes, or none at the end of the stream. */
    private byte[] reads(int millis) throws IOException {
        socket.setSoTimeout(millis);
        byte[] bytes = new byte[128];
        int count = socket.getInputStream().read(bytes);
        byte[] came = Arrays.copyOf(bytes, Math.max(0, count));
        recording.add(other, me, count == -1 ? Kind.END : Kind.DATA, came);
        return came;
    }

    private WireFailure gone(String expected, IOException e) {
        recording.add(other, me, Kind.RESET);
        return new WireFailure(RESET, expected, GradingWords.get("seen.reset", e.getMessage()));
    }

    private static String quoted(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return GradingWords.get("seen.text", bytes.length, Ladder.quote(Arrays.copyOf(bytes, end)));
    }
}
