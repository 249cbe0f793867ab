package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import netprog.autograder.GradedBatch.Job;
import netprog.autograder.GradedBatch.Row;
import netprog.grading.Assignment;
import netprog.grading.GradedRun.Mode;
import netprog.grading.Row.State;
import netprog.grading.Submission;
import netprog.wire.Ladder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What the graded tests report for programs that we know. A known-bad one loses points where its one bug is and nowhere else, with
 * an explanation that helps in both languages; a known-good one gets all; what is still to do is skipped. A test gives the same
 * verdict whether the program runs in the tests' JVM or in a process of its own.
 *
 * <p>A submission is the reference with the files of its folder in place of its own. By default a sample runs, or those whose
 * names begin with {@code -Dknown=NAME}; with the tag {@code full} all run. {@code -Dknown.repeat=10} runs each ten times,
 * {@code -Dknown.at-once=4} four at a time.
 */
@Isolated("verdicts depend on time limits")
class KnownSubmissionsIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final Path REFERENCE = TOP.resolve("solutions/src/main/java/netprog/week04/login");
    private static final Path STUBS = TOP.resolve("week04-login-assignment/src/main/java/netprog/week04/login");
    private static final Path SUBMISSIONS = TOP.resolve("week04-login-assignment/src/hidden/submissions");
    private static final Assignment ASSIGNMENT = Assignment.in(KnownSubmissionsIT.class.getClassLoader());
    private static final List<String> PARTS =
            ASSIGNMENT.parts().stream().map(Assignment.Part::name).toList();
    private static final Path BASE = SUBMISSIONS.resolve("base");

    /** Each part, and each way in which a program fails: wrong bytes, silence, an exception, an end; none that waits for long. */
    private static final Set<String> SAMPLE = Set.of(
            "todo/swallowed",
            "bad/table-splits",
            "bad/tcp-server-one-read",
            "bad/tcp-client-returns-0",
            "bad/udp-server-dies-of-empty",
            "bad/udp-client-exact-200");

    private static final String ONLY = System.getProperty("known", "");
    private static final int REPEAT = Integer.getInteger("known.repeat", 1);

    /** The JVM of a batch ends after so many submissions, and with it the threads that they left running. */
    private static final int MAX_IN_ONE_JVM = 64;

    /** Submissions of a batch at a time. More make the machine so busy that tests of UDP clients have to be repeated. */
    private static final int AT_ONCE =
            Integer.getInteger("known.at-once", Runtime.getRuntime().availableProcessors() + 1);

    private enum Way {
        JVM_EN(Mode.JVM, "en"),
        PROCESS_EN(Mode.PROCESS, "en"),
        PROCESS_KO(Mode.PROCESS, "ko");

        private final Mode mode;
        private final String language;

        Way(Mode mode, String language) {
            this.mode = mode;
            this.language = language;
        }
    }

    @TempDir
    static Path work;

    private static final List<KnownSubmission> KNOWN = new ArrayList<>();

    /** The rows of each repetition, by the submission's name and the way it ran. */
    private static final Map<String, Map<Way, List<List<Row>>>> RUNS = new TreeMap<>();

    private static List<Path> reference;

    @BeforeAll
    static void findAll() throws IOException {
        KNOWN.add(new KnownSubmission("good/reference", REFERENCE, BASE));
        KNOWN.add(new KnownSubmission("good/base", BASE, BASE));
        KNOWN.add(new KnownSubmission("todo/stubs", STUBS, BASE));
        for (String kind : List.of("bad", "good", "todo")) {
            try (Stream<Path> folders = Files.list(SUBMISSIONS.resolve(kind))) {
                folders.sorted()
                        .map(folder -> new KnownSubmission(kind + "/" + folder.getFileName(), folder, BASE))
                        .forEach(KNOWN::add);
            }
        }
        KNOWN.removeIf(each -> !each.folder().getFileName().toString().matches("(" + ONLY + ").*"));
        List<Path> given = ScoreCommand.given(TOP);
        reference = Submission.classpath(
                Submission.compile(ASSIGNMENT, REFERENCE, work.resolve("reference"), given)
                        .classes(),
                given);
    }

    @TestFactory
    Stream<DynamicTest> sample() throws Exception {
        if (!ONLY.isEmpty()) {
            return tests(KNOWN);
        }
        List<KnownSubmission> chosen =
                KNOWN.stream().filter(each -> SAMPLE.contains(each.name())).toList();
        assertThat(chosen).extracting(KnownSubmission::name).containsExactlyInAnyOrderElementsOf(SAMPLE);
        return tests(chosen);
    }

    @TestFactory
    @Tag("full")
    Stream<DynamicTest> all() throws Exception {
        return tests(KNOWN);
    }

    private static Stream<DynamicTest> tests(List<KnownSubmission> chosen) throws Exception {
        List<KnownSubmission> toRun =
                chosen.stream().filter(each -> !RUNS.containsKey(each.name())).toList();
        int size = Math.max(1, MAX_IN_ONE_JVM / REPEAT);
        for (int i = 0; i < toRun.size(); i += size) {
            run(toRun.subList(i, Math.min(toRun.size(), i + size)));
        }
        return chosen.stream()
                .map(each -> DynamicTest.dynamicTest(each.name(), each.folder().toUri(), () -> check(each)));
    }

    /** Runs submissions in all ways side by side: the tests mostly wait. */
    private static void run(List<KnownSubmission> some) throws Exception {
        Map<Way, List<Job>> jobs = new TreeMap<>();
        for (KnownSubmission each : some) {
            boolean endsItsJvm = "process".equals(each.expectations().getProperty("modes"));
            Job job = new Job(each.name(), parts(each), compile(each));
            for (Way way : List.of(endsItsJvm ? Way.PROCESS_EN : Way.JVM_EN, Way.PROCESS_KO)) {
                jobs.computeIfAbsent(way, key -> new ArrayList<>()).add(job);
            }
        }
        List<Callable<Void>> batches = new ArrayList<>();
        jobs.forEach((way, own) -> batches.add(() -> {
            GradedBatch batch = new GradedBatch(way.mode, REPEAT, AT_ONCE, own);
            batch.run(way.language, work).forEach((name, runs) -> note(name, way, runs));
            return null;
        }));
        ExecutorService threads = Executors.newCachedThreadPool();
        for (Future<Void> batch : threads.invokeAll(batches)) {
            batch.get();
        }
        threads.shutdown();
    }

    private static synchronized void note(String name, Way way, List<List<Row>> runs) {
        RUNS.computeIfAbsent(name, key -> new TreeMap<>()).put(way, runs);
    }

    /** The parts whose tests may notice: those of its files, or all, since LoginRequest serves the other parts too. */
    private static List<String> parts(KnownSubmission known) {
        List<String> own = known.parts(PARTS);
        return own.contains("LoginRequest") ? PARTS : own;
    }

    /** Compiles the files of the folder; the reference stands behind them. */
    private static List<Path> compile(KnownSubmission known) throws IOException {
        Path folder = work.resolve(known.name());
        List<String> own = known.parts(PARTS);
        known.write(own, folder.resolve("sources"));
        Submission submission =
                Submission.compile(ASSIGNMENT, folder.resolve("sources"), folder.resolve("classes"), reference);
        List<String> missing =
                PARTS.stream().filter(part -> !own.contains(part)).toList();
        assertThat(submission.problems().keySet())
                .as("%s: %s", known.name(), submission.problems())
                .hasSameElementsAs(missing);
        return Submission.classpath(submission.classes(), reference);
    }

    private static void check(KnownSubmission known) throws IOException {
        Map<Way, List<List<Row>>> runs = RUNS.get(known.name());
        alwaysTheSame(runs);
        for (Map.Entry<Way, List<List<Row>>> run : runs.entrySet()) {
            for (List<Row> rows : run.getValue()) {
                fitOnAScreen(rows);
                if (known.isOf("bad")) {
                    bad(known.expectations(), run.getKey(), rows);
                } else if (known.isOf("good")) {
                    good(run.getKey(), rows);
                } else {
                    todo(known.expectations(), run.getKey(), rows);
                }
            }
        }
    }

    private static void bad(Properties expected, Way way, List<Row> rows) {
        assertThat(expected.getProperty("bug")).isNotBlank();
        losesWhatItMust(expected, rows);
        List<String> explains = list(expected, "explains");
        assertThat(explains).as("what explains the bug").isNotEmpty();
        List<Row> lost = rows.stream().filter(row -> !row.passed()).toList();
        assertThat(lost)
                .as("%s: tests that name the bug itself", way)
                .anyMatch(row -> row.explanation().equals(explains.get(0)));
        assertThat(lost)
                .as("%s: tests with another explanation than %s", way, explains)
                .allSatisfy(row -> assertThat(explains).as(row.message()).contains(row.explanation()));
    }

    private static void losesWhatItMust(Properties expected, List<Row> rows) {
        Map<String, Integer> lost = rows.stream()
                .filter(row -> !row.passed())
                .collect(Collectors.groupingBy(Row::part, Collectors.summingInt(Row::points)));
        String[] loses = list(expected, "loses").toArray(new String[0]);
        assertThat(lost).as(expected.getProperty("bug")).containsKeys(loses);
        assertThat(lost)
                .as("parts that do not depend on it: %s", messages(rows))
                .doesNotContainKeys(list(expected, "keeps").toArray(new String[0]));
        assertThat(Stream.of(loses).mapToInt(lost::get).sum())
                .as("points that the bug costs: %s", names(rows))
                .isBetween(
                        Integer.parseInt(expected.getProperty("least", "1")),
                        Integer.parseInt(expected.getProperty("most", "100")));
        assertThat(rows).as("nothing is still to do").noneMatch(row -> row.state() == State.TODO);
    }

    private static void good(Way way, List<Row> rows) {
        assertThat(messages(rows)).as("%s", way).isEmpty();
        assertThat(rows.stream().mapToInt(Row::points).sum()).isEqualTo(100);
    }

    /** {@code todo = PART} says which parts are still to do; without it all are. */
    private static void todo(Properties expected, Way way, List<Row> rows) {
        List<String> parts = expected.containsKey("todo") ? list(expected, "todo") : PARTS;
        for (Row row : rows) {
            assertThat(row.state())
                    .as("%s: %s: %s", way, row.name(), row.message())
                    .isEqualTo(parts.contains(row.part()) ? State.TODO : State.PASSED);
        }
    }

    /** In both modes, and each time. */
    private static void alwaysTheSame(Map<Way, List<List<Row>>> runs) {
        Map<String, Row> first = new TreeMap<>();
        runs.forEach((way, repetitions) -> repetitions.forEach(rows -> rows.forEach(row -> {
            Row before = first.computeIfAbsent(row.name(), name -> row);
            assertThat(row.state())
                    .as(
                            "%s always has the same verdict; before: %s; %s: %s",
                            row.name(), before.message(), way, row.message())
                    .isEqualTo(before.state());
        })));
    }

    private static void fitOnAScreen(List<Row> rows) {
        for (String message : messages(rows)) {
            assertThat(message.lines().count()).as(message).isLessThanOrEqualTo(40);
            assertThat(message.lines()).as(message).allMatch(line -> Ladder.columns(line) <= 100);
        }
    }

    private static List<String> names(List<Row> rows) {
        return rows.stream().filter(row -> !row.passed()).map(Row::name).toList();
    }

    private static List<String> messages(List<Row> rows) {
        return rows.stream().filter(row -> !row.passed()).map(Row::message).toList();
    }

    private static List<String> list(Properties expected, String key) {
        String value = expected.getProperty(key, "");
        return value.isBlank() ? List.of() : List.of(value.split(", *"));
    }
}
