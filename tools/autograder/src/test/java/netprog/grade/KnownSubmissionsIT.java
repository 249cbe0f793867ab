package netprog.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every known-bad submission loses points where its one bug is and nowhere else, with words that help in both languages; every
 * known-good one earns all; and a test says the same whether the program runs in this JVM or in a process.
 *
 * <p>A submission is the reference with the files of its folder in place of its own. {@code -Dsubmission=NAME} runs one of
 * them, {@code -Dmodes=jvm} or {@code process} one of the two ways.
 */
class KnownSubmissionsIT {
    /** The tests of a submission mostly wait; more at once, and a small machine would break their time limits. */
    private static final int AT_ONCE = 3;

    private static final Path TOP =
            Path.of(System.getProperty("netprog.top", "../..")).toAbsolutePath().normalize();
    private static final Path REFERENCE = TOP.resolve("solutions/src/main/java/netprog/week04/login");
    private static final Path SUBMISSIONS = TOP.resolve("week04-login-assignment/src/hidden/submissions");

    private static final ExecutorService RUNS = Executors.newFixedThreadPool(AT_ONCE);

    @TempDir
    static Path work;

    /** What came of one submission: a list of rows for each mode and language. */
    private record Outcome(Map<String, List<GradedChild.Row>> runs) {
        Collection<List<GradedChild.Row>> all() {
            return runs.values();
        }
    }

    @BeforeAll
    static void referenceIsThere() {
        assertThat(REFERENCE).isDirectory();
    }

    @AfterAll
    static void end() {
        RUNS.shutdownNow();
    }

    @TestFactory
    Stream<DynamicTest> bad() throws IOException {
        return tests("bad", (folder, outcome) -> {
            Properties expected = expectations(folder);
            for (List<GradedChild.Row> rows : outcome.all()) {
                Map<String, Integer> lost = lost(rows);
                assertThat(lost).as(expected.getProperty("bug")).containsKeys(list(expected, "loses"));
                assertThat(lost).as("parts that do not depend on it").doesNotContainKeys(list(expected, "keeps"));
                String most = expected.getProperty("most");
                if (most != null) {
                    int cost = Stream.of(list(expected, "loses")).mapToInt(lost::get).sum();
                    assertThat(cost).as("points that the bug costs: " + names(rows)).isLessThanOrEqualTo(Integer.parseInt(most));
                }
            }
            outcome.runs().forEach((run, rows) -> {
                String says = expected.getProperty(run.endsWith("ko") ? "says.ko" : "says");
                assertThat(says).as("what a message has to say").isNotBlank();
                // A message is indented and keeps its lines; the phrase must stand on one of them.
                assertThat(messages(rows)).as(run).anyMatch(message -> message.contains(says));
            });
            assertThat(list(expected, "bug")).as("bug").isNotEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> good() throws IOException {
        return tests("good", (folder, outcome) -> outcome.runs()
                .forEach((run, rows) -> assertThat(messages(rows)).as(run).isEmpty()));
    }

    private interface Check {
        void of(Path folder, Outcome outcome) throws Exception;
    }

    private static Stream<DynamicTest> tests(String kind, Check check) throws IOException {
        Path parent = SUBMISSIONS.resolve(kind);
        if (!Files.isDirectory(parent)) {
            return Stream.of();
        }
        String one = System.getProperty("submission", "");
        List<Path> folders;
        try (Stream<Path> all = Files.list(parent)) {
            folders = all.filter(Files::isDirectory)
                    .filter(folder -> one.isEmpty() || folder.endsWith(one))
                    .sorted()
                    .toList();
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (Path folder : folders) {
            Future<Outcome> outcome = RUNS.submit(() -> run(folder, kind.equals("good")));
            tests.add(DynamicTest.dynamicTest(folder.getFileName().toString(), folder.toUri(), () -> {
                Outcome seen = outcome.get();
                saysTheSameInBothModes(seen);
                check.of(folder, seen);
            }));
        }
        return tests.stream();
    }

    /** In this JVM all parts, in English; in processes, which take longer, the parts that the file is for, in Korean. */
    private static Outcome run(Path folder, boolean good) throws IOException, InterruptedException {
        Path own = Files.createDirectories(work.resolve(folder.getFileName()));
        Path sources = Files.createDirectories(own.resolve("six"));
        for (String file : Submission.FILES) {
            Path changed = folder.resolve(file);
            Files.copy(
                    Files.exists(changed) ? changed : REFERENCE.resolve(file),
                    sources.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        List<Path> given = ScoreCommand.given(TOP);
        Submission submission = Submission.compile(sources, Files.createDirectories(own.resolve("work")), given);
        assertThat(submission.troubles()).isEmpty();
        List<Path> classpath = submission.classpath(given);

        Properties expected = expectations(folder);
        List<String> touched = new ArrayList<>(GradedRun.PARTS);
        touched.removeAll(List.of(list(expected, "keeps")));
        List<String> modes =
                List.of(System.getProperty("modes", expected.getProperty("modes", "jvm,process")).split(","));
        Map<String, List<GradedChild.Row>> runs = new LinkedHashMap<>();
        if (modes.contains("jvm")) {
            runs.put("jvm, en", GradedChild.run("jvm", "en", GradedRun.PARTS, classpath, own));
        }
        if (modes.contains("process")) {
            runs.put("process, ko", GradedChild.run("process", "ko", touched, classpath, own));
            if (!modes.contains("jvm") && !good) {
                runs.put("process, en", GradedChild.run("process", "en", GradedRun.PARTS, classpath, own));
            }
        }
        return new Outcome(runs);
    }

    private static void saysTheSameInBothModes(Outcome outcome) {
        Map<String, Boolean> verdicts = new TreeMap<>();
        for (List<GradedChild.Row> rows : outcome.all()) {
            for (GradedChild.Row row : rows) {
                Boolean other = verdicts.putIfAbsent(row.name(), row.passed());
                assertThat(other == null || other == row.passed())
                        .as(row.name() + " says the same in both modes; here: " + row.message())
                        .isTrue();
            }
        }
    }

    private static Map<String, Integer> lost(List<GradedChild.Row> rows) {
        return rows.stream()
                .filter(row -> !row.passed())
                .collect(Collectors.groupingBy(GradedChild.Row::part, Collectors.summingInt(GradedChild.Row::points)));
    }

    private static List<String> names(List<GradedChild.Row> rows) {
        return rows.stream().filter(row -> !row.passed()).map(GradedChild.Row::name).toList();
    }

    private static List<String> messages(List<GradedChild.Row> rows) {
        return rows.stream()
                .filter(row -> !row.passed())
                .map(GradedChild.Row::message)
                .toList();
    }

    private static Properties expectations(Path folder) throws IOException {
        Properties expected = new Properties();
        Path file = folder.resolve("expect.properties");
        if (Files.exists(file)) {
            try (Reader text = Files.newBufferedReader(file)) {
                expected.load(text);
            }
        }
        return expected;
    }

    private static String[] list(Properties expected, String key) {
        return Stream.of(expected.getProperty(key, "").split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toArray(String[]::new);
    }
}
