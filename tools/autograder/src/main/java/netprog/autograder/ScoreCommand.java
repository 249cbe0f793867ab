package netprog.autograder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import netprog.grading.Score;
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
    private String mode;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    ScoreCommand(Path top) {
        this.top = top;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter errors = spec.commandLine().getErr();
        if (!Files.isDirectory(folder)) {
            errors.println(Bytes.escape(Autograder.MESSAGES.get("no-folder", folder)));
            return 2;
        }
        errors.println(Autograder.MESSAGES.get("no-sandbox"));
        Path work = Files.createTempDirectory("netprog-score");
        try {
            Submission submission = Submission.compile(folder, work, given(top));
            submission.notes().forEach(note -> errors.println(Bytes.escape(note)));
            List<Score.Row> rows = GradedRun.run(submission.classpath(given(top)), mode);
            if (json) {
                ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
                out.println(mapper.writeValueAsString(document(rows, submission.troubles())));
            } else {
                print(out, rows, submission.troubles());
            }
            return 0;
        } finally {
            delete(work);
        }
    }

    /** The stubs and the given classes, and the host that starts a program. */
    static List<Path> given(Path top) throws IOException {
        List<Path> jars = List.of(
                top.resolve("week04-login-assignment/target/week04-login-assignment.jar"),
                top.resolve("tools/autograder/target/autograder.jar"));
        for (Path jar : jars) {
            if (!Files.exists(jar)) {
                throw new IOException(Autograder.MESSAGES.get("no-jar", jar));
            }
        }
        return jars;
    }

    private static void print(PrintWriter out, List<Score.Row> rows, Map<String, String> troubles) {
        troubles.forEach((part, trouble) -> out.println("\n" + part + ": " + trouble));
        for (Score.Row row : rows) {
            if (row.state() == Score.State.FAILED
                    && !troubles.containsKey(row.graded().part())) {
                out.println("\n" + row.message());
            }
        }
        Score.summary(rows).forEach(out::println);
    }

    private static Map<String, Object> document(List<Score.Row> rows, Map<String, String> troubles) {
        Map<String, Object> parts = new LinkedHashMap<>();
        Score.byPart(rows).forEach((part, own) -> {
            Map<String, Object> points = new LinkedHashMap<>();
            points.put("score", Score.points(own));
            points.put("max", Score.most(own));
            parts.put(part, points);
        });
        List<Map<String, Object>> failures = new ArrayList<>();
        for (Score.Row row : rows) {
            if (row.state() != Score.State.PASSED) {
                Map<String, Object> failure = new LinkedHashMap<>();
                failure.put("part", row.graded().part());
                failure.put("name", row.title());
                failure.put("points", row.graded().points());
                failure.put("message", troubles.getOrDefault(row.graded().part(), row.message()));
                failures.add(failure);
            }
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("score", Score.points(rows));
        document.put("max", Score.most(rows));
        document.put("parts", parts);
        document.put("failures", failures);
        return document;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
