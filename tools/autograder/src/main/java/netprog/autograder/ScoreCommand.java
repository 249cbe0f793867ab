package netprog.autograder;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import netprog.grading.Assignment;
import netprog.grading.CommandJar;
import netprog.grading.GradedRun;
import netprog.grading.Row;
import netprog.grading.ScoreSheet;
import netprog.grading.Submission;
import netprog.grading.WorkFolder;
import netprog.util.Bytes;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores the submission of a student who is trusted: its programs run without a sandbox. */
@Command(name = "score")
final class ScoreCommand implements Callable<Integer> {
    private final Path top;

    @Parameters(paramLabel = "DIR", descriptionKey = "dir")
    private Path folder;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    /** For the demo, which scores code of ours: {@code jvm} is quicker. */
    @Option(names = "--mode", hidden = true, defaultValue = "process")
    private GradedRun.Mode mode;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    ScoreCommand(Path top) {
        this.top = top;
    }

    /** The document of {@code --json}. */
    private record Document(int score, int max, Map<String, ScoreSheet.Points> parts, List<Failure> failures) {}

    private record Failure(String part, String name, int points, String message) {
        static Failure of(Row row) {
            return new Failure(row.graded().part(), row.title(), row.graded().points(), row.message());
        }
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter errors = spec.commandLine().getErr();
        if (!Files.isDirectory(folder)) {
            errors.println(Bytes.escape(Autograder.MESSAGES.get("no-folder", folder)));
            return 2;
        }
        errors.println(Autograder.MESSAGES.get("no-sandbox"));
        Assignment assignment = Assignment.in(ScoreCommand.class.getClassLoader());
        List<Path> given = given(top);
        try (WorkFolder work = WorkFolder.create();
                GradedRun run = GradedRun.begin(assignment, mode, Submission.classpath(work.path(), given), false)) {
            Submission submission = Submission.compile(assignment, folder, work.path(), given);
            submission.notes().forEach(note -> errors.println("score: " + Bytes.escape(note)));
            List<String> parts =
                    assignment.parts().stream().map(Assignment.Part::name).toList();
            ScoreSheet sheet = run.run(parts, true).with(submission.problems());
            if (json) {
                CommandJar.printJson(document(sheet));
            } else {
                print(sheet, submission.problems());
            }
        }
        return 0;
    }

    /** The stubs and the given classes. */
    static List<Path> given(Path top) {
        return List.of(CommandJar.jar(top, "week04-login-assignment"));
    }

    private void print(ScoreSheet sheet, Map<String, String> problems) {
        PrintWriter out = spec.commandLine().getOut();
        problems.forEach((part, problem) -> out.println("\n" + part + ": " + problem));
        sheet.failures().forEach(row -> out.println("\n" + row.message()));
        sheet.summary().forEach(out::println);
    }

    private static Document document(ScoreSheet sheet) {
        List<Failure> failures = sheet.rows().stream()
                .filter(row -> row.state() != Row.State.PASSED)
                .map(Failure::of)
                .toList();
        ScoreSheet.Points points = sheet.points();
        return new Document(points.score(), points.max(), sheet.parts(), failures);
    }
}
