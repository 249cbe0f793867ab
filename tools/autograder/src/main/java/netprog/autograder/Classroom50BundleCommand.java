package netprog.autograder;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import netprog.util.Bytes;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Writes what Classroom 50 runs in a student's checkout. It is fetched to the student's runner, and can be read there: the hidden
 * tests are not in it.
 */
@Command(name = "classroom50-bundle")
final class Classroom50BundleCommand implements Callable<Integer> {
    private final Path top;

    @Parameters(paramLabel = "FOLDER", arity = "0..1", descriptionKey = "bundle")
    private Path folder;

    @Option(names = "--unsafe", descriptionKey = "bundle-unsafe")
    private boolean unsafe;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    Classroom50BundleCommand(Path top) {
        this.top = top;
    }

    @Override
    public Integer call() {
        PrintWriter errors = spec.commandLine().getErr();
        Path bundle = (folder == null ? top.resolve("target/classroom50") : folder)
                .toAbsolutePath()
                .normalize();
        String problem = GraderFiles.problem(top);
        if (problem != null) {
            errors.println(Bytes.escape(problem));
            return 1;
        }
        if (unsafe) {
            errors.println(Autograder.MESSAGES.get("classroom50.unsafe"));
        }
        try {
            Files.createDirectories(bundle);
            GraderFiles.writeJars(top, bundle, false);
            Map<String, String> values = Map.of(
                    "LANGUAGE",
                    GraderFiles.language(),
                    "OPTIONS",
                    unsafe ? "\"--unsafe\"" : "",
                    "NO_VALUE",
                    python("classroom50.no-value"),
                    "NO_COMMIT",
                    python("classroom50.no-commit"),
                    "NO_PROGRAM",
                    python("classroom50.no-program"));
            GraderFiles.writeScript("autograder.py", bundle.resolve("autograder.py"), values);
        } catch (IOException e) {
            errors.println(Bytes.escape(Autograder.MESSAGES.get("classroom50.unwritable", bundle, e)));
            return 1;
        }
        spec.commandLine().getOut().println(Bytes.escape(Autograder.MESSAGES.get("classroom50.written", bundle)));
        return 0;
    }

    /** A message as a literal of Python's, which are like JSON's here; Python puts the values in. */
    private static String python(String key) throws IOException {
        return GradeCommand.JSON.writeValueAsString(Autograder.MESSAGES.get(key, "{0}", "{1}"));
    }
}
