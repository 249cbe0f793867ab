package netprog.netlab.doctor;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The end of a wait; immutable. */
final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** The earlier of this one and so many milliseconds from now. */
    Deadline earlierOf(long millis) {
        long other = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        return other - end < 0 ? new Deadline(other) : this;
    }

    /** The later of this one and so many milliseconds from now. */
    Deadline atLeast(long millis) {
        return millis() >= millis ? this : in(Duration.ofMillis(millis));
    }

    boolean isOver() {
        return System.nanoTime() - end >= 0;
    }

    /** What is left, in milliseconds; at least 1, because a socket takes 0 for no limit. */
    int millis() {
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }
}
