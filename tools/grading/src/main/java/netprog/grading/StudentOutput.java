package netprog.grading;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Keeps a student's program away from the console of the test run: a thread that is marked, and every thread that it starts,
 * prints into the void and reads the end of the input.
 */
final class StudentOutput {
    private static final InheritableThreadLocal<Boolean> MUTED = new InheritableThreadLocal<>();
    private static boolean installed;

    private StudentOutput() {}

    static synchronized void install() {
        if (!installed) {
            System.setOut(new Switch(System.out));
            System.setErr(new Switch(System.err));
            System.setIn(new Input(System.in));
            installed = true;
        }
    }

    /** Marks this thread. */
    static void muteThisThread() {
        MUTED.set(true);
    }

    private static final class Input extends FilterInputStream {
        Input(InputStream original) {
            super(original);
        }

        @Override
        public int read() throws IOException {
            return Boolean.TRUE.equals(MUTED.get()) ? -1 : super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return Boolean.TRUE.equals(MUTED.get()) ? -1 : super.read(bytes, offset, length);
        }

        @Override
        public int available() throws IOException {
            return Boolean.TRUE.equals(MUTED.get()) ? 0 : super.available();
        }

        @Override
        public void close() throws IOException {
            if (!Boolean.TRUE.equals(MUTED.get())) {
                super.close();
            }
        }
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
