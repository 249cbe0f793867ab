package netprog.testkit.grading;

import java.util.zip.CRC32;

/**
 * Time limits that measure the student's program and not the machine: they begin when the program is ready, and they grow
 * with the time that a fixed piece of work takes here.
 */
final class Limits {
    /** What the work takes on the machine that the limits were chosen on, in nanoseconds. */
    private static final double USUAL = 12e6;

    private static final double FACTOR = Math.max(1, Math.min(10, bestOfThree() / USUAL));

    /** What must happen has to happen within this time, in milliseconds. */
    static final int MUST = (int) (3000 * FACTOR);

    /** What must not happen is watched for this long, in milliseconds. */
    static final int MUST_NOT = (int) (250 * FACTOR);

    private Limits() {}

    private static double bestOfThree() {
        double best = Double.MAX_VALUE;
        byte[] data = new byte[1 << 20];
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            CRC32 sum = new CRC32();
            for (int round = 0; round < 10; round++) {
                sum.update(data);
                for (int k = 0; k < data.length; k += 7) {
                    data[k] += (byte) (sum.getValue() + k);
                }
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}
