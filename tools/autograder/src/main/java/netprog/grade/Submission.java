package netprog.grade;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    private static final long MOST_BYTES = 1 << 20; // of one file
    private static final int MOST_LETTERS = 800; // of the compiler's words on one file

    private final Path classes;
    private final Map<String, String> troubles = new TreeMap<>();

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
        for (Map.Entry<String, Path> found : find(folder).entrySet()) {
            String file = found.getKey();
            if (found.getValue() == null) {
                submission.troubles.put(part(file), Autograder.MESSAGES.get("missing", file));
            } else if (Files.size(found.getValue()) > MOST_BYTES) {
                submission.troubles.put(part(file), Autograder.MESSAGES.get("too-large", file));
            } else {
                Files.writeString(sources.resolve(file), text(Files.readAllBytes(found.getValue())));
                good.add(file);
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
        return submission;
    }

    static String part(String file) {
        return file.substring(0, file.length() - ".java".length());
    }

    /** Finds each file, the one that lies highest where there are several; null where there is none. */
    private static Map<String, Path> find(Path folder) throws IOException {
        Map<String, Path> found = new LinkedHashMap<>();
        FILES.forEach(file -> found.put(file, null));
        try (Stream<Path> all = Files.walk(folder, 20)) {
            all.filter(Files::isRegularFile)
                    .filter(path -> FILES.contains(path.getFileName().toString()))
                    .filter(path -> !path.toString().contains(File.separator + "target" + File.separator))
                    .sorted(java.util.Comparator.comparingInt(Path::getNameCount)
                            .thenComparing(Path::compareTo))
                    .forEach(path -> found.merge(path.getFileName().toString(), path, (first, other) -> first));
        }
        return found;
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
