package netprog.autograder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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

    /** The documents of {@code --format}. */
    enum Format {
        GRADESCOPE,
        FEEDBACK,
        CSV,
        HTML,
        MARKDOWN,
        GITHUB
    }

    private static final int NO_SANDBOX = 3; // exit status
    private static final String VERDICT = "verdict.json";
    static final String FILES = "files"; // the folder with what was graded
    private static final long MAX_SEED = 1L << 48; // every reader of JSON has such numbers exactly

    private final Path top;
    private final Assignment assignment = Assignment.in(GradeCommand.class.getClassLoader());

    @Parameters(paramLabel = "SUBMISSION", arity = "0..*", descriptionKey = "submissions")
    private List<Path> sources = List.of();

    @Option(names = "--each", descriptionKey = "each")
    private boolean each;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "grades", descriptionKey = "out")
    private Path out;

    @Option(names = "--jobs", paramLabel = "N", descriptionKey = "jobs")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--format", paramLabel = "LIST", split = ",", descriptionKey = "format")
    private Set<Format> formats = EnumSet.allOf(Format.class);

    @Option(names = "--roster", paramLabel = "FILE", descriptionKey = "roster")
    private Path rosterFile;

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "seed")
    private Long seed;

    @Option(names = "--visible", descriptionKey = "visible")
    private boolean visible;

    @Option(names = "--similar", descriptionKey = "similar")
    private boolean similar;

    @Option(names = "--explain", paramLabel = "NAME", descriptionKey = "explain")
    private String explain;

    @Option(names = "--replay", paramLabel = "NAME", descriptionKey = "replay")
    private String replay;

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
        try {
            if (explain != null) {
                print(kept(explain));
                return 0;
            }
            Verdict before = replay == null ? null : kept(replay);
            if (before == null && sources.isEmpty() || jobs < 1) {
                throw new Intake.Refusal(jobs < 1 ? "grade.jobs" : "grade.nothing", jobs);
            }
            Roster roster = rosterFile == null ? null : Roster.read(rosterFile); // before hours of work
            JPlag jplag = similar && before == null ? JPlag.find() : null;
            if (before != null) {
                return compare(before, gradeAll(before).get(0));
            }
            List<Verdict> verdicts = gradeAll(null);
            write(verdicts, roster, jplag == null ? null : compare(jplag, verdicts));
            return verdicts.stream().anyMatch(verdict -> verdict.verdict() == Verdict.Kind.INFRASTRUCTURE) ? 1 : 0;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (Intake.Refusal e) {
            errors.println(Bytes.escape(e.getMessage()));
            return 2;
        } catch (SelfCheck.NoSandbox e) {
            errors.println(Bytes.escape(e.getMessage()));
            return NO_SANDBOX;
        }
    }

    private Verdict kept(String name) throws IOException, Intake.Refusal {
        Path file = out.resolve(name).resolve(VERDICT);
        if (!Files.isRegularFile(file)) {
            throw new Intake.Refusal("grade.no-verdict", name, out);
        }
        return JSON.readValue(file.toFile(), Verdict.class);
    }

    /** The verdicts of all submissions, each read when it is asked for: the memory of this program does not hold them all. */
    private List<Verdict> kept(List<Intake.Taken> all) {
        return new AbstractList<>() {
            @Override
            public Verdict get(int index) {
                try {
                    return kept(all.get(index).name());
                } catch (Intake.Refusal e) { // somebody has deleted it
                    throw new UncheckedIOException(new IOException(e.getMessage()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public int size() {
                return all.size();
            }
        };
    }

    /** Prints one submission's verdict with every ladder. */
    private void print(Verdict verdict) {
        Stream.of(Reports.feedback(verdict).split("\n", -1))
                .map(Bytes::escape)
                .forEach(spec.commandLine().getOut()::println);
    }

    private List<Verdict> gradeAll(Verdict before)
            throws IOException, InterruptedException, Intake.Refusal, SelfCheck.NoSandbox {
        try (WorkFolder work = WorkFolder.create();
                Intake intake = new Intake(assignment, work.path())) {
            List<Intake.Taken> all = new ArrayList<>();
            List<Path> from = before == null
                    ? sources
                    : List.of(out.resolve(before.name()).resolve(FILES));
            for (Path source : from) {
                all.addAll(intake.take(source, before == null && each));
            }
            Sandbox.prepare(work.path(), assignment, ScoreCommand.given(top).get(0));
            boolean hidden = before == null ? !visible : !before.tests().endsWith(Sandbox.VISIBLE);
            String tests = Sandbox.testsVersion(hidden);
            List<Intake.Taken> open = new ArrayList<>();
            for (Intake.Taken taken : all) {
                if (before != null || !isGraded(taken, tests)) {
                    open.add(taken);
                }
            }
            if (open.size() < all.size()) {
                spec.commandLine().getErr().println(Autograder.MESSAGES.get("grade.resumed", all.size() - open.size()));
            }
            if (unsafe) {
                spec.commandLine().getErr().println(Autograder.MESSAGES.get("grade.unsafe"));
            } else if (!open.isEmpty()) {
                new SelfCheck(work.path(), top).run();
            }
            Long fixed = before == null ? seed : Long.valueOf(before.seed());
            if (before == null) {
                grade(work.path(), open, tests, hidden, fixed, this::keep);
                return kept(all);
            }
            List<Verdict> again = Collections.synchronizedList(new ArrayList<>());
            grade(work.path(), open, tests, hidden, fixed, (verdict, taken) -> again.add(verdict));
            return again;
        }
    }

    /** Whether an earlier run has graded the same files with the same tests, in the same way. */
    private boolean isGraded(Intake.Taken taken, String tests) throws IOException {
        Path file = out.resolve(taken.name()).resolve(VERDICT);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        Verdict verdict = JSON.readValue(file.toFile(), Verdict.class);
        return verdict.sha256().equals(taken.sha256())
                && verdict.id().equals(taken.id())
                && verdict.tests().equals(tests)
                && verdict.sandbox() != unsafe
                && (seed == null || seed == verdict.seed())
                && verdict.verdict() != Verdict.Kind.INFRASTRUCTURE;
    }

    /** Takes a verdict as soon as it is there. */
    private interface Keeper {
        void keep(Verdict verdict, Intake.Taken taken) throws IOException;
    }

    /** Grades with several workers. */
    private void grade(Path work, List<Intake.Taken> open, String tests, boolean hidden, Long fixed, Keeper keeper)
            throws InterruptedException, IOException {
        SecureRandom random = new SecureRandom();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        long start = System.nanoTime();
        ExecutorService workers = Executors.newCachedThreadPool();
        List<Future<?>> running = new ArrayList<>();
        for (int number = 1; number <= Math.min(jobs, open.size()); number++) {
            GradingThread worker = new GradingThread(assignment, work, number, !unsafe);
            running.add(workers.submit(() -> {
                try (worker) {
                    for (int i = next.getAndIncrement(); i < open.size(); i = next.getAndIncrement()) {
                        Intake.Taken taken = open.get(i);
                        long own = fixed == null ? random.nextLong(MAX_SEED) : fixed;
                        Verdict verdict = worker.grade(new GradeWorker.Order(taken, tests, hidden, own, List.of(), 0));
                        keeper.keep(verdict, taken);
                        report(verdict, done.incrementAndGet(), open.size(), start);
                    }
                }
                return null;
            }));
        }
        workers.shutdown();
        for (Future<?> worker : running) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        }
    }

    /** Writes what belongs to one submission; the verdict last, because it says that all is there. */
    private void keep(Verdict verdict, Intake.Taken taken) throws IOException {
        Path folder = Files.createDirectories(out.resolve(verdict.name()));
        Path files = folder.resolve(FILES);
        if (Files.exists(files)) {
            WorkFolder.delete(files);
        }
        Files.createDirectory(files);
        try (Stream<Path> graded = Files.list(taken.folder())) {
            for (Path file : graded.toList()) {
                Files.copy(file, files.resolve(file.getFileName()));
            }
        }
        if (formats.contains(Format.GRADESCOPE)) {
            JSON.writeValue(folder.resolve("results.json").toFile(), Reports.gradescope(verdict));
        }
        if (formats.contains(Format.FEEDBACK)) {
            Files.writeString(folder.resolve("feedback.md"), Reports.feedback(verdict));
        }
        if (formats.contains(Format.GITHUB)) {
            GithubReport report = GithubReport.of(verdict);
            JSON.writeValue(folder.resolve("check.json").toFile(), report);
            Files.writeString(folder.resolve("annotations.txt"), report.workflowCommands());
        }
        Path unfinished = folder.resolve(VERDICT + ".new");
        JSON.writeValue(unfinished.toFile(), verdict);
        try {
            Files.move(unfinished, folder.resolve(VERDICT), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(unfinished, folder.resolve(VERDICT), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Prints one line for each submission as it finishes. */
    private synchronized void report(Verdict verdict, int done, int all, long start) {
        long left = (System.nanoTime() - start) / 1_000_000_000L * (all - done) / done;
        String time = done == all ? "" : " " + Autograder.MESSAGES.get("grade.left", left / 60, left % 60);
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
        spec.commandLine().getOut().println(Bytes.escape(line + time));
    }

    /** Says whether a verdict is the same as before, and what differs. */
    private int compare(Verdict before, Verdict now) {
        PrintWriter screen = spec.commandLine().getOut();
        boolean sameTests = before.tests().equals(now.tests());
        if (!sameTests) {
            screen.println(Autograder.MESSAGES.get("grade.replay.tests", before.tests(), now.tests()));
        }
        if (!before.sha256().equals(now.sha256())) {
            screen.println(Autograder.MESSAGES.get("grade.replay.files", before.sha256(), now.sha256()));
        }
        int different = before.score() == now.score() ? 0 : 1;
        for (Verdict.Check check : before.checks()) {
            for (Verdict.Check other : now.checks()) {
                if (check.name().equals(other.name()) && check.state() != other.state()) {
                    different++;
                    screen.println(Bytes.escape(Autograder.MESSAGES.get(
                            "grade.replay.check", check.part(), check.title(), check.state(), other.state())));
                }
            }
        }
        screen.println(Bytes.escape(Autograder.MESSAGES.get(
                different == 0 ? "grade.replay.same" : "grade.replay.different",
                before.name(),
                before.score(),
                now.score(),
                now.max())));
        return different == 0 ? 0 : 1;
    }

    /** Looks for submissions that are alike; returns JPlag's result, null if there is none. */
    private String compare(JPlag jplag, List<Verdict> verdicts) throws InterruptedException {
        try {
            Path stubs = top.resolve("week04-login-assignment/src/main/java")
                    .resolve(assignment.packageName().replace('.', '/'));
            return jplag.compare(assignment, verdicts, out, stubs);
        } catch (IOException e) {
            String line = Autograder.MESSAGES.get("grade.similar.failed", e.getMessage());
            spec.commandLine().getErr().println(Bytes.escape(line));
            return null;
        }
    }

    /** Writes what is about all submissions. */
    private void write(List<Verdict> verdicts, Roster roster, String alike) throws IOException {
        Files.createDirectories(out);
        JSON.writeValue(
                out.resolve("summary.json").toFile(),
                new Summary(verdicts.stream().map(Line::of).toList()));
        Reports reports = new Reports(assignment);
        if (formats.contains(Format.CSV)) {
            Files.writeString(out.resolve("grades.csv"), reports.csv(verdicts));
        }
        if (formats.contains(Format.HTML)) {
            try (Writer page = Files.newBufferedWriter(out.resolve("report.html"))) {
                reports.html(verdicts, alike, page);
            }
        }
        if (formats.contains(Format.MARKDOWN)) {
            Files.writeString(out.resolve("summary.md"), reports.markdown(verdicts));
        }
        if (roster != null) {
            List<String> unknown = roster.fill(verdicts);
            Files.writeString(out.resolve(rosterFile.getFileName()), roster.toString());
            if (!unknown.isEmpty()) {
                String names = String.join(", ", unknown);
                spec.commandLine()
                        .getErr()
                        .println(Bytes.escape(Autograder.MESSAGES.get("grade.roster.missing", names)));
            }
        }
    }
}
