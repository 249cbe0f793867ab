package netprog.testkit.grading;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Keeps what a student's program prints besides its screen out of the test run's output: a thread that is marked, and every
 * thread that it starts, prints into the void.
 */
final class StudentOutput {
    private static final InheritableThreadLocal<Boolean> MUTED = new InheritableThreadLocal<>();
    private static boolean installed;

    private StudentOutput() {}

    static synchronized void install() {
        if (!installed) {
            System.setOut(new Switch(System.out));
            System.setErr(new Switch(System.err));
            installed = true;
        }
    }

    /** Marks this thread; tells whether it was marked before. */
    static boolean muteThisThread() {
        boolean before = Boolean.TRUE.equals(MUTED.get());
        MUTED.set(true);
        return before;
    }

    static void unmute(boolean before) {
        MUTED.set(before);
    }

    private static final class Switch extends PrintStream {
        private final PrintStream original;

        Switch(PrintStream original) {
            super(
                    new OutputStream() {
                        @Override
                        public void write(int b) {
                            if (!Boolean.TRUE.equals(MUTED.get())) {
                                original.write(b);
                            }
                        }

                        @Override
                        public void write(byte[] bytes, int offset, int length) {
                            if (!Boolean.TRUE.equals(MUTED.get())) {
                                original.write(bytes, offset, length);
                            }
                        }

                        @Override
                        public void flush() {
                            original.flush();
                        }
                    },
                    true,
                    Charset.defaultCharset());
            this.original = original;
        }

        @Override
        public String toString() {
            return "the output of " + original;
        }
    }
}
