package netprog.grading;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import netprog.grading.SourceCompiler.Source;

/**
 * An assignment's module without a build: the graded tests, the stubs and the given classes are compiled from their sources
 * into {@code target/netprog-test}, and used again until a source changes. What an IDE or Maven has compiled is not looked at:
 * it may be older than the sources, or come from a compiler that goes on after errors.
 */
final class GradedSources {
    private static final String SERVICE = "META-INF/services/" + Assignment.class.getName();

    private final Path module;
    private final List<Path> libraries;
    private final Path classes;

    private GradedSources(Path module, List<Path> libraries, Path classes) {
        this.module = module;
        this.libraries = libraries;
        this.classes = classes;
    }

    /**
     * Compiles what is not compiled yet.
     *
     * @param module the folder of the module
     * @param libraries jars that the tests and the student's files may use
     * @param engine the jar with the engine and JUnit, for the tests
     */
    static GradedSources compile(Path module, List<Path> libraries, Path engine) throws IOException {
        Path tests = module.resolve("src/test/java");
        Path pristine = pristine(module);
        List<Path> classpath = new ArrayList<>(libraries);
        classpath.add(engine);
        List<Path> all = new ArrayList<>(classpath);
        all.addAll(List.of(tests, pristine, service(module)));
        Path folder = module.resolve("target/netprog-test");
        Path classes =
                folder.resolve(Fingerprint.of(all) + "-" + Runtime.version().feature());
        if (!Files.isDirectory(classes)) {
            List<Source> sources = new ArrayList<>(sources(module, pristine, false));
            sources.addAll(sources(module, tests, true));
            sources.add(source(module, tests.resolve(assignmentClass(module).replace('.', '/') + ".java")));
            SourceCompiler.Result result = SourceCompiler.compile(sources, classpath, List.of(tests));
            if (!result.errors().isEmpty()) {
                throw new GraderFault(
                        ScoreSheet.WORDS.get(
                                "tests-not-compiled", result.errors().get(0).text()),
                        null);
            }
            keep(result, folder, classes);
        }
        return new GradedSources(module, libraries, classes);
    }

    /**
     * The files as they were handed out: the student edition has a copy of them, because the student works in the others. The
     * staff's stubs are those in the main folder themselves.
     */
    private static Path pristine(Path module) {
        Path copy = module.resolve("src/stubs");
        return Files.isDirectory(copy) ? copy : module.resolve("src/main/java");
    }

    private static Path service(Path module) {
        return module.resolve("src/test/resources").resolve(SERVICE);
    }

    private static String assignmentClass(Path module) throws IOException {
        return Files.readString(service(module)).strip();
    }

    /** Reads the sources below a folder: all of them, or those with graded tests. */
    private static List<Source> sources(Path module, Path folder, boolean graded) throws IOException {
        List<Source> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                Source source = source(module, file);
                if (!graded || source.text().contains("@Graded(")) {
                    sources.add(source);
                }
            }
        }
        return sources;
    }

    private static Source source(Path module, Path file) throws IOException {
        String shown = module.getParent().relativize(file).toString();
        return new Source(file.getFileName().toString(), shown, Files.readString(file));
    }

    /** Two windows may do this at the same time: the folder appears with everything in it, and nobody else's is deleted. */
    private static void keep(SourceCompiler.Result result, Path folder, Path classes) throws IOException {
        Files.createDirectories(folder);
        Instant old = Instant.now().minus(Duration.ofDays(1));
        try (Stream<Path> others = Files.list(folder)) {
            for (Path other : others.toList()) {
                if (Files.getLastModifiedTime(other).toInstant().isBefore(old)) {
                    WorkFolder.delete(other);
                }
            }
        }
        Path unfinished = Files.createTempDirectory(folder, "new");
        result.write(unfinished);
        try {
            Files.move(unfinished, classes, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            WorkFolder.delete(unfinished);
            if (!Files.isDirectory(classes)) {
                throw e;
            }
        }
    }

    /** Returns what a student's files may use: the given classes, and the stubs. */
    List<Path> given() {
        List<Path> given = new ArrayList<>(List.of(classes, module.resolve("src/main/resources")));
        given.addAll(libraries);
        return given;
    }

    /** Returns a class loader for the graded tests. */
    URLClassLoader tests() throws IOException {
        List<Path> all = new ArrayList<>(given());
        all.add(module.resolve("src/test/resources"));
        URL[] urls = new URL[all.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = all.get(i).toUri().toURL();
        }
        return new URLClassLoader(urls, GradedSources.class.getClassLoader());
    }
}
