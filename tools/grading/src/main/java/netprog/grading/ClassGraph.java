package netprog.grading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which of the student's classes use which, and so which parts a change can touch. */
final class ClassGraph {
    private final String prefix;
    private final List<String> parts;
    private final Map<String, String> files = new TreeMap<>(); // the bytes of a class file as characters, by its name

    private ClassGraph(Assignment assignment) {
        prefix = assignment.packageName().replace('.', '/') + "/";
        parts = assignment.parts().stream().map(Assignment.Part::name).toList();
    }

    /** Reads the class files in the student's package below a folder. */
    static ClassGraph read(Path classes, Assignment assignment) throws IOException {
        ClassGraph graph = new ClassGraph(assignment);
        Path folder = classes.resolve(graph.prefix);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : all.toList()) {
                    String name = file.getFileName().toString().replaceFirst("\\.class$", "");
                    graph.files.put(name, Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return graph;
    }

    /** Returns what a part consists of: its class and those that it uses, apart from other parts. */
    Map<String, String> own(String part) {
        return reach(part, false);
    }

    /** Returns everything that a part can run: its own classes, and the other parts that it uses. */
    Map<String, String> all(String part) {
        return reach(part, true);
    }

    /** Returns the other parts that a part uses, compiled or not. */
    Collection<String> uses(String part) {
        Set<String> used = new TreeSet<>(all(part).keySet());
        used.retainAll(parts);
        used.remove(part);
        return used;
    }

    private Map<String, String> reach(String part, boolean others) {
        Map<String, String> reached = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(List.of(part));
        while (!open.isEmpty()) {
            String name = open.remove();
            String file = files.getOrDefault(name, ""); // none: the stub stands in for it
            if (reached.put(name, file) == null) {
                Stream.concat(files.keySet().stream(), parts.stream())
                        .filter(other -> others || !parts.contains(other))
                        .filter(other -> file.contains(prefix + other))
                        .forEach(open::add);
            }
        }
        return reached;
    }
}
