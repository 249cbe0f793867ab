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
    public Integer call() throws IOException {
        PrintWriter errors = spec.commandLine().getErr();
        if (!unsafe) {
            errors.println(Autograder.MESSAGES.get("grade.no-sandbox"));
            return NO_SANDBOX;
        }
        errors.println(Autograder.MESSAGES.get("grade.unsafe"));
        Assignment assignment = Assignment.in(GradeCommand.class.getClassLoader());
        List<Verdict> verdicts = new ArrayList<>();
        try (WorkFolder work = WorkFolder.create();
                Intake intake = new Intake(assignment, work.path())) {
            List<Intake.Taken> all = new ArrayList<>();
            for (Path source : sources) {
                all.addAll(intake.take(source, each));
            }
            for (Intake.Taken taken : all) {
                Path folder = Files.createTempDirectory(work.path(), "run");
                Verdict verdict = GradeWorker.grade(assignment, taken, folder, ScoreCommand.given(top));
                WorkFolder.delete(folder);
                verdicts.add(verdict);
                report(verdict, verdicts.size(), all.size());
            }
        } catch (Intake.Refusal e) {
            errors.println(Bytes.escape(e.getMessage()));
            return 2;
        }
        JSON.writeValue(
                Files.createDirectories(out).resolve("summary.json").toFile(),
                new Summary(verdicts.stream().map(Line::of).toList()));
        return verdicts.stream().anyMatch(verdict -> verdict.verdict() == Verdict.Kind.INFRASTRUCTURE) ? 1 : 0;
    }

    /** Prints one line for each submission as it finishes. */
    private void report(Verdict verdict, int done, int all) {
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
