package netprog.autograder;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import netprog.grading.Assignment;
import netprog.grading.GradedRun;
import netprog.grading.Row.State;

/**
 * Runs the graded tests against several submissions in a JVM of their own: what one of them leaves behind there (threads that
 * spin) ends with it, and the messages have one language.
 */
final class GradedBatch {
    /** One submission: its name, the parts to look at, and its class path. */
    record Job(String name, List<String> parts, List<String> classpath) {}

    /** A graded test as it crosses the border between the two processes. */
    record Row(String part, String name, int points, State state, String message) {
        boolean passed() {
            return state == State.PASSED;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_MINUTES = 60; // only where something hangs: every test has limits of its own

    private GradedBatch() {}

    /** Runs in the child: the mode, how many submissions at once, a file with the jobs, and one for what came of them. */
    public static void main(String[] args) throws Exception {
        Map<String, Future<List<Row>>> running = new TreeMap<>();
        ExecutorService several = Executors.newFixedThreadPool(Integer.parseInt(args[1]));
        for (Job job : JSON.readValue(Path.of(args[2]).toFile(), Job[].class)) {
            running.put(job.name(), several.submit(() -> grade(job, args[0])));
        }
        Map<String, List<Row>> rows = new TreeMap<>();
        for (Map.Entry<String, Future<List<Row>>> each : running.entrySet()) {
            rows.put(each.getKey(), each.getValue().get());
        }
        JSON.writeValue(Path.of(args[3]).toFile(), rows);
        Runtime.getRuntime().halt(0); // whatever a submission left running
    }

    private static List<Row> grade(Job job, String mode) throws IOException {
        List<Path> classpath = job.classpath().stream().map(Path::of).toList();
        Assignment assignment = Assignment.in(GradedBatch.class.getClassLoader());
        GradedRun.Mode way = GradedRun.Mode.valueOf(mode.toUpperCase(Locale.ROOT));
        return GradedRun.run(assignment, job.parts(), true, way, classpath).rows().stream()
                .map(row ->
                        new Row(row.graded().part(), row.name(), row.graded().points(), row.state(), row.message()))
                .toList();
    }

    /**
     * Starts the child and waits for it.
     *
     * @param mode {@code jvm} or {@code process}
     * @param language of the messages
     * @param atOnce how many submissions run at a time
     * @param jobs the submissions
     * @param work a folder for files of this run
     * @return the rows of each submission, by its name
     */
    static Map<String, List<Row>> run(String mode, String language, int atOnce, List<Job> jobs, Path work)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(work, mode);
        Path in = folder.resolve("jobs.json");
        Path out = folder.resolve("rows.json");
        Path said = folder.resolve("said.txt");
        JSON.writeValue(in.toFile(), jobs);
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dfile.encoding=UTF-8",
                        "-Duser.language=" + language,
                        "-cp",
                        System.getProperty("java.class.path"),
                        GradedBatch.class.getName(),
                        mode,
                        String.valueOf(atOnce),
                        in.toString(),
                        out.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        child.getOutputStream().close();
        try {
            if (!child.waitFor(MOST_MINUTES, TimeUnit.MINUTES) || !Files.exists(out)) {
                List<String> names = jobs.stream().map(Job::name).toList();
                throw new IOException(mode + ": no result of " + names + "; it said: " + Files.readString(said));
            }
        } finally {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.destroyForcibly();
        }
        Map<String, List<Row>> rows = new TreeMap<>();
        var tree = JSON.readTree(out.toFile());
        for (Job job : jobs) {
            rows.put(job.name(), Arrays.asList(JSON.treeToValue(tree.get(job.name()), Row[].class)));
        }
        return rows;
    }
}
