package netprog.grading;

/**
 * Time limits that measure the student's program and not the machine: they begin when the program is ready, and they grow
 * while the machine is slow or busy with other work.
 */
final class AdaptiveTimeouts {
    /** How busy the machine is. */
    interface Load {
        /** How many times longer than on an idle machine a step takes; from 1. */
        double slowness();

        /**
         * Whether the machine was so busy that a clock in the student's program may have run out before the answer came.
         *
         * @param start by {@link System#nanoTime}
         */
        boolean wasBusySince(long start);
    }

    private static final int REPLY = 3000; // milliseconds on an idle machine
    private static final int MAX_RETRY = 8000;
    private static final int SHORT = 100;
    private static final int SEGMENT_GAP = 15;

    /** A silence that programs with a time limit of their own do not outlast, in milliseconds: limits of 5 s are usual. */
    static final int SILENCE = 5200;

    private static volatile Load load = new MeasuredLoad();

    private AdaptiveTimeouts() {}

    /** Replaces the measured load, for a test of the engine; returns the one before. */
    static Load replaceLoad(Load other) {
        Load before = load;
        load = other;
        return before;
    }

    /** What a program has to do is done within this time, in milliseconds. */
    static int replyTimeout() {
        return (int) (REPLY * load.slowness());
    }

    /** A client that asks again after a second has done so within this time, in milliseconds: its clock is not slower. */
    static int retryTimeout() {
        return Math.min(MAX_RETRY, replyTimeout());
    }

    /** What follows at once is seen within this time, in milliseconds. */
    static int shortDelay() {
        return (int) (SHORT * load.slowness());
    }

    /** Two segments that are sent so far apart arrive one by one, in milliseconds. */
    static int segmentGap() {
        return (int) (SEGMENT_GAP * load.slowness());
    }

    static boolean wasBusySince(long start) {
        return load.wasBusySince(start);
    }
}
