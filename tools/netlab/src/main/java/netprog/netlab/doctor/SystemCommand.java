package netprog.netlab.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Runs a short command of the system; where there is no such command, it has said nothing. */
final class SystemCommand {
    private static final int MOST_SECONDS = 10;
    private static final int MOST_BYTES = 1 << 20;

    private SystemCommand() {}

    /** What the command prints on standard output, whatever its exit status is, in ten seconds. */
    static String run(String... command) {
        return run(MOST_SECONDS, command);
    }

    /** The same in so many seconds. */
    static String run(int seconds, String... command) {
        Process process = null;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            Process running = process;
            Thread guard = new Thread(() -> endInTime(running, seconds));
            guard.setDaemon(true);
            guard.start();
            try (InputStream out = process.getInputStream()) {
                return new String(out.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            return ""; // there is no such command
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    private static void endInTime(Process process, int seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
