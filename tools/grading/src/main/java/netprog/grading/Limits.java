package netprog.grading;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Time limits that measure the student's program and not the machine: they begin when the program is ready, and they grow
 * where the machine is slow or busy with other work. A thread of its own does a little work all the time and looks how long
 * it takes by the clock: on an idle machine as long as by the processor's time, on a busy one many times that. What keeps the
 * machine busy counts little where it is the student's own program: whoever spins gets hardly more time for it.
 */
final class Limits {
    /** What must happen has to happen within this time on an idle machine, in milliseconds. */
    private static final int MUST = 3000;

    private static final int MOST_RETRY = 8000;

    private static final int MOMENT = 100; // milliseconds
    private static final int GAP = 15; // milliseconds

    /** A silence that programs with a time limit of their own do not bear, in milliseconds: limits of 5 s are usual. */
    static final int SILENCE = 5200;

    private static final double MOST = 15; // times; a limit is a limit
    private static final long WORK = 3_000_000; // nanoseconds of processor time
    private static final int PAUSE = 150; // milliseconds
    private static final double BUSY = 4; // times
    private static final long LATE = 100_000_000; // nanoseconds

    /** The name of the thread groups in which students' programs run. */
    static final String STUDENT = "student";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Set<ProcessHandle> PROCESSES = ConcurrentHashMap.newKeySet();

    private static volatile double slowness = 1;
    private static volatile long busyAt = System.nanoTime() - TimeUnit.DAYS.toNanos(1); // long ago
    private static Map<Object, Long> usedBefore = Map.of();
    private static long usedAt = System.nanoTime();

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

    /** Two segments that are sent so far apart arrive one by one, in milliseconds. */
    static int gap() {
        return (int) (GAP * slowness);
    }

    /**
     * Tells whether the machine was so busy that a clock in the student's program may have run out before the answer came.
     *
     * @param start by {@link System#nanoTime}
     * @return whether the processor was shared with others, or a thread had to wait for it, at any time since then
     */
    static boolean wasBusySince(long start) {
        return busyAt - start >= 0;
    }

    private static void measureForEver() {
        try {
            while (true) {
                long start = System.nanoTime();
                Thread.sleep(PAUSE);
                if (System.nanoTime() - start > PAUSE * 1_000_000L + LATE) {
                    busyAt = System.nanoTime();
                }
                measure();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void measure() {
        if (!THREADS.isCurrentThreadCpuTimeSupported()) {
            return;
        }
        long wall = System.nanoTime();
        long start = THREADS.getCurrentThreadCpuTime();
        long used;
        do {
            used = THREADS.getCurrentThreadCpuTime() - start;
        } while (used < WORK);
        double seen = (double) (System.nanoTime() - wall) / used;
        // Starting the programs costs time too, which is not theirs: the root leaves some for that.
        double now = Math.min(MOST, Math.max(1, Math.max(seen * (1 - studentsShare()), Math.sqrt(seen))));
        // Up at once, and down slowly: the load of a moment ago is likely to come again.
        slowness = Math.max(now, 0.9 * slowness + 0.1 * now);
        if (seen > BUSY) {
            busyAt = System.nanoTime();
        }
    }

    /** Counts what this process of a student's uses of the processor from now on. */
    static void count(ProcessHandle process) {
        PROCESSES.add(process);
    }

    /** What the students' programs have used of all processors since the last call: from 0 to 1. */
    private static double studentsShare() {
        Map<Object, Long> used = used();
        long sum = 0;
        for (Map.Entry<Object, Long> each : used.entrySet()) {
            Long before = usedBefore.get(each.getKey());
            sum += before == null ? 0 : each.getValue() - before;
        }
        long now = System.nanoTime();
        double share = (double) sum / (now - usedAt) / Runtime.getRuntime().availableProcessors();
        usedBefore = used;
        usedAt = now;
        return Math.min(1, share);
    }

    /** The time of the processor, in nanoseconds, by process or by the number of a thread of this JVM. */
    private static Map<Object, Long> used() {
        Map<Object, Long> used = new HashMap<>();
        PROCESSES.removeIf(process -> !process.isAlive());
        for (ProcessHandle process : PROCESSES) {
            process.info().totalCpuDuration().ifPresent(time -> used.put(process, time.toNanos()));
        }
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        Thread[] threads = new Thread[top.activeCount() + 100];
        int count = top.enumerate(threads);
        for (int i = 0; i < count; i++) {
            ThreadGroup group = threads[i].getThreadGroup();
            if (group != null && group.getName().equals(STUDENT)) {
                used.put(threads[i].getId(), Math.max(0, THREADS.getThreadCpuTime(threads[i].getId())));
            }
        }
        return used;
    }
}
