package netprog.grading;

import static netprog.grading.WireFailure.Observation.FAILED;
import static netprog.grading.WireFailure.Observation.RESET;
import static netprog.grading.WireFailure.Observation.WRONG;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import netprog.wire.Ladder;
import netprog.wire.Recording;
import netprog.wire.Recording.Kind;
import netprog.wire.Wire;

/**
 * The test's end of an exchange with a program under test. Its steps read like the protocol:
 * {@code peer.receives("Welcome to Server!!").sends("id=a pass=b")}. A text stands for a frame of 128 bytes; where texts are
 * compared, one line end behind them does not count. Each wait has one deadline.
 *
 * @param <P> the assignment's own peer, which the steps return
 */
public abstract class GradedPeer<P extends GradedPeer<P>> implements AutoCloseable {
    /** A silence that is over when the program is seen to wait without a limit lasts so long at least, in milliseconds. */
    private final int minSilence;

    private final Recording recording;
    private final Kind kind;
    private final String me;
    private final String other;
    private final BooleanSupplier waitsWithoutLimit;

    GradedPeer(Recording recording, Kind kind, String me, String other, BooleanSupplier waitsWithoutLimit) {
        this.recording = recording;
        this.kind = kind;
        this.me = me;
        this.other = other;
        this.waitsWithoutLimit = waitsWithoutLimit;
        this.minSilence = kind == Kind.DATAGRAM ? 1500 : 300;
    }

    @SuppressWarnings("unchecked")
    final P self() {
        return (P) this;
    }

    abstract void write(byte[] bytes) throws IOException;

    /** Whether we have closed the socket ourselves. */
    abstract boolean isClosed();

    /**
     * Waits for one message, a frame or a datagram, whatever it says.
     *
     * @param expected what to say where none comes
     * @return its bytes
     */
    public abstract byte[] receivesMessage(String expected);

    /** Whether what comes now is the first message: what fails there is what simpler tests look at. */
    boolean isFirst() {
        return false;
    }

    final void sent(Kind what, byte... bytes) {
        recording.add(me, other, what, bytes);
    }

    final void received(Kind what, byte... bytes) {
        recording.add(other, me, what, bytes);
    }

    final void receivedFrom(String sender, byte[] bytes) {
        recording.add(sender, me, kind, bytes);
    }

    /**
     * Sends a text as a frame of 128 bytes, with zeros behind its NUL.
     *
     * @param text at most 127 bytes of UTF-8
     */
    public final P sends(String text) {
        return sendsBytes(Wire.frame(text));
    }

    /**
     * Sends bytes, in one segment or datagram.
     *
     * @param bytes any
     */
    public final P sendsBytes(byte[] bytes) {
        try {
            sent(kind, bytes);
            write(bytes);
            return self();
        } catch (IOException e) {
            throw gone(Ladder.quote(bytes), e);
        }
    }

    /**
     * Waits for a message with this text.
     *
     * @param text what it has to say
     */
    public final P receives(String text) {
        return receivesOneOf(text);
    }

    /**
     * Waits for a message with one of these texts.
     *
     * @param texts what it may say
     */
    public final P receivesOneOf(String... texts) {
        return receivesMatching(
                Texts.quote(texts), came -> Arrays.stream(texts).anyMatch(text -> Texts.same(text, Wire.text(came))));
    }

    /**
     * Waits for a message whose text is these bytes.
     *
     * @param text the bytes in front of the NUL
     */
    public final P receivesText(byte[] text) {
        String wanted = Texts.bytewise(text);
        return receivesMatching(
                Ladder.quote(text), came -> Texts.same(wanted, Wire.text(came, StandardCharsets.ISO_8859_1)));
    }

    /**
     * Waits for a message that a predicate accepts.
     *
     * @param expected what to say where another one comes, or none
     * @param accepts decides about its bytes
     */
    public final P receivesMatching(String expected, Predicate<byte[]> accepts) {
        boolean first = isFirst();
        byte[] came = receivesMessage(expected);
        if (!accepts.test(came)) {
            WireFailure failure = new WireFailure(WRONG, expected, Texts.shown(came), came);
            throw first ? failure.early() : failure;
        }
        return self();
    }

    /**
     * Whether a silence has lasted long enough: programs with a time limit do not outlast 5 s. It need not be waited for where
     * all threads of the program are seen to wait without a limit.
     */
    final BooleanSupplier silenceIsOver() {
        long earliest = System.nanoTime() + minSilence * 1_000_000L;
        return () -> System.nanoTime() > earliest && waitsWithoutLimit.getAsBoolean();
    }

    /** The failure of a step because the socket no longer works. What we closed ourselves is not the other side's doing. */
    final WireFailure gone(String expected, IOException e) {
        if (isClosed()) {
            return new WireFailure(FAILED, expected, GradingWords.get("seen.program-ended"));
        }
        if (kind != Kind.DATAGRAM) {
            received(Kind.RESET);
        }
        return new WireFailure(RESET, expected, GradingWords.get("seen.reset", e.getMessage()));
    }

    /** Closes the socket. */
    @Override
    public abstract void close();

    static WireFailure silence(String expected, int millis) {
        return new WireFailure(
                WireFailure.Observation.SILENCE,
                expected,
                GradingWords.get("seen.nothing", String.valueOf(millis / 1000)));
    }
}
