package netprog.grading;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.sun.source.util.JavacTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import netprog.wire.Messages;

/** The compiler of this JDK, from memory to memory: a full disk or a missing folder is never taken for a mistake of a student's. */
final class SourceCompiler {
    private static final Messages HELP = new Messages("netprog.grading.compile", SourceCompiler.class);

    /** The language and the API of Java 17; a JDK 17 needs no list of what it had, which takes longer to read than to compile. */
    private static final List<String> RELEASE =
            Runtime.version().feature() == 17 ? List.of() : List.of("--release", "17");

    /** Where an import that is missing may come from. */
    private static final List<String> PACKAGES = List.of(
            "java.net",
            "java.io",
            "java.util",
            "java.nio.charset",
            "java.nio.file",
            "java.util.concurrent",
            "java.util.function",
            "java.nio",
            "java.time");

    private SourceCompiler() {}

    /**
     * A file to compile.
     *
     * @param name the file's name, such as {@code UserTable.java}
     * @param shown its path as the compiler's messages name it
     * @param text what is in it
     */
    record Source(String name, String shown, String text) {}

    /**
     * What the compiler says is wrong.
     *
     * @param file the file's name
     * @param line from 1; 0 if the compiler names none
     * @param column from 1; 0 if the compiler names none
     * @param message without the place
     * @param text as javac prints it: place, message, the source line with a caret, symbol and location
     * @param help a sentence about a mistake that is often made; empty if it is another one
     */
    record CompileError(
            String file,
            long line,
            long column,
            String message,
            @JsonIgnore String text,
            @JsonIgnore String help) {
        CompileError(String file, String message, String text) {
            this(file, 0, 0, message, text, "");
        }

        /** Returns what the student reads. */
        List<String> lines() {
            List<String> lines = new ArrayList<>(text.lines().toList());
            if (!help.isEmpty()) {
                lines.addAll(FailureMessage.lines("-> " + help).lines().toList());
            }
            return lines;
        }
    }

    /** Class files by their path, or the errors that prevented them. */
    record Result(Map<String, byte[]> classes, List<CompileError> errors) {
        void write(Path folder) throws IOException {
            for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                if (!Files.isDirectory(folder)) {
                    throw new NoSuchFileException(folder.toString()); // deleted behind our back: not to be made anew
                }
                Path file = folder.resolve(each.getKey());
                Files.createDirectories(file.getParent());
                Files.write(file, each.getValue());
            }
        }
    }

    /** Where sources are compiled: in this JVM, or elsewhere. */
    interface Compiler {
        /**
         * Compiles sources together.
         *
         * @param classpath what they may use
         */
        Result compile(Collection<Source> sources, List<Path> classpath) throws IOException;
    }

    /**
     * Compiles sources together.
     *
     * @param sources the files
     * @param classpath what they may use
     * @param sourcepath where the sources of other classes are that have to be compiled with them
     */
    static Result compile(Collection<Source> sources, List<Path> classpath, List<Path> sourcepath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new GraderFault(ScoreSheet.WORDS.get("no-compiler", System.getProperty("java.home")), null);
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        StringWriter other = new StringWriter(); // a compiler that breaks down prints a stack trace
        try (StandardJavaFileManager files =
                        compiler.getStandardFileManager(diagnostics, Locale.getDefault(), StandardCharsets.UTF_8);
                Memory memory = new Memory(files)) {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classpath);
            files.setLocationFromPaths(StandardLocation.SOURCE_PATH, sourcepath);
            List<String> options = new ArrayList<>(RELEASE);
            options.addAll(List.of(
                    "-proc:none",
                    "-nowarn",
                    "-Xlint:none",
                    sourcepath.isEmpty() ? "-implicit:none" : "-implicit:class",
                    "-XDstringConcat=inline"));
            boolean good = compiler.getTask(
                            other,
                            memory,
                            diagnostics,
                            options,
                            null,
                            sources.stream().map(SourceCompiler::file).toList())
                    .call();
            List<CompileError> errors = diagnostics.getDiagnostics().stream()
                    .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                    .map(SourceCompiler::error)
                    .toList();
            if (!good && errors.isEmpty()) {
                String last = other.toString().lines().findFirst().orElse("?");
                errors = List.of(new CompileError("", last, last));
            }
            return new Result(good ? memory.classes() : Map.of(), errors);
        }
    }

    /** Returns a task that parses a source; errors in it are ignored. */
    static JavacTask parser(Source source) {
        List<String> options = List.of("-proc:none", "-Xlint:none");
        return (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, new DiagnosticCollector<>(), options, null, List.of(file(source)));
    }

    private static JavaFileObject file(Source source) {
        return new SimpleJavaFileObject(URI.create("memory:///" + source.name()), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source.text();
            }

            @Override
            public String getName() {
                return source.shown();
            }
        };
    }

    private static CompileError error(Diagnostic<? extends JavaFileObject> error) {
        String file = error.getSource() == null
                ? ""
                : error.getSource().toUri().getPath().replaceFirst(".*/", "");
        return new CompileError(
                file,
                Math.max(0, error.getLineNumber()),
                Math.max(0, error.getColumnNumber()),
                error.getMessage(Locale.getDefault()),
                error.toString(),
                help(error));
    }

    private static String help(Diagnostic<? extends JavaFileObject> error) {
        String mistake = error.getCode().replaceFirst("^compiler\\.err\\.", "");
        String found = found(error);
        if (mistake.startsWith("cant.resolve")) {
            for (String packageName : PACKAGES) {
                if (found.matches("[A-Z]\\w*") && exists(packageName + "." + found)) {
                    return HELP.get("import", found, packageName);
                }
            }
        }
        return HELP.has(mistake) ? HELP.get(mistake, found) : "";
    }

    /** The name in the source that the error is about; empty if there is none. */
    private static String found(Diagnostic<? extends JavaFileObject> error) {
        try {
            int start = (int) error.getStartPosition();
            int end = (int) error.getEndPosition();
            return error.getSource() == null || start < 0 || end <= start
                    ? ""
                    : error.getSource()
                            .getCharContent(true)
                            .subSequence(start, end)
                            .toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean exists(String className) {
        try {
            Class.forName(className, false, ClassLoader.getPlatformClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) { // another case on a disk that has none
            return false;
        }
    }

    /** Keeps the class files in memory. */
    private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

        Memory(StandardJavaFileManager files) {
            super(files);
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new TreeMap<>();
            written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            String path = name.replace('.', '/') + kind.extension;
            return new SimpleJavaFileObject(URI.create("memory:///" + path), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    written.put(path, bytes);
                    return bytes;
                }
            };
        }
    }
}
