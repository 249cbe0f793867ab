package netprog.autograder;

import java.nio.file.Path;
import java.util.List;
import netprog.grading.Score;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the graded tests, visible and hidden, against compiled classes. */
final class GradedRun {
    static final List<String> PARTS =
            Submission.FILES.stream().map(Submission::part).toList();

    /** Tests: they mostly wait for a program, and longest for one that hangs. */
    private static final String AS_PROCESSES_AT_ONCE = "16";

    private static final String IN_JVM_AT_ONCE = "8";

    private GradedRun() {}

    /**
     * Runs all graded tests.
     *
     * @param classpath where the student's program is, the stubs behind it
     * @param mode {@code process} or {@code jvm}
     * @return a row for each test
     */
    static List<Score.Row> run(List<Path> classpath, String mode) {
        return run(classpath, mode, PARTS);
    }

    /**
     * Runs the graded tests of some parts.
     *
     * @param classpath where the student's program is, the stubs behind it
     * @param mode {@code process} or {@code jvm}
     * @param parts names of files without {@code .java}
     * @return a row for each test
     */
    static List<Score.Row> run(List<Path> classpath, String mode, List<String> parts) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .filters(ClassNameFilter.includeClassNamePatterns(".*Test"), TagFilter.includeTags("graded"))
                .configurationParameter("grade.mode", mode)
                .configurationParameter("grade.classpath", Submission.join(classpath))
                .configurationParameter("grade.strict", "false")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter(
                        "junit.jupiter.execution.parallel.config.fixed.parallelism",
                        mode.equals("process") ? AS_PROCESSES_AT_ONCE : IN_JVM_AT_ONCE);
        for (String part : parts) {
            for (String visibility : new String[] {"", "Hidden"}) {
                request.selectors(DiscoverySelectors.selectClass("netprog.week04.login." + visibility + part + "Test"));
            }
        }
        Score score = new Score(false);
        LauncherConfig config = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
        Launcher launcher = LauncherFactory.create(config);
        LauncherDiscoveryRequest built = request.build();
        launcher.execute(built, score);
        return score.rows();
    }
}
