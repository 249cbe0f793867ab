package netprog.grade;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import netprog.testkit.grading.Score;

/**
 * One run of the graded tests in a JVM of its own: what a submission leaves behind there (threads that spin, statics) ends with
 * it, and each run has a language of its own.
 */
final class GradedChild {
    /** A graded test as it crosses the border between the two processes. */
    record Row(String part, String name, int points, boolean passed, String message) {}

    private static final int MOST_SECONDS = 300;

    private GradedChild() {}

    /** Runs in the child: {@code mode parts classpath out}. */
    public static void main(String[] args) throws IOException {
        List<Path> classpath =
                Stream.of(args[2].split(File.pathSeparator)).map(Path::of).toList();
        List<Row> rows = new ArrayList<>();
        for (Score.Row row : GradedRun.run(classpath, args[0], List.of(args[1].split(",")))) {
            boolean passed = row.state() == Score.State.PASSED;
            rows.add(new Row(row.graded().part(), row.name(), row.graded().points(), passed, row.message()));
        }
        new ObjectMapper().writeValue(Path.of(args[3]).toFile(), rows);
        Runtime.getRuntime().halt(0); // whatever the submission left running
    }

    /** Starts the child and waits for its rows. */
    static List<Row> run(String mode, String language, List<String> parts, List<Path> classpath, Path work)
            throws IOException, InterruptedException {
        Path out = work.resolve(mode + "-" + language + ".json");
        Path said = work.resolve(mode + "-" + language + ".txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Duser.language=" + language,
                        "-cp",
                        System.getProperty("java.class.path"),
                        GradedChild.class.getName(),
                        mode,
                        String.join(",", parts),
                        Submission.join(classpath),
                        out.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(mode + ": not done after " + MOST_SECONDS + " s");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (!Files.exists(out)) {
            throw new IOException(mode + ": ended without a result: " + Files.readString(said));
        }
        return Arrays.asList(new ObjectMapper().readValue(out.toFile(), Row[].class));
    }
}
