package netprog.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What was seen on the wire: who sent what to whom, and when. Peers and taps write it, ladders and explanations read it.
 *
 * <p>Safe for several threads; the order is that in which the steps were noted.
 */
public final class Recording {
    /** What can happen on the wire. */
    public enum Kind {
        /** A TCP connection was made. */
        CONNECT,
        /** Bytes of a TCP stream arrived with one read. */
        DATA,
        /** One side of a TCP connection said that it sends no more (FIN). */
        END,
        /** A TCP connection was reset (RST). */
        RESET,
        /** A UDP datagram. */
        DATAGRAM
    }

    /**
     * One step.
     *
     * @param at the time since the recording began
     * @param from who did it, such as {@code client} or {@code client 2}
     * @param to the other side
     * @param kind what happened
     * @param data the bytes; none where the kind has none
     */
    public record Step(Duration at, String from, String to, Kind kind, byte[] data) {}

    private final long start = System.nanoTime();
    private final List<Step> steps = new ArrayList<>();

    /**
     * Notes a step that happens now.
     *
     * @param from who did it
     * @param to the other side
     * @param kind what happened
     * @param data the bytes; they are not copied
     */
    public synchronized void add(String from, String to, Kind kind, byte... data) {
        steps.add(new Step(Duration.ofNanos(System.nanoTime() - start), from, to, kind, data));
        notifyAll();
    }

    /**
     * Gives all steps so far.
     *
     * @return a copy, in order
     */
    public synchronized List<Step> steps() {
        return List.copyOf(steps);
    }

    /**
     * Waits until so many steps of a kind have been noted.
     *
     * @param kind what to wait for
     * @param count how many
     * @return whether they came within {@link Program#TIMEOUT}
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
