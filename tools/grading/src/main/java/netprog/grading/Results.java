package netprog.grading;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Has one row for each graded test of the plan, from the start: a test that never reports (its class is disabled, its
 * {@code @BeforeAll} failed, its thread could not be started) keeps its place and its points in the maximum.
 */
final class Results implements TestExecutionListener {
    private final Map<String, Row> rows = new ConcurrentHashMap<>();
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private volatile TestPlan plan;
    private volatile Assignment assignment;

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
        String message = ScoreSheet.WORDS.get("not-run");
        for (TestIdentifier root : started.getRoots()) {
            for (TestIdentifier test : started.getDescendants(root)) {
                method(test).ifPresent(method -> rows.put(test.getUniqueId(), planned(method, message)));
            }
        }
    }

    private Row planned(Method method, String message) {
        Class<?> type = method.getDeclaringClass();
        assignment = Assignment.of(type);
        Graded graded = method.getAnnotation(Graded.class);
        return new Row(
                graded,
                assignment.task(graded.part()),
                type.getSimpleName() + "." + method.getName(),
                FailureMessage.title(method),
                type.isAnnotationPresent(Hidden.class),
                Row.State.NO_VERDICT,
                message,
                "",
                "",
                null);
    }

    private static Optional<Method> method(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getJavaMethod())
                .filter(method -> method.isAnnotationPresent(Graded.class));
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        withDescendants(test, row -> row.with(Row.State.TODO, reason));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Throwable thrown = result.getThrowable().orElse(null);
        if (test.isContainer()) {
            // What its tests reported stands. Those that could not begin have no verdict.
            if (thrown != null) {
                String message = ScoreSheet.WORDS.get("not-run.because", root(thrown));
                withDescendants(
                        test,
                        row -> row.state() == Row.State.NO_VERDICT ? row.with(Row.State.NO_VERDICT, message) : row);
                noteFault(thrown);
            }
            return;
        }
        String message = thrown == null ? "" : String.valueOf(thrown.getMessage());
        withDescendants(test, row -> {
            if (thrown instanceof GradedFailure failure) {
                return row.with(Row.State.FAILED, message, failure.explanation(), failure.sight(), failure.at());
            } else if (thrown == null) {
                return row.with(Row.State.PASSED, "");
            } else if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
                return row.with(Row.State.TODO, message);
            } else if (thrown instanceof AssertionError) { // a to-do that is to count as failed
                return row.with(Row.State.FAILED, message);
            }
            noteFault(thrown);
            return row.with(Row.State.NO_VERDICT, message);
        });
    }

    private void noteFault(Throwable thrown) {
        fault.compareAndSet(null, root(thrown));
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && !(root instanceof GraderFault)) {
            root = root.getCause();
        }
        return root;
    }

    /** Returns the first failure that was not the program's; null if there was none. */
    Throwable fault() {
        return fault.get();
    }

    private interface Change {
        Row of(Row row);
    }

    private void withDescendants(TestIdentifier test, Change change) {
        rows.computeIfPresent(test.getUniqueId(), (id, row) -> change.of(row));
        for (TestIdentifier each : plan.getDescendants(test)) {
            rows.computeIfPresent(each.getUniqueId(), (id, row) -> change.of(row));
        }
    }

    /** Returns the assignment whose tests these are; null where there are none. */
    Assignment assignment() {
        return assignment;
    }

    /** Returns the rows in the order of the work. */
    List<Row> rows() {
        return rows.values().stream()
                .sorted(Comparator.comparingInt(Row::task)
                        .thenComparing(Row::hidden)
                        .thenComparing(row -> row.graded().step()))
                .toList();
    }
}
