package netprog.grading;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints the score at the end of {@code mvn test} and writes it to {@code target/grade}, or to the folder that the system
 * property {@code grade.folder} names. JUnit finds it by itself; without graded tests it is silent.
 */
public final class Score implements TestExecutionListener {
    private final Results results = new Results();
    private final PrintStream console = System.out;
    private ExitWatch exits;

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        results.testPlanExecutionStarted(plan);
        if (results.rows().isEmpty()) {
            return;
        }
        try {
            ScoreSheet.delete(folder()); // of the last run
        } catch (IOException e) {
            console.println(ScoreSheet.WORDS.get("file", e));
        }
        exits = new ExitWatch(results.assignment().packageName(), Score::explainTheExit);
    }

    private static Path folder() {
        return Path.of(System.getProperty("grade.folder", "target/grade"));
    }

    /** Maven no longer listens to standard output when the Java virtual machine shuts down. */
    private static void explainTheExit(String at) {
        String sentence = ScoreSheet.WORDS.get("exit", at);
        new PrintStream(new FileOutputStream(FileDescriptor.err), true).println(sentence);
        try {
            ScoreSheet.writeNoScore(folder(), sentence);
        } catch (IOException e) {
            // It was printed.
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        results.executionSkipped(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        results.executionFinished(test, result);
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (exits == null) {
            return;
        }
        exits.close();
        ScoreSheet sheet = new ScoreSheet(results.assignment(), results.rows());
        sheet.summary().forEach(console::println);
        try {
            sheet.write(folder());
        } catch (IOException e) {
            console.println(ScoreSheet.WORDS.get("file", e));
        }
    }
}
