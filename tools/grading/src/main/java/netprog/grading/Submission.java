package netprog.grading;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import netprog.grading.SourceCompiler.CompileError;
import netprog.grading.SourceCompiler.Source;
import netprog.wire.Messages;

/**
 * The files of a student, found and compiled. Where one is missing or does not compile, the stub stands in for it, so that the
 * other parts keep their points.
 */
public final class Submission {
    private static final Messages WORDS = ScoreSheet.WORDS;
    private static final Pattern PACKAGE_LINE = Pattern.compile("\\bpackage\\s+([\\w.]+)\\s*;");
    private static final long MAX_BYTES = 1 << 20; // of one file
    private static final int MAX_MESSAGE = 800; // characters of the compiler's messages on one file
    private static final int MAX_DEPTH = 20;
    private static final Path STUBS = Path.of("src", "stubs"); // the student edition keeps a copy of the unsolved files

    private final Assignment assignment;
    private final SourceCompiler.Compiler compiler;
    private final Path classes;
    private final Map<String, String> problems = new TreeMap<>();
    private final Map<String, List<CompileError>> errors = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    private Submission(Assignment assignment, SourceCompiler.Compiler compiler, Path classes) {
        this.assignment = assignment;
        this.compiler = compiler;
        this.classes = classes;
    }

    /** Returns the folder with the compiled classes. */
    public Path classes() {
        return classes;
    }

    /** Returns why a part has no program of the student's: by the part's name, in the order of the work. */
    public Map<String, String> problems() {
        Map<String, String> sorted = new LinkedHashMap<>();
        for (Assignment.Part part : assignment.parts()) {
            if (problems.containsKey(part.name())) {
                sorted.put(part.name(), problems.get(part.name()));
            }
        }
        return sorted;
    }

    /** Returns whether the file of a part does not compile. */
    public boolean hasErrors(String part) {
        return errors.containsKey(part);
    }

    /** Returns the compiler's errors in the file of a part. */
    List<CompileError> errors(String part) {
        return errors.getOrDefault(part, List.of());
    }

    /** Returns what the reader of the score should know beside it, in the user's language. */
    public List<String> notes() {
        return notes;
    }

    /** Returns the class path of a student's programs: their own classes, then the stubs and what is given. */
    public static List<Path> classpath(Path classes, List<Path> given) {
        List<Path> all = new ArrayList<>(List.of(classes));
        all.addAll(given);
        return all;
    }

    /** The same as the other method; messages name the files relative to the folder that holds them. */
    public static Submission compile(Assignment assignment, Path folder, Path classes, List<Path> given)
            throws IOException {
        return compile(
                assignment,
                folder,
                folder,
                classes,
                given,
                (sources, classpath) -> SourceCompiler.compile(sources, classpath, List.of()));
    }

    /** The same, with a compiler that is a process of its own. */
    public static Submission compile(
            Assignment assignment, Path folder, Path classes, List<Path> given, CompilerProcess compiler)
            throws IOException {
        return compile(assignment, folder, folder, classes, given, compiler);
    }

    /**
     * Finds and compiles the files.
     *
     * @param assignment names them
     * @param folder holds them, anywhere below it
     * @param base messages name the files relative to this folder
     * @param classes an empty folder for the class files
     * @param given what the files may use: the given classes and the stubs
     * @param compiler compiles them
     */
    static Submission compile(
            Assignment assignment,
            Path folder,
            Path base,
            Path classes,
            List<Path> given,
            SourceCompiler.Compiler compiler)
            throws IOException {
        Submission submission = new Submission(assignment, compiler, Files.createDirectories(classes));
        String before = Fingerprint.of(given);
        submission.compile(submission.read(folder, base.toRealPath()), given);
        if (!Fingerprint.of(given).equals(before)) { // what is missing then is no mistake of the student's
            throw new GraderFault(WORDS.get("changed", given), null);
        }
        return submission;
    }

    /** Reads the files; what is missing or cannot be used becomes a problem of its part. */
    private Map<String, Source> read(Path folder, Path base) throws IOException {
        Path root = folder.toRealPath(); // a link is not walked into
        List<Path> all = files(root);
        Map<String, Source> sources = new TreeMap<>();
        boolean any = false;
        for (Assignment.Part part : assignment.parts()) {
            List<Path> found = find(part, root, all);
            if (!found.isEmpty()) {
                any = true;
                read(part, found.get(0), base).ifPresent(source -> sources.put(part.name(), source));
            }
        }
        if (!any) {
            notes.add(0, WORDS.get("none", assignment.parts().size(), folder));
        }
        return sources;
    }

