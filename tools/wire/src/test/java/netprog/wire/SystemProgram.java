package netprog.wire;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * A program of the system that a test needs. If it is missing, the test is skipped with a line that names the package; in the
 * continuous integration ({@code CI=true}) the test fails.
 */
public final class SystemProgram {
    private SystemProgram() {}

    /**
     * Finds a program.
     *
     * @param name such as {@code rdate}
     * @return its file
     */
    public static String find(String name, String debianPackage) {
        for (String folder : (System.getenv("PATH") + File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/sbin")
                .split(File.pathSeparator)) {
            Path file = Path.of(folder, name);
            if (Files.isExecutable(file)) {
                return file.toString();
            }
        }
        return missing("needs " + name + ": apt-get install " + debianPackage);
    }

    /** Skips the test with a line that says what it needs; with {@code CI=true}, fails it. */
    static <T> T missing(String line) {
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(line);
        }
        return Assumptions.abort(line);
    }
}
