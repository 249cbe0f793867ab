package netprog.autograder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import netprog.grading.Assignment;
import netprog.grading.ScoreSheet;
import netprog.grading.WorkFolder;
import netprog.util.Bytes;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The official grade of one or many submissions, which may be hostile. */
@Command(name = "grade")
final class GradeCommand implements Callable<Integer> {
    static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final int NO_SANDBOX = 3; // exit status

    private final Path top;

    @Parameters(paramLabel = "SUBMISSION", arity = "1..*", descriptionKey = "submissions")
    private List<Path> sources;

    @Option(names = "--each", descriptionKey = "each")
    private boolean each;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "grades", descriptionKey = "out")
    private Path out;

    @Option(names = "--jobs", paramLabel = "N", descriptionKey = "jobs")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--unsafe", descriptionKey = "unsafe")
    private boolean unsafe;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    GradeCommand(Path top) {
        this.top = top;
    }

    /** What {@code summary.json} says of a submission. */
    private record Line(
            String name,
            int score,
            int max,
            Map<String, ScoreSheet.Points> parts,
            Verdict.Kind verdict,
            boolean sandbox,
            String sha256) {
        static Line of(Verdict verdict) {
            return new Line(
                    verdict.name(),
                    verdict.score(),
                    verdict.max(),
                    verdict.parts(),
                    verdict.verdict(),
                    verdict.sandbox(),
                    verdict.sha256());
        }
    }

    private record Summary(List<Line> submissions) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter errors = spec.commandLine().getErr();
        Assignment assignment = Assignment.in(GradeCommand.class.getClassLoader());
        List<Verdict> verdicts;
        try (WorkFolder work = WorkFolder.create();
                Intake intake = new Intake(assignment, work.path())) {
            List<Intake.Taken> all = new ArrayList<>();
            for (Path source : sources) {
                all.addAll(intake.take(source, each));
            }
            Path given = ScoreCommand.given(top).get(0);
            Sandbox.prepare(work.path(), assignment, given);
            if (unsafe) {
                errors.println(Autograder.MESSAGES.get("grade.unsafe"));
            } else {
                new SelfCheck(work.path(), top).run();
            }
            verdicts = grade(assignment, work.path(), all);
        } catch (Intake.Refusal e) {
            errors.println(Bytes.escape(e.getMessage()));
            return 2;
        } catch (SelfCheck.NoSandbox e) {
            errors.println(Bytes.escape(e.getMessage()));
            return NO_SANDBOX;
        }
        JSON.writeValue(
                Files.createDirectories(out).resolve("summary.json").toFile(),
                new Summary(verdicts.stream().map(Line::of).toList()));
        return verdicts.stream().anyMatch(verdict -> verdict.verdict() == Verdict.Kind.INFRASTRUCTURE) ? 1 : 0;
    }

    /** Grades with several workers; the verdicts have the order of the submissions. */
    private List<Verdict> grade(Assignment assignment, Path work, List<Intake.Taken> all)
            throws InterruptedException, IOException {
        Verdict[] verdicts = new Verdict[all.size()];
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        ExecutorService workers = Executors.newCachedThreadPool();
        List<Future<?>> running = new ArrayList<>();
        for (int number = 1; number <= Math.min(jobs, all.size()); number++) {
            GradingThread worker = new GradingThread(assignment, work, number, !unsafe);
            running.add(workers.submit(() -> {
                try (worker) {
                    for (int i = next.getAndIncrement(); i < verdicts.length; i = next.getAndIncrement()) {
                        verdicts[i] = worker.grade(new GradeWorker.Order(all.get(i), "", 0, List.of(), 0));
                        JSON.writeValue(
                                Files.createDirectories(out.resolve(verdicts[i].name()))
                                        .resolve("verdict.json")
                                        .toFile(),
                                verdicts[i]);
                        report(verdicts[i], done.incrementAndGet(), verdicts.length);
                    }
                }
                return null;
            }));
        }
        workers.shutdown();
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        }
        return List.of(verdicts);
    }

    /** Prints one line for each submission as it finishes. */
    private synchronized void report(Verdict verdict, int done, int all) {
        String line = verdict.verdict() == Verdict.Kind.INFRASTRUCTURE
                ? Autograder.MESSAGES.get("grade.line.fault", done, all, verdict.name(), verdict.fault())
                : Autograder.MESSAGES.get(
                        "grade.line",
                        done,
                        all,
                        verdict.name(),
                        verdict.score(),
                        verdict.max(),
                        verdict.verdict().text());
        spec.commandLine().getOut().println(Bytes.escape(line));
    }
}
