package netprog.grading;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import netprog.grading.SourceCompiler.CompileError;

/**
 * The student's files in their module, compiled and tested round by round, without Maven, by an engine that stays. Their
 * programs run in a child JVM, which is replaced when they do not leave it as it was: whatever they do, the engine goes on.
 * Rounds are run by one thread at a time; {@link #cancel} may be called by any.
 */
final class Workbench implements AutoCloseable {
    private static final String MODULE = "week04-login-assignment";
    private static final int MAX_ERRORS = 5; // of one file; those behind often follow from the first

    private final Path top;
    private final Path report;
    private final Path folder;
    private final WorkFolder work = WorkFolder.create();
    private final Path classes = work.path().resolve("classes");
    private final ChangedSources compiler = new ChangedSources(work.path().resolve("compiled"));
    private final List<Path> given;
    private final URLClassLoader tests;
    private final Assignment assignment;
    private final GradedRun run;
    private final Map<String, List<Row>> known = new HashMap<>(); // by part
    private final Set<String> outdated = new HashSet<>(); // parts whose known results are those of other classes
    private ClassGraph graph;
    private boolean ready = true;
    private boolean testing;
    private boolean cancelled;

    /**
     * Prepares the tests, and starts the child JVM in the background.
     *
     * @param top the top folder of the project
     * @param stays whether many rounds follow
     */
    Workbench(Path top, boolean stays) throws IOException {
        this.top = top;
        Path module = top.resolve(MODULE);
        GradedSources sources = GradedSources.compile(
                module, List.of(CommandJar.jar(top, "week04-echo")), CommandJar.jarOf(Workbench.class));
        given = sources.given();
        tests = sources.tests();
        assignment = Assignment.in(tests);
        report = module.resolve("target/grade");
        folder =
                module.resolve("src/main/java").resolve(assignment.packageName().replace('.', '/'));
        List<Path> classpath = Submission.classpath(classes, given);
        graph = ClassGraph.read(Files.createDirectories(classes), assignment);
        assignment.parts().forEach(part -> outdated.add(part.name()));
        run = GradedRun.begin(assignment, GradedRun.Mode.PROCESS, classpath, stays);
    }

    /**
     * What came of a round.
     *
     * @param sheet the tests of the parts that were asked for
     * @param problems why a part has no program of the student's, by its name
     * @param errors what the compiler says of the parts that do not compile
     * @param notes what the reader should know beside it
     */
    record Round(
            ScoreSheet sheet,
            Map<String, String> problems,
            Map<String, List<CompileError>> errors,
            List<String> notes) {
        /** Whether everything that ran passed, or is still to do. */
        boolean isGood() {
            return sheet.failures().isEmpty() && problems.isEmpty();
        }

        /** Returns what the student reads: what does not compile, what failed, the points, and the next step. */
        List<String> report() {
            List<String> lines = new ArrayList<>();
            troubles().forEach(trouble -> {
                lines.add("");
                lines.addAll(trouble);
            });
            lines.addAll(sheet.summary());
            return lines;
        }

        /** Returns what does not compile and what failed, in the order of the work, each cause once. */
        List<List<String>> troubles() {
            List<List<String>> all = new ArrayList<>();
            problems.forEach((part, problem) -> all.add(problem(part, problem)));
            Failure.of(sheet).forEach(failure -> all.add(failure.lines()));
            return all;
        }

        private List<String> problem(String part, String problem) {
            List<CompileError> own = errors.getOrDefault(part, List.of());
            List<String> lines = new ArrayList<>();
            lines.add(own.isEmpty() ? problem : ScoreSheet.WORDS.get("part-not-compiled", part));
            own.stream().limit(MAX_ERRORS).forEach(error -> {
                lines.add("");
                lines.addAll(error.lines());
            });
            if (own.size() > MAX_ERRORS) {
                lines.add("");
                lines.add(ScoreSheet.WORDS.get("more-errors", own.size() - MAX_ERRORS));
            }
            return lines;
        }
    }

