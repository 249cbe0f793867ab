package netprog.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import netprog.testkit.grading.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Correct programs, each written in another way: whatever the specification leaves open must cost nobody a point. */
class KnownGoodIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void everyOneEarns100() throws Exception {
        Map<String, Future<List<Score.Row>>> running = new TreeMap<>();
        ExecutorService several = Executors.newFixedThreadPool(4);
        try (Stream<Path> all = Files.list(TOP.resolve("week04-login-assignment/src/hidden/submissions/good"))) {
            for (Path submission : all.sorted().toList()) {
                running.put(submission.getFileName().toString(), several.submit(() -> grade(submission)));
            }
        }
        assertThat(running).hasSizeGreaterThanOrEqualTo(10);
        Map<String, List<String>> lost = new TreeMap<>();
        for (Map.Entry<String, Future<List<Score.Row>>> each : running.entrySet()) {
            List<Score.Row> rows = each.getValue().get();
            assertThat(Score.most(rows)).as(each.getKey()).isEqualTo(100);
            List<String> messages = rows.stream()
                    .filter(row -> row.state() != Score.State.PASSED)
                    .map(Score.Row::message)
                    .toList();
            if (!messages.isEmpty()) {
                lost.put(each.getKey(), messages);
            }
        }
        several.shutdown();
        assertThat(lost).isEmpty();
    }

    private List<Score.Row> grade(Path submission) throws IOException {
        Path work = Files.createDirectory(folder.resolve(submission.getFileName()));
        List<Path> given = ScoreCommand.given(TOP);
        Submission compiled = Submission.compile(submission, work, given);
        assertThat(compiled.troubles()).as(submission.toString()).isEmpty();
        return GradedRun.run(compiled.classpath(given), "jvm");
    }
}
