package netprog.testkit.grading;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Time limits that measure the student's program and not the machine: they begin when the program is ready, and they grow
 * where the machine is slow or busy with other work. A thread of its own does a little work all the time and looks how long
 * it takes by the clock: on an idle machine as long as by the processor's time, on a busy one many times that.
 */
final class Limits {
    /** What must happen has to happen within this time on an idle machine, in milliseconds. */
    private static final int MUST = 3000;

    private static final int MOST_RETRY = 8000;

    private static final int MOMENT = 100; // milliseconds

    private static final double MOST = 15; // times; a limit is a limit
    private static final long WORK = 3_000_000; // nanoseconds of processor time
    private static final int PAUSE = 150; // milliseconds

    private static volatile double slowness = 1;

    static {
        measure();
        Thread thread = new Thread(Limits::measureForEver, "slowness of the machine");
        thread.setDaemon(true);
        thread.start();
    }

    private Limits() {}

    /** What must happen has to happen within this time, in milliseconds. */
    static int must() {
        return (int) (MUST * slowness);
    }

    /** A client that asks again after a second has done so within this time, in milliseconds: its clock is not slower. */
    static int retry() {
        return Math.min(MOST_RETRY, must());
    }

    /** What follows at once is seen within this time, in milliseconds. */
    static int moment() {
        return (int) (MOMENT * slowness);
    }

    private static void measureForEver() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                measure();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void measure() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        if (!threads.isCurrentThreadCpuTimeSupported()) {
            return;
        }
        long wall = System.nanoTime();
        long start = threads.getCurrentThreadCpuTime();
        long used;
        do {
            used = threads.getCurrentThreadCpuTime() - start;
        } while (used < WORK);
        double now = Math.min(MOST, Math.max(1, (double) (System.nanoTime() - wall) / used));
        // Up at once, and down slowly: the load of a moment ago is likely to come again.
        slowness = Math.max(now, 0.9 * slowness + 0.1 * now);
    }
}
