package netprog.grading;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Counts the points while the tests run; says the score by part at the end, and writes it to {@code target/grade} as
 * Gradescope's {@code results.json} and as {@code summary.md}. JUnit finds it by itself; without graded tests it is silent.
 */
public final class Score implements TestExecutionListener {
    /**
     * One graded test and how it went.
     *
     * @param graded its part and points
     * @param name class and method
     * @param title what it looks at
     * @param hidden whether it is one of the hidden tests
     * @param state how it went
     * @param message what was wrong, or is to do; empty where nothing is
     */
    public record Row(Graded graded, String name, String title, boolean hidden, State state, String message) {}

    /** How a graded test went. */
    public enum State {
        /** Its points are earned. */
        PASSED,
        /** The program did something else than the specification says. */
        FAILED,
        /** The program met a step that is still to do. */
        TODO
    }

    static final List<String> ORDER = List.of(
            "LoginRequest", "UserTable", "TcpLoginServer", "TcpLoginClient", "UdpLoginServer", "UdpLoginClient");

    private final Map<String, Row> rows = new ConcurrentHashMap<>();
    private final PrintStream console = System.out;
    private volatile boolean finished;

    private final boolean reports;

    /** Made by JUnit's launcher: reports at the end. */
    public Score() {
        this(true);
    }

    /**
     * Makes one.
     *
     * @param reports whether it says and writes the score at the end; else it only counts
     */
    public Score(boolean reports) {
        this.reports = reports;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        boolean graded = plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .anyMatch(test -> test.getTags().contains(TestTag.create("graded")));
        if (reports && graded) {
            forgetTheLastRun();
            Runtime.getRuntime().addShutdownHook(new Thread(this::explainTheEnd));
        }
    }

    private void forgetTheLastRun() {
        try {
            for (String file : new String[] {"summary.md", "summary.txt", "results.json"}) {
                Files.deleteIfExists(folder().resolve(file));
            }
        } catch (IOException e) {
            console.println(GradingWords.get("score.file", e));
        }
    }

    /** Says why there is no score. Maven listens to standard output no more when the Java virtual machine goes down. */
    private void explainTheEnd() {
        if (finished) {
            return;
        }
        String sentence = GradingWords.get("score.exit");
        new PrintStream(new FileOutputStream(FileDescriptor.err), true).println(sentence);
        try {
            Files.write(folder().resolve("summary.md"), List.of(sentence));
            Files.write(folder().resolve("summary.txt"), List.of(sentence));
        } catch (IOException e) {
            // It was said.
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        note(test, State.TODO, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        State state = switch (result.getStatus()) {
            case SUCCESSFUL -> State.PASSED;
            case ABORTED -> State.TODO;
            case FAILED -> State.FAILED;
        };
        note(test, state, result.getThrowable().map(Throwable::getMessage).orElse(""));
    }

    private void note(TestIdentifier test, State state, String message) {
        method(test).ifPresent(method -> {
            Graded graded = method.getAnnotation(Graded.class);
            String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
            boolean hidden = method.getDeclaringClass().isAnnotationPresent(Hidden.class);
            rows.put(name, new Row(graded, name, Verdict.title(method), hidden, state, message));
        });
    }

    private static Optional<Method> method(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getJavaMethod())
                .filter(method -> method.isAnnotationPresent(Graded.class));
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        finished = true;
        if (rows.isEmpty() || !reports) {
            return;
        }
        List<Row> sorted = rows();
        for (String line : summary(sorted)) {
            console.println(line);
        }
        try {
            Path folder = folder();
            Files.write(folder.resolve("summary.md"), markdown(sorted));
            Files.write(folder.resolve("summary.txt"), failuresAndSummary(sorted));
            ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            mapper.writeValue(folder.resolve("results.json").toFile(), gradescope(sorted));
        } catch (IOException e) {
            console.println(GradingWords.get("score.file", e));
        }
    }

    private static Path folder() throws IOException {
        return Files.createDirectories(Path.of(System.getProperty("grade.folder", "target/grade")));
    }

    /**
     * Gives the graded tests that have run so far, in the order of the work.
     *
     * @return one row a test
     */
    public List<Row> rows() {
        List<Row> sorted = new ArrayList<>(rows.values());
        sorted.sort(Comparator.comparing((Row row) -> ORDER.indexOf(row.graded().part()))
                .thenComparing(Row::hidden)
                .thenComparing(row -> row.graded().step()));
        return sorted;
    }

    /**
     * Adds up what was earned.
     *
     * @param rows graded tests
     * @return the points
     */
    public static int points(List<Row> rows) {
        return rows.stream()
                .filter(row -> row.state() == State.PASSED)
                .mapToInt(row -> row.graded().points())
                .sum();
    }

    /**
     * Adds up what can be earned.
     *
     * @param rows graded tests
     * @return the points
     */
    public static int most(List<Row> rows) {
        return rows.stream().mapToInt(row -> row.graded().points()).sum();
    }

    /**
     * Writes the score by part, what is next, and the score itself as the last line.
     *
     * @param rows graded tests
     * @return the lines
     */
    public static List<String> summary(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        boolean hidden = rows.stream().anyMatch(Row::hidden);
        lines.add(column(
                GradingWords.get("score.part"),
                GradingWords.get("score.visible"),
                hidden,
                GradingWords.get("score.hidden")));
        byPart(rows).forEach((part, own) -> lines.add(column(part, of(own, false), hidden, of(own, true))));
        lines.add("");
        next(rows).ifPresent(row -> lines.add(nextLine(row)));
        lines.add("Score: " + points(rows) + " of " + most(rows));
        return lines;
    }

    /** Without hidden tests there is no column for them. */
    private static String column(String part, String visible, boolean hidden, String other) {
        return String.format("  %-18s %10s", part, visible) + (hidden ? String.format(" %10s", other) : "");
    }

    private static List<String> failuresAndSummary(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            if (row.state() == State.FAILED) {
                lines.add("");
                lines.add(row.message());
            }
        }
        lines.addAll(summary(rows));
        return lines;
    }