    Assignment assignment() {
        return assignment;
    }

    /** Returns the folder with the student's files. */
    Path folder() {
        return folder;
    }

    /**
     * Compiles the files, and tests those parts that the last rounds say nothing about: first the changed ones, then those
     * that use them. Of the others the results are known.
     *
     * @param parts names, in the order of the work
     * @param again whether known results do not count
     * @param first gets what is known when the changed parts are tested, if others follow
     * @throws CancellationException if it was cancelled
     */
    Round round(Collection<String> parts, boolean again, Consumer<Round> first) throws IOException {
        synchronized (this) {
            cancelled = false;
        }
        ScoreSheet.delete(report);
        WorkFolder.empty(classes);
        Submission submission = Submission.compile(assignment, folder, top, classes, given, compiler);
        ClassGraph before = graph;
        graph = ClassGraph.read(classes, assignment);
        List<String> changed = new ArrayList<>();
        List<String> users = new ArrayList<>();
        for (Assignment.Part each : assignment.parts()) {
            String part = each.name();
            if (!graph.all(part).equals(before.all(part))) {
                outdated.add(part);
            }
            if (parts.contains(part) && (again || outdated.contains(part))) {
                boolean own = !known.containsKey(part) || !graph.own(part).equals(before.own(part));
                (again || own ? changed : users).add(part);
            }
        }
        test(changed);
        if (!changed.isEmpty() && !users.isEmpty()) {
            first.accept(result(parts, submission));
        }
        test(users);
        Round round = result(parts, submission);
        round.sheet().write(report);
        return round;
    }

    private void test(List<String> parts) throws IOException {
        if (parts.isEmpty()) {
            return;
        }
        prepare();
        Thread.currentThread().setContextClassLoader(tests);
        synchronized (this) {
            checkNotCancelled();
            testing = true;
            ready = false;
        }
        try {
            Map<String, List<Row>> rows = run.run(parts, false).rows().stream()
                    .collect(Collectors.groupingBy(row -> row.graded().part()));
            synchronized (this) {
                checkNotCancelled();
                known.putAll(rows);
                outdated.removeAll(parts);
            }
        } catch (GraderFault e) {
            checkNotCancelled(); // a child that was ended while it started
            throw e;
        } finally {
            synchronized (this) {
                testing = false;
            }
        }
    }

    private synchronized void checkNotCancelled() {
        if (cancelled) {
            throw new CancellationException();
        }
    }

    private Round result(Collection<String> parts, Submission submission) {
        Set<String> used = new LinkedHashSet<>(parts);
        parts.forEach(part -> used.addAll(graph.uses(part)));
        Map<String, String> problems = submission.problems();
        problems.keySet().retainAll(used);
        List<Row> rows = parts.stream()
                .flatMap(part -> known.getOrDefault(part, List.of()).stream())
                .map(row -> blamed(row, problems))
                .toList();
        Map<String, List<CompileError>> errors = new LinkedHashMap<>();
        problems.keySet().forEach(part -> errors.put(part, submission.errors(part)));
        return new Round(new ScoreSheet(assignment, rows).with(problems), problems, errors, submission.notes());
    }

    /** A test that met a to-do in the stub of another part fails because of that part's file. */
    private static Row blamed(Row row, Map<String, String> problems) {
        return problems.keySet().stream()
                .filter(part -> row.state() == Row.State.TODO && row.message().contains(" " + part + "."))
                .findFirst()
                .map(part -> row.with(Row.State.TODO, problems.get(part)))
                .orElse(row);
    }

    /** Makes the child ready for the next round, so that it need not wait for that; takes less than a second. */
    void prepare() {
        synchronized (run) {
            if (!ready) {
                run.renew();
                ready = true;
            }
        }
    }

    /** Ends the round that is on, if one is. */
    void cancel() {
        synchronized (this) {
            cancelled = true;
            if (!testing) {
                return;
            }
        }
        run.cancel();
    }

    @Override
    public void close() throws IOException {
        run.close();
        tests.close();
        work.close();
    }
}
