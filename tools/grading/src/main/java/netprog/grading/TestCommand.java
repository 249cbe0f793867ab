package netprog.grading;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import netprog.grading.SourceCompiler.CompileError;
import netprog.wire.Messages;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * The student's loop, without Maven: compiles the files that are handed in, runs the visible tests against them in this JVM,
 * and says what failed, why, and the score.
 */
@Command(name = "test")
final class TestCommand implements Callable<Integer> {
    private static final Messages WORDS = ScoreSheet.WORDS;
    private static final String MODULE = "week04-login-assignment";

    private final Path top;

    @Parameters(arity = "0..*", paramLabel = "PART", descriptionKey = "part")
    private List<String> words = List.of();

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private TestCommand(Path top) {
        this.top = top;
    }

    public static void main(String[] args) {
        Map<String, Object> commands = Map.of("test", new TestCommand(CommandJar.top()));
        System.exit(CommandJar.run("netprog.grading.help", commands, args));
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter errors = spec.commandLine().getErr();
        Path module = top.resolve(MODULE);
        GradedSources sources = GradedSources.compile(
                module, List.of(CommandJar.jar(top, "week04-echo")), CommandJar.jarOf(TestCommand.class));
        try (URLClassLoader tests = sources.tests();
                WorkFolder work = WorkFolder.create()) {
            Thread.currentThread().setContextClassLoader(tests);
            Assignment assignment = Assignment.in(tests);
            Set<String> parts = parts(assignment);
            Path report = module.resolve("target/grade");
            ScoreSheet.delete(report);
            Path folder = module.resolve("src/main/java")
                    .resolve(assignment.packageName().replace('.', '/'));
            Submission submission =
                    Submission.compile(assignment, folder, top, work.path().resolve("classes"), sources.given());
            submission.notes().forEach(note -> errors.println("test: " + note));
            Map<String, String> problems = submission.problems();
            problems.keySet().retainAll(parts);
            ExitWatch exits = new ExitWatch(assignment.packageName(), at -> endedBy(at, report, work));
            ScoreSheet sheet = GradedRun.run(
                            assignment, parts, false, GradedRun.Mode.JVM, submission.classpath(sources.given()))
                    .with(problems);
            exits.close();
            sheet.write(report);
            if (json) {
                CommandJar.printJson(Document.of(sheet, submission, problems));
            } else {
                print(sheet, submission, problems);
            }
            return sheet.failures().isEmpty() && problems.isEmpty() ? 0 : 1;
        }
    }

    /** The student's code called System.exit: its status is not ours. */
    private void endedBy(String at, Path report, WorkFolder work) {
        String sentence = WORDS.get("exit", at);
        spec.commandLine().getErr().println(sentence);
        try {
            ScoreSheet.writeNoScore(report, sentence);
        } catch (IOException e) {
            // It was printed.
        }
        work.delete();
        Runtime.getRuntime().halt(1);
    }

    /** Returns the names of the parts that the command line asks for; all where it names none. */
    private Set<String> parts(Assignment assignment) {
        List<String> all =
                assignment.parts().stream().map(Assignment.Part::name).toList();
        Set<String> chosen = new LinkedHashSet<>();
        for (String word : words) {
            String name = assignment.otherNames().getOrDefault(word, word);
            chosen.add(all.stream()
                    .filter(part -> part.equals(name)
                            || String.valueOf(assignment.task(part)).equals(word))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), WORDS.get("no-part", word, all.size(), String.join(", ", all)))));
        }
        if (chosen.isEmpty()) {
            chosen.addAll(all);
        }
        return chosen;
    }

    private void print(ScoreSheet sheet, Submission submission, Map<String, String> problems) {
        PrintWriter out = spec.commandLine().getOut();
        problems.forEach((part, problem) -> {
            List<CompileError> own = submission.errors(part);
            out.println();
            out.println(own.isEmpty() ? problem : WORDS.get("part-not-compiled", part));
            own.forEach(error -> out.println("\n" + error.text()));
        });
        for (Failure failure : Failure.of(sheet)) {
            out.println("\n" + failure.message());
            if (!failure.also().isEmpty()) {
                out.println();
                out.println("   " + WORDS.get("also", failure.also().size()));
                failure.also().forEach(name -> out.println("   - " + name));
            }
        }
        sheet.summary().forEach(out::println);
    }

    /** The document of {@code --json}. */
    private record Document(
            int score,
            int max,
            Map<String, ScoreSheet.Points> parts,
            List<Failure> failures,
            List<CompileError> compile) {
        static Document of(ScoreSheet sheet, Submission submission, Map<String, String> problems) {
            ScoreSheet.Points points = sheet.points();
            List<CompileError> errors = problems.keySet().stream()
                    .flatMap(part -> submission.errors(part).stream())
                    .toList();
            return new Document(points.score(), points.max(), sheet.parts(), Failure.of(sheet), errors);
        }
    }
}
