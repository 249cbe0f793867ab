package netprog.autograder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import netprog.grading.Assignment;
import netprog.grading.GradedRun;
import netprog.grading.GraderFault;
import netprog.grading.ScoreSheet;
import netprog.grading.Submission;

/** Grades submissions, one after the other. */
final class GradeWorker {
    private GradeWorker() {}

    /**
     * Grades one submission. What goes wrong with the machine or the grader becomes a verdict too.
     *
     * @param work a folder for this submission alone
     */
    static Verdict grade(Assignment assignment, Intake.Taken taken, Path work, List<Path> given) {
        try {
            Submission submission = Submission.compile(assignment, taken.folder(), work.resolve("classes"), given);
            Map<String, String> problems = new TreeMap<>(submission.problems());
            problems.putAll(taken.problems());
            List<String> parts =
                    assignment.parts().stream().map(Assignment.Part::name).toList();
            ScoreSheet sheet = GradedRun.run(
                            assignment, parts, true, GradedRun.Mode.PROCESS, submission.classpath(given))
                    .with(problems);
            return verdict(taken, submission, problems, sheet);
        } catch (GraderFault | IOException e) {
            return noVerdict(taken, assignment, e instanceof GraderFault ? e.getMessage() : e.toString());
        }
    }

    private static Verdict verdict(
            Intake.Taken taken, Submission submission, Map<String, String> problems, ScoreSheet sheet) {
        boolean compiled = problems.keySet().stream().noneMatch(submission::hasErrors);
        boolean complete = problems.keySet().stream().allMatch(submission::hasErrors);
        Verdict.Kind kind =
                !complete ? Verdict.Kind.MISSING_FILES : compiled ? Verdict.Kind.GRADED : Verdict.Kind.NOT_COMPILED;
        List<String> notes = new ArrayList<>(taken.notes());
        notes.addAll(submission.notes());
        Map<String, String> inOrder = new LinkedHashMap<>();
        sheet.parts().keySet().stream()
                .filter(problems::containsKey)
                .forEach(part -> inOrder.put(part, problems.get(part)));
        return new Verdict(
                taken.name(),
                taken.id(),
                kind,
                sheet.points().score(),
                sheet.points().max(),
                sheet.parts(),
                false,
                taken.sha256(),
                "",
                0,
                inOrder,
                notes,
                sheet.rows().stream().map(Verdict.Check::of).toList(),
                "");
    }

    static Verdict noVerdict(Intake.Taken taken, Assignment assignment, String fault) {
        int max = assignment.parts().stream()
                .mapToInt(part -> part.visible() + part.hidden())
                .sum();
        return new Verdict(
                taken.name(),
                taken.id(),
                Verdict.Kind.INFRASTRUCTURE,
                0,
                max,
                Map.of(),
                false,
                taken.sha256(),
                "",
                0,
                Map.of(),
                taken.notes(),
                List.of(),
                fault);
    }
}
