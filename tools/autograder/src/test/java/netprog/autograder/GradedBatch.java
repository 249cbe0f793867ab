package netprog.autograder;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * Runs the graded tests against several submissions in a JVM of their own. The threads that a submission leaves running end with
 * that JVM, and the messages of all have its language.
 *
 * @param mode how the programs run
 * @param repeat how often each submission runs
 * @param atOnce how many submissions run at a time
 * @param jobs the submissions
 */
record GradedBatch(GradedRun.Mode mode, int repeat, int atOnce, List<Job> jobs) {
    /** One submission: its name, the parts whose tests run, and its class path. */
    record Job(String name, List<String> parts, List<Path> classpath) {}

    /** A graded test and how it went. */
    record Row(String part, String name, int points, State state, String message, String explanation) {
        Row(netprog.grading.Row row) {
            this(row.graded().part(), row.name(), row.graded().points(), row.state(), row.message(), row.explanation());
        }

        boolean passed() {
            return state == State.PASSED;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_MINUTES = 60; // only if something hangs: every test has limits of its own

    /** Runs a batch in the child JVM: a file with the batch, and one for the rows. */
    public static void main(String[] args) throws Exception {
        GradedBatch batch = JSON.readValue(Path.of(args[0]).toFile(), GradedBatch.class);
        ExecutorService threads = Executors.newFixedThreadPool(batch.atOnce);
        Map<String, List<Future<List<Row>>>> running = new TreeMap<>();
        for (Job job : batch.jobs) {
            for (int i = 0; i < batch.repeat; i++) {
                running.computeIfAbsent(job.name(), name -> new ArrayList<>())
                        .add(threads.submit(() -> grade(job, batch.mode)));
            }
        }
        Map<String, List<List<Row>>> rows = new TreeMap<>();
        for (Map.Entry<String, List<Future<List<Row>>>> each : running.entrySet()) {
            List<List<Row>> runs = new ArrayList<>();
            for (Future<List<Row>> run : each.getValue()) {
                runs.add(run.get());
            }
            rows.put(each.getKey(), runs);
        }
        JSON.writeValue(Path.of(args[1]).toFile(), rows);
        Runtime.getRuntime().halt(0); // whatever a submission left running
    }

    private static List<Row> grade(Job job, GradedRun.Mode mode) {
        Assignment assignment = Assignment.in(GradedBatch.class.getClassLoader());
        try {
            return GradedRun.run(assignment, job.parts(), true, mode, job.classpath()).rows().stream()
                    .map(Row::new)
                    .toList();
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException("no verdict for " + job.name() + ", " + mode, e);
        }
    }

    /**
     * Runs the batch.
     *
     * @param language of the messages
     * @param work a folder for files of this run
     * @return by the name of each job, the rows of each of its runs
     */
    Map<String, List<List<Row>>> run(String language, Path work) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(work, "batch");
        Path in = folder.resolve("batch.json");
        Path out = folder.resolve("rows.json");
        Path output = folder.resolve("output.txt");
        JSON.writeValue(in.toFile(), this);
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dfile.encoding=UTF-8",
                        "-Duser.language=" + language,
                        "-cp",
                        System.getProperty("java.class.path"),
                        GradedBatch.class.getName(),
                        in.toString(),
                        out.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        child.getOutputStream().close();
        try {
            if (!child.waitFor(MAX_MINUTES, TimeUnit.MINUTES) || !Files.exists(out)) {
                throw new IOException("a batch ended without a result, with this output: " + Files.readString(output));
            }
        } finally {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.destroyForcibly();
        }
        return JSON.readValue(out.toFile(), new TypeReference<>() {});
    }
}
