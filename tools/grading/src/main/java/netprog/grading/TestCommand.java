package netprog.grading;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import netprog.grading.SourceCompiler.CompileError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The student's loop, without Maven: compiles the files that are handed in, runs the visible tests against them, and says what
 * failed, why, and the score.
 */
@Command(name = "test")
final class TestCommand implements Callable<Integer> {
    @Mixin
    private PartArguments arguments;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        Map<String, Object> commands = Map.of("test", new TestCommand(), "watch", new WatchCommand());
        System.exit(CommandJar.run("netprog.grading.help", commands, args));
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter errors = spec.commandLine().getErr();
        try (Workbench bench = new Workbench(CommandJar.top(), false)) {
            Set<String> parts = arguments.names(bench.assignment(), spec.commandLine());
            Workbench.Round round = bench.round(parts, false, ignored -> {});
            round.notes().forEach(note -> errors.println("test: " + note));
            if (json) {
                CommandJar.printJson(Document.of(round));
            } else {
                round.report().forEach(spec.commandLine().getOut()::println);
            }
            return round.isGood() ? 0 : 1;
        }
    }

    /** The document of {@code --json}. */
    private record Document(
            int score,
            int max,
            Map<String, ScoreSheet.Points> parts,
            List<Failure> failures,
            List<CompileError> compile) {
        static Document of(Workbench.Round round) {
            ScoreSheet.Points points = round.sheet().points();
            return new Document(
                    points.score(),
                    points.max(),
                    round.sheet().parts(),
                    Failure.of(round.sheet()),
                    round.errors().values().stream().flatMap(List::stream).toList());
        }
    }
}