    private static String of(List<Row> rows, boolean hidden) {
        List<Row> some = rows.stream().filter(row -> row.hidden() == hidden).toList();
        return some.isEmpty() ? "-" : points(some) + " / " + most(some);
    }

    /** A to-do names the step of the stub itself; a failure is known by its test. */
    private static String nextLine(Row row) {
        String what = row.state() == State.TODO ? row.message() : row.title();
        return GradingWords.get("score.next", row.graded().part(), Verdict.task(row.graded()), what);
    }

    private static Optional<Row> next(List<Row> rows) {
        return rows.stream().filter(row -> row.state() != State.PASSED).findFirst();
    }

    /**
     * Sorts by part.
     *
     * @param rows graded tests
     * @return the rows of each part, the parts in the order of the work
     */
    public static Map<String, List<Row>> byPart(List<Row> rows) {
        Map<String, List<Row>> parts = new LinkedHashMap<>();
        rows.forEach(row -> parts.computeIfAbsent(row.graded().part(), part -> new ArrayList<>())
                .add(row));
        return parts;
    }

    private static List<String> markdown(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("# Score: " + points(rows) + " of " + most(rows));
        lines.add("");
        boolean hidden = rows.stream().anyMatch(Row::hidden);
        lines.add("| " + GradingWords.get("score.part") + " | " + GradingWords.get("score.visible") + " |"
                + (hidden ? " " + GradingWords.get("score.hidden") + " |" : ""));
        lines.add("|---|---|" + (hidden ? "---|" : ""));
        byPart(rows)
                .forEach((part, own) -> lines.add(
                        "| `" + part + "` | " + of(own, false) + " |" + (hidden ? " " + of(own, true) + " |" : "")));
        next(rows).ifPresent(row -> {
            lines.add("");
            lines.add(nextLine(row));
        });
        for (Row row : rows) {
            if (row.state() == State.FAILED) {
                lines.add("");
                lines.add("```text");
                lines.add(row.message().replace("```", "'''"));
                lines.add("```");
            }
        }
        return lines;
    }

    private static Map<String, Object> gradescope(List<Row> rows) {
        List<Map<String, Object>> tests = new ArrayList<>();
        for (Row row : rows) {
            Map<String, Object> test = new LinkedHashMap<>();
            test.put("name", row.graded().part() + ": " + row.title());
            test.put("number", String.valueOf(Verdict.task(row.graded())));
            test.put("score", row.state() == State.PASSED ? row.graded().points() : 0);
            test.put("max_score", row.graded().points());
            test.put("status", row.state() == State.PASSED ? "passed" : "failed");
            test.put("output", row.message());
            test.put("tags", List.of(row.graded().part()));
            test.put("visibility", row.hidden() ? "after_published" : "visible");
            tests.add(test);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("score", points(rows));
        document.put("visibility", "visible");
        document.put("tests", tests);
        return document;
    }
}
