package netprog.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What was seen on the wire: who sent what to whom, and when, in the order in which it was recorded. Taps and peers write it;
 * ladders and explanations read it. Thread-safe.
 */
public final class Recording {
    /** The kinds of steps. */
    public enum Kind {
        /** A TCP connection was established. */
        CONNECT,
        /** Bytes of a TCP stream that one read returned. */
        DATA,
        /** One side of a TCP connection closed its sending side (FIN). */
        END,
        /** A TCP connection was reset (RST). */
        RESET,
        /** A UDP datagram. */
        DATAGRAM
    }

    /**
     * One step.
     *
     * @param at the time since the start of the recording
     * @param from the side that did it, such as {@code client} or {@code client 2}
     * @param to the other side
     * @param data the bytes; empty if this kind of step has none
     */
    public record Step(Duration at, String from, String to, Kind kind, byte[] data) {}

    private final long start = System.nanoTime();
    private final List<Step> steps = new ArrayList<>();

    /** Records a step that happens now; the bytes are not copied. */
    public synchronized void add(String from, String to, Kind kind, byte... data) {
        steps.add(new Step(Duration.ofNanos(System.nanoTime() - start), from, to, kind, data));
        notifyAll();
    }

    /** Returns a copy of the steps that have been recorded so far. */
    public synchronized List<Step> steps() {
        return List.copyOf(steps);
    }

    /**
     * Waits until so many steps of a kind have been recorded.
     *
     * @return false if they were not within {@link Program#TIMEOUT}
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public synchronized boolean await(Kind kind, int count) throws InterruptedException {
        long end = System.nanoTime() + Program.TIMEOUT.toNanos();
        while (steps.stream().filter(s -> s.kind() == kind).count() < count) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
