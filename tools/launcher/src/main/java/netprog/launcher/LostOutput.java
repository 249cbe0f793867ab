package netprog.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.Optional;

/** Why standard output could not be written, which {@link System#out} does not tell. */
final class LostOutput {
    private LostOutput() {}

    /** Returns the reason in the words of the system; none if only the reader of a pipe has left, as {@code head} does. */
    static Optional<String> reason() {
        Optional<String> again = failure(() -> {
            try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
                out.write('\n');
            }
        });
        // The system may speak any language: what it says of a pipe without a reader is asked for, not known.
        return again.equals(failure(LostOutput::writeWithoutReader)) ? Optional.empty() : again;
    }

    private static void writeWithoutReader() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().close();
        try (Pipe.SinkChannel sink = pipe.sink()) {
            sink.write(ByteBuffer.allocate(1));
        }
    }

    private interface Write {
        void run() throws IOException;
    }

    private static Optional<String> failure(Write write) {
        try {
            write.run();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