    /** Lists all files, the highest first; what lies in target, in a hidden folder or in the edition's stubs does not count. */
    private List<Path> files(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), MAX_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name =
                        folder.getFileName() == null ? "" : folder.getFileName().toString();
                boolean skipped = !folder.equals(root)
                        && (name.equals("target") || name.startsWith(".") || folder.endsWith(STUBS));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (Files.isRegularFile(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                notes.add(WORDS.get("unreadable", root.relativize(file), reason(e)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(Comparator.comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder()));
        return files;
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName();
    }

    /** Finds the candidates for a part, the one that counts first. */
    private List<Path> find(Assignment.Part part, Path root, List<Path> all) {
        List<Path> exact = named(all, Pattern.quote(part.file()));
        if (exact.size() > 1) {
            notes.add(WORDS.get(
                    "several",
                    part.file(),
                    root.relativize(exact.get(0)),
                    shown(root, exact.subList(1, exact.size()))));
        }
        if (!exact.isEmpty()) {
            return exact;
        }
        // Canvas adds -1 to a file that is handed in again, browsers add (1) to one that is downloaded again.
        List<Path> renamed = named(all, part.name() + "(-\\d+| ?\\(\\d+\\))\\.java");
        if (renamed.size() == 1) {
            notes.add(WORDS.get("renamed", root.relativize(renamed.get(0)), part.file()));
            return renamed;
        }
        List<Path> alike = named(all, "(?i)(.*[^a-z])?" + part.name() + "([^a-z].*)?");
        problems.put(
                part.name(),
                alike.isEmpty()
                        ? WORDS.get("missing", part.file())
                        : WORDS.get("missing.alike", part.file(), shown(root, alike)));
        return List.of();
    }

    private static List<Path> named(List<Path> all, String pattern) {
        return all.stream()
                .filter(file -> file.getFileName().toString().matches(pattern))
                .toList();
    }

    private static String shown(Path root, List<Path> files) {
        return files.stream().map(root::relativize).map(Path::toString).collect(Collectors.joining(", "));
    }

    private Optional<Source> read(Assignment.Part part, Path file, Path base) throws IOException {
        SourceText text;
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.put(part.name(), WORDS.get("too-large", part.file()));
                return Optional.empty();
            }
            text = SourceText.of(Files.readAllBytes(file));
        } catch (AccessDeniedException e) {
            problems.put(part.name(), WORDS.get("unreadable-file", part.file(), reason(e)));
            return Optional.empty();
        }
        if (!text.encoding().isEmpty()) {
            notes.add(WORDS.get("encoding", part.file(), text.encoding()));
        }
        List<String> packages = PACKAGE_LINE
                .matcher(text.text())
                .results()
                .map(line -> line.group(1))
                .toList();
        if (!packages.contains(assignment.packageName())) {
            problems.put(
                    part.name(),
                    WORDS.get(
                            "wrong-package",
                            part.file(),
                            packages.isEmpty() ? "-" : packages.get(0),
                            assignment.packageName()));
            return Optional.empty();
        }
        return Optional.of(new Source(part.file(), base.relativize(file).toString(), text.text()));
    }

    /** What does not compile is left out, the stub takes its place, and the rest is tried again. */
    private void compile(Map<String, Source> sources, List<Path> given) throws IOException {
        while (!sources.isEmpty()) {
            SourceCompiler.Result result = compiler.compile(sources.values(), given);
            if (result.errors().isEmpty()) {
                result.write(classes);
                break;
            }
            int before = sources.size();
            for (Assignment.Part part : assignment.parts()) {
                List<CompileError> own = result.errors().stream()
                        .filter(error -> error.file().equals(part.file()))
                        .toList();
                if (!own.isEmpty()) {
                    leaveOut(part, own);
                    sources.remove(part.name());
                }
            }
            if (sources.size() == before) {
                leaveOutWhatBreaksTheCompiler(sources, given, result.errors());
            }
        }
        for (Assignment.Part part : assignment.parts()) {
            Path compiled =
                    classes.resolve(assignment.packageName().replace('.', '/')).resolve(part.name() + ".class");
            if (sources.containsKey(part.name()) && !Files.exists(compiled)) {
                problems.put(part.name(), WORDS.get("no-class", part.file(), part.name()));
            }
        }
    }

    /** The compiler gave up without naming a file: each one is tried alone. */
    private void leaveOutWhatBreaksTheCompiler(
            Map<String, Source> sources, List<Path> given, List<CompileError> unnamed) throws IOException {
        List<Assignment.Part> broken = new ArrayList<>();
        for (Assignment.Part part : assignment.parts()) {
            Source source = sources.get(part.name());
            if (source != null
                    && !compiler.compile(List.of(source), given).errors().isEmpty()) {
                broken.add(part);
            }
        }
        if (broken.isEmpty()) {
            throw new GraderFault(WORDS.get("compiler", unnamed.get(0).message()), null);
        }
        broken.forEach(part -> {
            CompileError first = unnamed.get(0);
            leaveOut(part, List.of(new CompileError(part.file(), first.message(), first.text())));
            sources.remove(part.name());
        });
    }

    private void leaveOut(Assignment.Part part, List<CompileError> own) {
        errors.put(part.name(), own);
        StringBuilder messages = new StringBuilder();
        for (CompileError error : own) {
            if (messages.length() <= MAX_MESSAGE) {
                messages.append(messages.isEmpty() ? "" : "\n")
                        .append(error.line())
                        .append(": ")
                        .append(error.message());
            }
        }
        problems.put(part.name(), WORDS.get("not-compiled", part.file(), messages));
    }
}
