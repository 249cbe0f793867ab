package netprog.autograder;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The six files of a student, or some of them, compiled: where one is missing or does not compile, the stub stands in for it,
 * so that the other parts keep their points.
 */
final class Submission {
    /** The files that a submission consists of, and nothing else. */
    static final List<String> FILES = List.of(
            "LoginRequest.java",
            "UserTable.java",
            "TcpLoginServer.java",
            "TcpLoginClient.java",
            "UdpLoginServer.java",
            "UdpLoginClient.java");

    private static final String PACKAGE = "netprog.week04.login";
    private static final Pattern PACKAGE_LINE = Pattern.compile("\\bpackage\\s+([\\w.]+)\\s*;");
    private static final long MOST_BYTES = 1 << 20; // of one file
    private static final int MOST_LETTERS = 800; // of the compiler's words on one file

    private final Path classes;
    private final Map<String, String> troubles = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    private Submission(Path classes) {
        this.classes = classes;
    }

    /** The folder with the compiled classes. */
    Path classes() {
        return classes;
    }

    /** Why a part has no program of the student's: by the part's name, in words. */
    Map<String, String> troubles() {
        return troubles;
    }

    /** What the reader of the score should know beside it, in words. */
    List<String> notes() {
        return notes;
    }

    /**
     * Finds and compiles the files.
     *
     * @param folder holds them, anywhere below it
     * @param work an empty folder for what is made
     * @param classpath what the files may use: the given classes and the stubs
     */
    static Submission compile(Path folder, Path work, List<Path> classpath) throws IOException {
        Path sources = Files.createDirectories(work.resolve("sources/netprog/week04/login"));
        Submission submission = new Submission(Files.createDirectories(work.resolve("classes")));
        Set<String> good = new TreeSet<>();
        Path root = folder.toRealPath(); // a link is not walked into
        Map<String, List<Path>> found = find(root);
        if (found.isEmpty()) {
            submission.notes.add(Autograder.MESSAGES.get("none", folder));
        }
        for (String file : FILES) {
            String trouble = submission.take(file, found.getOrDefault(file, List.of()), root, sources);
            if (trouble.isEmpty()) {
                good.add(file);
            } else {
                submission.troubles.put(part(file), trouble);
            }
        }
        // What does not compile is left out, the stub takes its place, and the rest is tried again.
        while (!good.isEmpty()) {
            Map<String, String> errors = submission.errors(good, sources, classpath);
            if (errors.isEmpty()) {
                break;
            }
            good.removeAll(errors.keySet());
            errors.forEach((file, words) ->
                    submission.troubles.put(part(file), Autograder.MESSAGES.get("not-compiled", file, words)));
        }
        for (String file : good) {
            Path compiled =
                    submission.classes.resolve(PACKAGE.replace('.', '/')).resolve(part(file) + ".class");
            if (!Files.exists(compiled)) {
                submission.troubles.put(part(file), Autograder.MESSAGES.get("no-class", file, part(file)));
            }
        }
        return submission;
    }

    static String part(String file) {
        return file.substring(0, file.length() - ".java".length());
    }

    /** Copies a file to the sources, in UTF-8; gives what is wrong with it in words, or nothing. */
    private String take(String file, List<Path> places, Path folder, Path sources) throws IOException {
        if (places.isEmpty()) {
            return Autograder.MESSAGES.get("missing", file);
        }
        Path place = places.get(0);
        if (places.size() > 1) {
            String others = String.join(
                    ", ",
                    places.stream()
                            .skip(1)
                            .map(folder::relativize)
                            .map(Path::toString)
                            .toList());
            notes.add(Autograder.MESSAGES.get("several", file, folder.relativize(place), others));
        }
        if (Files.size(place) > MOST_BYTES) {
            return Autograder.MESSAGES.get("too-large", file);
        }
        String text = text(Files.readAllBytes(place));
        Files.writeString(sources.resolve(file), text);
        List<String> packages =
                PACKAGE_LINE.matcher(text).results().map(line -> line.group(1)).toList();
        if (packages.contains(PACKAGE)) {
            return "";
        }
        return Autograder.MESSAGES.get("wrong-package", file, packages.isEmpty() ? "-" : packages.get(0), PACKAGE);
    }

    /** Finds the places of each file, the highest first; what lies in target or in a hidden folder does not count. */
    private static Map<String, List<Path>> find(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, 20)) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> FILES.contains(path.getFileName().toString()))
                    .filter(path -> isSource(folder.relativize(path)))
                    .sorted(Comparator.comparingInt(Path::getNameCount).thenComparing(Path::compareTo))
                    .collect(Collectors.groupingBy(path -> path.getFileName().toString()));
        }
    }

    private static boolean isSource(Path path) {
        for (Path name : path) {
            if (name.toString().equals("target") || name.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    /** Reads a source in UTF-8, with or without a byte order mark, or else in MS949, as Korean Windows writes it. */
    static String text(byte[] bytes) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("MS949"))) {
            try {
                String text =
                        charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
                return text.startsWith("\ufeff") ? text.substring(1) : text;
            } catch (CharacterCodingException e) {
                // The other one.
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Compiles the files together; gives the compiler's words on each file that is at fault, and nothing if all is well. */
    private Map<String, String> errors(Set<String> files, Path sources, List<Path> classpath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Locale locale = Locale.getDefault();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(diagnostics, locale, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-nowarn",
                    "-Xlint:none",
                    "-implicit:none",
                    "--release",
                    "17",
                    "-sourcepath",
                    "",
                    "-d",
                    classes.toString(),
                    "-cp",
                    join(classpath));
            List<Path> paths = files.stream().map(sources::resolve).toList();
            boolean good = compiler.getTask(
                            null, manager, diagnostics, options, null, manager.getJavaFileObjectsFromPaths(paths))
                    .call();
            Map<String, String> errors = new TreeMap<>();
            for (Diagnostic<? extends JavaFileObject> each : diagnostics.getDiagnostics()) {
                if (each.getKind() == Diagnostic.Kind.ERROR && each.getSource() != null) {
                    String file =
                            Path.of(each.getSource().toUri()).getFileName().toString();
                    String words = each.getLineNumber() + ": " + each.getMessage(locale);
                    errors.merge(file, words, (one, other) -> one.length() > MOST_LETTERS ? one : one + "\n" + other);
                }
            }
            if (!good && errors.isEmpty()) {
                files.forEach(file -> errors.put(file, "?")); // the compiler gave up without naming a file
            }
            return errors;
        }
    }

    static String join(List<Path> classpath) {
        return String.join(
                File.pathSeparator, classpath.stream().map(Path::toString).toList());
    }

    /** The class path of the student's program: its own classes, then the stubs and what is given. */
    List<Path> classpath(List<Path> given) {
        List<Path> all = new ArrayList<>(List.of(classes));
        all.addAll(given);
        return all;
    }
}
