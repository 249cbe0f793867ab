package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import netprog.autograder.GradedBatch.Job;
import netprog.autograder.GradedBatch.Row;
import netprog.grading.Assignment;
import netprog.grading.Row.State;
import netprog.grading.Submission;
import netprog.wire.Ladder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the graded tests say of programs that we know. A known-bad one loses points where its one bug is and nowhere else, with
 * words that help in both languages; a known-good one earns all; what is still to do is skipped. A test says the same whether
 * the program runs in the tests' JVM or in a process of its own.
 *
 * <p>A submission is the reference with the files of its folder in place of its own. With {@code CI=true} all run in both modes.
 * Elsewhere, to be quick, only the parts that may depend on the bug are looked at, and of processes every tenth submission.
 * {@code -Dknown=NAME} runs those whose names begin so as with {@code CI=true}; with {@code -Dknown.repeat=10} each runs ten
 * times in JVMs, eight at once (or {@code -Dknown.at-once=4}), and all verdicts have to be the same.
 */
class KnownSubmissionsIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final Path REFERENCE = TOP.resolve("solutions/src/main/java/netprog/week04/login");
    private static final Path STUBS = TOP.resolve("week04-login-assignment/src/main/java/netprog/week04/login");
    private static final Path SUBMISSIONS = TOP.resolve("week04-login-assignment/src/hidden/submissions");

    private static final Assignment ASSIGNMENT = Assignment.in(KnownSubmissionsIT.class.getClassLoader());
    private static final List<String> PARTS =
            ASSIGNMENT.parts().stream().map(Assignment.Part::name).toList();

    private static final String ONLY = System.getProperty("known", "");
    private static final boolean THOROUGH = "true".equals(System.getenv("CI")) || !ONLY.isEmpty();
    private static final int REPEAT = Integer.getInteger("known.repeat", 1);
    private static final int MOST_IN_ONE_JVM = Math.max(64, REPEAT); // then what they leave behind is ended

    /** Tests mostly wait: fewer at once, and the processor would idle. */
    private static final int JVM_AT_ONCE = Integer.getInteger("known.at-once", 8);

    private static final int PROCESSES_AT_ONCE = 4;

    @TempDir
    static Path work;

    /** What came of each submission: by its name and the way it ran, the rows of each repetition. */
    private static final Map<String, Map<String, List<List<Row>>>> RUNS = new TreeMap<>();

    private static final Map<String, Path> FOLDERS = new TreeMap<>();
    private static final List<Job> IN_JVM = new ArrayList<>();
    private static final List<Job> AS_PROCESSES = new ArrayList<>();
    private static final List<Job> ONLY_AS_PROCESSES = new ArrayList<>();

    @BeforeAll
    static void runAll() throws Exception {
        find();
        List<Path> given = ScoreCommand.given(TOP);
        List<Path> reference = Submission.compile(ASSIGNMENT, REFERENCE, work.resolve("reference"), given)
                .classpath(given);
        int number = 0;
        for (Map.Entry<String, Path> each : FOLDERS.entrySet()) {
            plan(each.getKey(), each.getValue(), reference, THOROUGH || number++ % 10 == 0);
        }
        run("jvm", "en", JVM_AT_ONCE, IN_JVM);
        run("process", "en", PROCESSES_AT_ONCE, ONLY_AS_PROCESSES);
        run("process", "ko", PROCESSES_AT_ONCE, AS_PROCESSES);
    }

    private static void run(String mode, String language, int atOnce, List<Job> jobs) throws Exception {
        int size = mode.equals("jvm") ? MOST_IN_ONE_JVM : Math.max(1, jobs.size());
        for (int i = 0; i < jobs.size(); i += size) {
            List<Job> some = jobs.subList(i, Math.min(jobs.size(), i + size));
            GradedBatch.run(mode, language, atOnce, some, work)
                    .forEach((name, rows) -> RUNS.computeIfAbsent(name.replaceFirst("#.*", ""), key -> new TreeMap<>())
                            .computeIfAbsent(mode + ", " + language, key -> new ArrayList<>())
                            .add(rows));
        }
    }

    private static void plan(String name, Path folder, List<Path> reference, boolean asProcesses) throws IOException {
        Properties expected = expectations(folder);
        List<String> classpath = compile(name, folder, reference);
        List<String> touched = new ArrayList<>(PARTS);
        touched.removeAll(list(expected, "keeps"));
        boolean inJvm = !expected.getProperty("modes", "").equals("process");
        for (int i = 1; i <= REPEAT; i++) {
            Job all = new Job(name + "#" + i, THOROUGH && i == 1 ? PARTS : touched, classpath);
            (inJvm ? IN_JVM : ONLY_AS_PROCESSES).add(all);
            if (REPEAT == 1 && (asProcesses || !inJvm)) {
                AS_PROCESSES.add(new Job(all.name(), touched, classpath));
            }
        }
    }

    private static void find() throws IOException {
        FOLDERS.put("good/reference", REFERENCE);
        FOLDERS.put("todo/stubs", STUBS);
        for (String kind : List.of("bad", "good", "todo")) {
            try (Stream<Path> all = Files.list(SUBMISSIONS.resolve(kind))) {
                all.forEach(folder -> FOLDERS.put(kind + "/" + folder.getFileName(), folder));
            }
        }
        FOLDERS.keySet().removeIf(name -> !name.substring(name.indexOf('/') + 1).matches("(" + ONLY + ").*"));
    }

    /** Compiles the files of the folder; the reference stands behind them. */
    private static List<String> compile(String name, Path folder, List<Path> behind) throws IOException {
        Submission submission = Submission.compile(ASSIGNMENT, folder, work.resolve(name), behind);
        List<String> missing = ASSIGNMENT.parts().stream()
                .filter(part -> !Files.exists(folder.resolve(part.file())))
                .map(Assignment.Part::name)
                .toList();
        assertThat(submission.problems().keySet())
                .as("%s: %s", name, submission.problems())
                .hasSameElementsAs(missing);
        return submission.classpath(behind).stream().map(Path::toString).toList();
    }

    @TestFactory
    Stream<DynamicTest> bad() {
        return tests("bad", (folder, runs) -> {
            Properties expected = expectations(folder);
            assertThat(expected.getProperty("bug")).isNotBlank();
            runs.forEach((way, repetitions) -> {
                for (List<Row> rows : repetitions) {
                    losesWhatItMust(expected, rows);
                    String says = expected.getProperty(way.endsWith("ko") ? "says.ko" : "says");
                    assertThat(says).as("what a message has to say").isNotBlank();
                    assertThat(messages(rows))
                            .as(way)
                            .anyMatch(message -> oneLine(message).contains(says));
                }
            });
        });
    }

    private static void losesWhatItMust(Properties expected, List<Row> rows) {
        Map<String, Integer> lost = lost(rows);
        String[] loses = list(expected, "loses").toArray(new String[0]);
        assertThat(lost).as(expected.getProperty("bug")).containsKeys(loses);
        assertThat(lost)
                .as("parts that do not depend on it: " + told(rows, list(expected, "keeps")))
                .doesNotContainKeys(list(expected, "keeps").toArray(new String[0]));
        if (expected.containsKey("most")) {
            assertThat(Stream.of(loses).mapToInt(lost::get).sum())
                    .as("points that the bug costs: " + names(rows))
                    .isLessThanOrEqualTo(Integer.parseInt(expected.getProperty("most")));
        }
        assertThat(rows).as("nothing is still to do").noneMatch(row -> row.state() == State.TODO);
    }

    @TestFactory
    Stream<DynamicTest> good() {
        return tests(
                "good",
                (folder, runs) -> runs.forEach((way, repetitions) -> {
                    for (List<Row> rows : repetitions) {
                        assertThat(rows.stream().mapToInt(Row::points).sum()).isEqualTo(100);
                        assertThat(messages(rows)).as(way).isEmpty();
                    }
                }));
    }

    /** {@code todo = PART} says which parts are still to do; without it all are. */
    @TestFactory
    Stream<DynamicTest> todo() {
        return tests("todo", (folder, runs) -> {
            Properties expected = expectations(folder);
            List<String> parts = expected.containsKey("todo") ? list(expected, "todo") : PARTS;
            runs.forEach((way, repetitions) -> {
                for (List<Row> rows : repetitions) {
                    for (Row row : rows) {
                        assertThat(row.state())
                                .as(way + ": " + row.name() + ": " + row.message())
                                .isEqualTo(parts.contains(row.part()) ? State.TODO : State.PASSED);
                    }
                }
            });
        });
    }

    private interface Check {
        void of(Path folder, Map<String, List<List<Row>>> runs) throws Exception;
    }

    private static Stream<DynamicTest> tests(String kind, Check check) {
        return FOLDERS.entrySet().stream()
                .filter(each -> each.getKey().startsWith(kind + "/"))
                .map(each ->
                        DynamicTest.dynamicTest(each.getKey(), each.getValue().toUri(), () -> {
                            Map<String, List<List<Row>>> runs = RUNS.get(each.getKey());
                            alwaysTheSame(runs);
                            runs.values().forEach(repetitions -> repetitions.forEach(KnownSubmissionsIT::fitOnAScreen));
                            check.of(each.getValue(), runs);
                        }));
    }

    /** In both modes, and each time. */
    private static void alwaysTheSame(Map<String, List<List<Row>>> runs) {
        Map<String, Row> first = new TreeMap<>();
        runs.forEach((way, repetitions) -> repetitions.forEach(rows -> rows.forEach(row -> {
            Row before = first.computeIfAbsent(row.name(), name -> row);
            assertThat(row.state())
                    .as("%s always says the same; before: %s; %s: %s", row.name(), before.message(), way, row.message())
                    .isEqualTo(before.state());
        })));
    }

    private static void fitOnAScreen(List<Row> rows) {
        for (String message : messages(rows)) {
            assertThat(message.lines().count()).as(message).isLessThanOrEqualTo(40);
            assertThat(message.lines()).as(message).allMatch(line -> Ladder.columns(line) <= 100);
        }
    }

    private static Map<String, Integer> lost(List<Row> rows) {
        return rows.stream()
                .filter(row -> !row.passed())
                .collect(Collectors.groupingBy(Row::part, Collectors.summingInt(Row::points)));
    }

    private static List<String> names(List<Row> rows) {
        return rows.stream().filter(row -> !row.passed()).map(Row::name).toList();
    }

    private static List<String> told(List<Row> rows, List<String> parts) {
        return messages(rows.stream().filter(row -> parts.contains(row.part())).toList());
    }

    private static List<String> messages(List<Row> rows) {
        return rows.stream().filter(row -> !row.passed()).map(Row::message).toList();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
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

    private static List<String> list(Properties expected, String key) {
        String value = expected.getProperty(key, "");
        return value.isBlank() ? List.of() : List.of(value.split(", *"));
    }
}
