package netprog.grading;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Measures the load of the machine. A thread of its own does a little work all the time and compares the time that passed with
 * the processor's time: they are equal on an idle machine. What the student's own programs use counts little, so that a
 * program that spins gets hardly more time for it.
 */
final class MeasuredLoad implements AdaptiveTimeouts.Load {
    private static final double MAX = 15;
    private static final long WORK = 3_000_000; // nanoseconds of processor time
    private static final int PAUSE = 150; // milliseconds
    private static final double BUSY = 4; // times
    private static final long LATE = 100_000_000; // nanoseconds

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Set<ProcessHandle> CHILDREN = ConcurrentHashMap.newKeySet();

    private volatile double slowness = 1;
    private volatile long busyAt = System.nanoTime() - TimeUnit.DAYS.toNanos(1); // long ago
    private Map<Object, Long> usedBefore = Map.of();
    private long usedAt = System.nanoTime();

    MeasuredLoad() {
        measure();
        Thread thread = new Thread(this::measureForEver, "load of the machine");
        thread.setDaemon(true);
        thread.start();
    }

    /** From now on this process counts as the student's. */
    static void count(ProcessHandle child) {
        CHILDREN.add(child);
    }

    @Override
    public double slowness() {
        return slowness;
    }

    @Override
    public boolean wasBusySince(long start) {
        return busyAt - start >= 0;
    }

    private void measureForEver() {
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

    private void measure() {
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
        double now = Math.min(MAX, Math.max(1, Math.max(seen * (1 - studentsShare()), Math.sqrt(seen))));
        // Up at once, and down slowly: the load of a moment ago is likely to come again.
        slowness = Math.max(now, 0.9 * slowness + 0.1 * now);
        if (seen > BUSY) {
            busyAt = System.nanoTime();
        }
    }

    /** What the student's programs have used of all processors since the last call: from 0 to 1. */
    private double studentsShare() {
        Map<Object, Long> used = used();
        long sum = 0;
        for (Map.Entry<Object, Long> each : used.entrySet()) {
            sum += each.getValue() - usedBefore.getOrDefault(each.getKey(), each.getValue());
        }
        long now = System.nanoTime();
        double share = (double) sum / (now - usedAt) / Runtime.getRuntime().availableProcessors();
        usedBefore = used;
        usedAt = now;
        return Math.min(1, share);
    }

    /** The processor's time, in nanoseconds, by process or by the number of a thread of this JVM. */
    private static Map<Object, Long> used() {
        Map<Object, Long> used = new HashMap<>();
        CHILDREN.removeIf(process -> !process.isAlive());
        for (ProcessHandle process : CHILDREN) {
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
            if (group != null && group.getName().equals(JvmRunner.THREAD_GROUP)) {
                used.put(threads[i].getId(), Math.max(0, THREADS.getThreadCpuTime(threads[i].getId())));
            }
        }
        return used;
    }
}
