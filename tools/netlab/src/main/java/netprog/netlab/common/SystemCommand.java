package netprog.netlab.common;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import netprog.wire.ProcessOutput;

/**
 * A short command of the system that has ended.
 *
 * @param status its exit status, {@link #MISSING} or {@link #LATE}
 * @param output what it printed on standard output
 * @param errors what it printed on standard error
 */
public record SystemCommand(int status, String output, String errors) {
    /** There is no such program, or it may not be started. */
    public static final int MISSING = -1;
    /** It ran longer than allowed and was ended. */
    public static final int LATE = -2;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Finds a program's file in the folders of PATH, and in more folders; whether it may be run is not checked. */
    public static Optional<Path> find(String program, List<String> moreFolders) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), moreFolders.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Runs a command for ten seconds at most. */
    public static SystemCommand run(String... command) {
        return run(TIMEOUT, command);
    }

    /** Runs a command for a while at most; its standard input is empty. */
    public static SystemCommand run(Duration timeout, String... command) {
        Process process;
        try {
            process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
        } catch (IOException e) {
            return new SystemCommand(MISSING, "", String.valueOf(e.getMessage()));
        }
        try {
            ProcessOutput output = new ProcessOutput(process.getInputStream());
            ProcessOutput errors = new ProcessOutput(process.getErrorStream());
            boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    && output.awaitEnd(timeout)
                    && errors.awaitEnd(timeout);
            return new SystemCommand(ended ? process.exitValue() : LATE, output.text(), errors.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SystemCommand(LATE, "", "");
        } finally {
            process.destroyForcibly();
        }
    }
}
