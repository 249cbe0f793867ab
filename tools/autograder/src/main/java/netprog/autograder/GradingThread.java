package netprog.autograder;

import java.io.IOException;
import java.nio.file.Path;
import netprog.grading.Assignment;

/** One of the threads that have submissions graded, each by a process of its own. */
final class GradingThread implements AutoCloseable {
    private static final int MAX_GRADED = 50; // by one process: its memory stays bounded

    private final Assignment assignment;
    private final Path work;
    private final int number;
    private final boolean sandboxed;
    private WorkerProcess process;
    private int graded;

    GradingThread(Assignment assignment, Path work, int number, boolean sandboxed) {
        this.assignment = assignment;
        this.work = work;
        this.number = number;
        this.sandboxed = sandboxed;
    }

    /** Grades a submission; once more, with a new process, where the grader itself failed. */
    Verdict grade(GradeWorker.Order order) throws InterruptedException {
        Verdict verdict = gradeOnce(order);
        if (verdict.verdict() == Verdict.Kind.INFRASTRUCTURE) {
            close();
            verdict = gradeOnce(order);
        }
        return verdict;
    }

    private Verdict gradeOnce(GradeWorker.Order order) throws InterruptedException {
        try {
            if (process == null || graded++ % MAX_GRADED == 0) {
                close();
                process = new WorkerProcess(work, number, sandboxed);
            }
            return process.ask(order, Verdict.class);
        } catch (IOException e) {
            close();
            return GradeWorker.noVerdict(assignment, order, sandboxed, e.getMessage());
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
            process = null;
        }
    }
}
