package netprog.autograder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import netprog.grading.CommandJar;

/** The files with which a platform runs {@code grade} without this project. */
final class GraderFiles {
    /** Where the hidden tests are; a jar for students' machines holds nothing that comes from there. */
    private static final String HIDDEN = "week04-login-assignment/src/hidden";

    private GraderFiles() {}

    /** Returns what is in the way of a jar without hidden tests, as the user reads it; null if nothing is. */
    static String problem(Path top) {
        return Files.isDirectory(top.resolve(HIDDEN))
                ? null
                : Autograder.MESSAGES.get("bundle.no-hidden", top.resolve(HIDDEN));
    }

    /** Writes the jar with the grader and the tests, and the one with the stubs and the given classes. */
    static void writeJars(Path top, Path folder, boolean hidden) throws IOException {
        Path grader = folder.resolve("netprog-grader.jar");
        Path own = CommandJar.jarOf(GraderFiles.class);
        if (hidden) {
            Files.copy(own, grader, StandardCopyOption.REPLACE_EXISTING);
        } else {
            copyVisible(own, grader, hiddenNames(top));
        }
        Path given = ScoreCommand.given(top).get(0);
        Files.copy(given, folder.resolve("week04-login-assignment.jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The classes (without {@code .class}) and resources that are made from the files of the hidden tests. */
    private static Set<String> hiddenNames(Path top) throws IOException {
        Set<String> names = new HashSet<>();
        for (String kind : new String[] {"java", "resources"}) {
            Path root = top.resolve(HIDDEN).resolve(kind);
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(Files::isRegularFile)
                        .map(file -> root.relativize(file).toString().replace('\\', '/'))
                        .forEach(name -> names.add(name.replaceFirst("\\.java$", "")));
            }
        }
        return names;
    }

    private static void copyVisible(Path from, Path to, Set<String> hidden) throws IOException {
        try (JarFile all = new JarFile(from.toFile());
                OutputStream out = Files.newOutputStream(to);
                ZipOutputStream jar = new ZipOutputStream(out)) {
            for (ZipEntry entry : all.stream().toList()) {
                String type = entry.getName().replaceFirst("(\\$[^/]*)?\\.class$", "");
                if (!hidden.contains(entry.getName()) && !hidden.contains(type)) {
                    jar.putNextEntry(new ZipEntry(entry.getName()));
                    all.getInputStream(entry).transferTo(jar);
                }
            }
        }
    }

    /** Writes one of our scripts, with values for what stands between two {@code @} in it. */
    static void writeScript(String name, Path file, Map<String, String> values) throws IOException {
        try (InputStream in = GraderFiles.class.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace("@" + value.getKey() + "@", value.getValue());
            }
            Files.writeString(file, text);
        }
    }

    /** The language of the results: that of the one who writes the grader. */
    static String language() {
        return Locale.getDefault().getLanguage().equals("ko") ? "ko" : "en";
    }
}
