package netprog.grading;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the graded tests of an assignment against compiled classes. The tests of a part are in the class {@code PARTTest}, the
 * hidden ones in {@code HiddenPARTTest}, both in the assignment's package and beside it.
 */
public final class GradedRun implements AutoCloseable {
    /** How the student's programs run. */
    public enum Mode {
        /** In this JVM. */
        JVM(8),
        /** In a process of their own. */
        PROCESS(16);

        private final int testsAtOnce; // they mostly wait for a program, and longest for one that hangs

        Mode(int testsAtOnce) {
            this.testsAtOnce = testsAtOnce;
        }
    }

    /** JUnit logs stack traces; what went wrong is in the rows. Kept here: a logger nobody holds is forgotten. */
    private static final Logger JUNIT = Logger.getLogger("org.junit");

    private final Assignment assignment;
    private final Mode mode;
    private final List<Path> classpath;
    private final ProgramRunners runners;
    private final LauncherSession session;

    /** Opens a session: runs of it share the child JVM, and the tests' classes. */
    private GradedRun(Assignment assignment, Mode mode, List<Path> classpath, ChildCommand command) {
        this.assignment = assignment;
        this.mode = mode;
        this.classpath = classpath;
        JUNIT.setLevel(Level.OFF);
        runners = new ProgramRunners(mode == Mode.PROCESS, classpath, command);
        session = LauncherFactory.openSession(LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .addTestEngines(new JupiterTestEngine())
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .build());
        session.getStore().put(Namespace.create(GradedExtension.class), GradedExtension.RUNNERS, runners);
    }

    /**
     * Opens a session whose child JVM starts while the caller compiles the programs.
     *
     * @param assignment whose tests
     * @param mode how the student's programs run
     * @param classpath where they will be, the stubs behind them; their classes may be others in each run
     * @param stays whether many runs follow
     */
    public static GradedRun begin(Assignment assignment, Mode mode, List<Path> classpath, boolean stays) {
        GradedRun run = new GradedRun(assignment, mode, classpath, ChildCommand.here(assignment, classpath, stays));
        Thread child = new Thread(() -> run.runners.prepare(assignment), "first child");
        child.setDaemon(true);
        child.start();
        return run;
    }

    /** Makes ready for the next run, whose classes may have changed; takes up to a second, while no run is on. */
    void renew() {
        runners.renew(assignment);
    }

    /** Ends a run that is on, from another thread: its result is of no use. */
    void cancel() {
        runners.cancel();
    }

    @Override
    public void close() {
        session.close(); // and with it the runners
    }

    /**
     * Runs all graded tests of some parts.
     *
     * @param assignment whose tests
     * @param parts names of parts
     * @param hidden whether the hidden tests run too
     * @param mode how the student's programs run
     * @param classpath where they are, the stubs behind them
     * @return what came of every test
     * @throws GraderFault if a test is missing or gave no verdict, or if the classes changed: no score can be trusted then
     */
    public static ScoreSheet run(
            Assignment assignment, Collection<String> parts, boolean hidden, Mode mode, List<Path> classpath)
            throws IOException {
        try (GradedRun run = new GradedRun(assignment, mode, classpath, null)) {
            return run.run(parts, hidden);
        }
    }

    /**
     * Runs the graded tests of all parts in processes.
     *
     * @param hidden whether the hidden tests run too
     * @param command how these are started; null for this Java with this class path
     * @param settings of the tests: {@code grade.without} names parts that are not tried, with spaces between
     */
    public static ScoreSheet run(
            Assignment assignment,
            boolean hidden,
            List<Path> classpath,
            ChildCommand command,
            Map<String, String> settings)
            throws IOException {
        List<String> parts =
                assignment.parts().stream().map(Assignment.Part::name).toList();
        try (GradedRun run = new GradedRun(assignment, Mode.PROCESS, classpath, command)) {
            return run.run(parts, hidden, settings);
        }
    }

    /**
     * Runs all graded tests of some parts in this session.
     *
     * @param parts names of parts
     * @param hidden whether the hidden tests run too
     * @return what came of every test
     * @throws GraderFault if a test is missing or gave no verdict, or if the classes changed: no score can be trusted then
     */
    public ScoreSheet run(Collection<String> parts, boolean hidden) throws IOException {
        return run(parts, hidden, Map.of());
    }

    private ScoreSheet run(Collection<String> parts, boolean hidden, Map<String, String> settings) throws IOException {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .filters(TagFilter.includeTags("graded"))
                .configurationParameter("grade.strict", "false")
                .configurationParameter("junit.jupiter.testmethod.order.default", LongTestsFirst.class.getName())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter(
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", String.valueOf(mode.testsAtOnce));
        settings.forEach(request::configurationParameter);
        ClassLoader loader = assignment.getClass().getClassLoader();
        List<String> lastFirst = new ArrayList<>(parts); // the clients at the end wait longest
        Collections.reverse(lastFirst);
        for (String part : lastFirst) {
            if (hidden) {
                request.selectors(selector(loader, assignment, "Hidden" + part));
            }
            request.selectors(selector(loader, assignment, part));
        }
        Results results = new Results();
        String before = Fingerprint.of(classpath);
        Throwable fault;
        try {
            session.getLauncher().execute(request.build(), results);
            fault = results.fault();
        } catch (OutOfMemoryError e) {
            fault = e;
        }
        checkUnchanged(classpath, before);
        check(results.rows(), fault);
        ScoreSheet sheet = new ScoreSheet(assignment, results.rows());
        check(assignment, parts, hidden, sheet);
        return sheet;
    }

    private static ClassSelector selector(ClassLoader loader, Assignment assignment, String part) {
        return DiscoverySelectors.selectClass(loader, assignment.packageName() + "." + part + "Test");
    }

    /** Where classes are gone the stubs stand in for them, and the points would be those of the stubs. */
    private static void checkUnchanged(List<Path> classpath, String before) {
        String after;
        try {
            after = Fingerprint.of(classpath);
        } catch (IOException e) {
            after = e.toString();
        }
        if (!after.equals(before)) {
            throw new GraderFault(ScoreSheet.WORDS.get("changed", classpath.get(0)), null);
        }
    }

    private static void check(List<Row> rows, Throwable fault) {
        if (fault instanceof GraderFault known) {
            throw known;
        } else if (fault instanceof OutOfMemoryError) {
            throw new GraderFault(ScoreSheet.WORDS.get("out-of-resources", fault.getMessage()), fault);
        }
        for (Row row : rows) {
            if (row.state() == Row.State.NO_VERDICT) {
                throw new GraderFault(ScoreSheet.WORDS.get("no-verdict", row.name(), row.message()), fault);
            }
        }
    }

    /** A test that is missing must not make the maximum smaller. */
    private static void check(Assignment assignment, Collection<String> parts, boolean hidden, ScoreSheet sheet) {
        List<String> wrong = new ArrayList<>();
        for (Assignment.Part part : assignment.parts()) {
            ScoreSheet.Points points = sheet.parts().getOrDefault(part.name(), new ScoreSheet.Points(0, 0));
            int max = part.visible() + (hidden ? part.hidden() : 0);
            if (parts.contains(part.name()) && points.max() != max) {
                wrong.add(ScoreSheet.WORDS.get("tests-missing", part.name(), points.max(), max));
            }
        }
        if (!wrong.isEmpty()) {
            throw new GraderFault(String.join(" ", wrong), null);
        }
    }
}
