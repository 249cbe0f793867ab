package netprog.autograder;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import netprog.grading.Assignment;
import netprog.grading.ChildCommand;
import netprog.grading.CompilerProcess;
import netprog.grading.GradedRun;
import netprog.grading.GraderFault;
import netprog.grading.ScoreSheet;
import netprog.grading.Submission;
import netprog.grading.WorkFolder;

/**
 * A process that grades submissions one after the other, with the trusted tests in it and the untrusted programs in sandboxes
 * below it. It reads orders and writes verdicts, each a line of JSON.
 */
final class GradeWorker {
    static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What it is to do.
     *
     * @param submission to grade; null to look for holes in the sandbox
     * @param tests the version of the tests
     * @param hidden whether the hidden tests run too
     * @param seed for the texts of the exchanges
     * @param secrets files that the sandbox must not see
     * @param port on which this machine listens, outside
     */
    record Order(Intake.Taken submission, String tests, boolean hidden, long seed, List<Path> secrets, int port) {}

    private final Assignment assignment = Assignment.in(GradeWorker.class.getClassLoader());
    private final List<Path> given;
    private final Path work;
    private final Sandbox sandbox; // null without one
    private final CompilerProcess compiler; // null without a sandbox

    private GradeWorker(Path work, int number, boolean sandboxed) {
        this.given = List.of(work.resolve("given.jar"));
        this.work = work;
        this.sandbox = sandboxed ? new Sandbox(work, number) : null;
        this.compiler = sandboxed ? new CompilerProcess(sandbox.compiler()) : null;
    }

    /** Takes the folder for temporary files, the number of this worker, and {@code unsafe} or {@code sandbox}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        GradeWorker worker = new GradeWorker(Path.of(args[0]), Integer.parseInt(args[1]), args[2].equals("sandbox"));
        if (worker.sandbox != null) {
            MemoryWatch.start();
        }
        BufferedReader orders = new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
        String line;
        while ((line = orders.readLine()) != null) {
            Order order = JSON.readValue(line, Order.class);
            Object answer = order.submission() == null
                    ? worker.sandbox.holes(order.secrets(), order.port())
                    : worker.grade(order);
            out.write((JSON.writeValueAsString(answer) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        Runtime.getRuntime().halt(0); // the children end with it
    }

    /** Grades one submission. What goes wrong with the machine or the grader becomes a verdict too. */
    private Verdict grade(Order order) throws IOException {
        Path folder = Files.createTempDirectory(work, "run");
        try {
            Path classes = folder.resolve("classes");
            Path files = order.submission().folder();
            Submission submission = sandbox == null
                    ? Submission.compile(assignment, files, classes, given)
                    : Submission.compile(assignment, files, classes, given, compiler);
            ChildCommand programs = null;
            if (sandbox != null) {
                Files.setPosixFilePermissions(folder, Files.getPosixFilePermissions(work));
                Sandbox.readable(classes);
                programs = sandbox.programs(classes);
            }
            Map<String, String> problems = new TreeMap<>(submission.problems());
            problems.putAll(order.submission().problems());
            Map<String, String> settings = Map.of(
                    "grade.seed", String.valueOf(order.seed()), "grade.without", String.join(" ", problems.keySet()));
            ScoreSheet sheet = GradedRun.run(
                            assignment,
                            order.hidden(),
                            Submission.classpath(submission.classes(), given),
                            programs,
                            settings)
                    .with(problems);
            return verdict(order, submission, problems, sheet);
        } catch (GraderFault | IOException e) {
            String fault = e instanceof GraderFault ? e.getMessage() : e.toString();
            return noVerdict(assignment, order, sandbox != null, fault);
        } finally {
            WorkFolder.delete(folder);
        }
    }

    private Verdict verdict(Order order, Submission submission, Map<String, String> problems, ScoreSheet sheet) {
        Intake.Taken taken = order.submission();
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
                sandbox != null,
                taken.sha256(),
                taken.paths(),
                order.tests(),
                order.seed(),
                inOrder,
                notes,
                sheet.rows().stream().map(Verdict.Check::of).toList(),
                "");
    }

    /** The verdict where the grader has failed. */
    static Verdict noVerdict(Assignment assignment, Order order, boolean sandboxed, String fault) {
        Intake.Taken taken = order.submission();
        int max = assignment.parts().stream()
                .mapToInt(part -> part.visible() + (order.hidden() ? part.hidden() : 0))
                .sum();
        return new Verdict(
                taken.name(),
                taken.id(),
                Verdict.Kind.INFRASTRUCTURE,
                0,
                max,
                Map.of(),
                sandboxed,
                taken.sha256(),
                taken.paths(),
                order.tests(),
                order.seed(),
                Map.of(),
                taken.notes(),
                List.of(),
                fault);
    }
}
