package netprog.grading;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a child JVM is started.
 *
 * @param java the words in front of the main class; the class path that they set holds the engine and the assignment
 * @param classpath of the student's programs, as the child sees it
 * @param sandboxed whether the words start a sandbox: nothing but its own programs can then end the child, and it gets no
 *     environment
 */
public record ChildCommand(List<String> java, String classpath, boolean sandboxed) {
    /**
     * Starts the Java of this JVM with its class path.
     *
     * @param stays whether the child serves many runs: only then is it worth to compile what is called often once more
     */
    static ChildCommand here(Assignment assignment, List<Path> classpath, boolean stays) {
        // A launcher may have loaded the engine and the assignment from jars that are not on its own class path.
        List<String> own = new ArrayList<>(List.of(
                CommandJar.jarOf(ChildMain.class).toString(),
                CommandJar.jarOf(assignment.getClass()).toString()));
        if (assignment.getClass().getClassLoader() instanceof URLClassLoader loader) { // and what its programs use
            for (URL url : loader.getURLs()) {
                own.add(CommandJar.path(url).toString());
            }
        }
        own.add(System.getProperty("java.class.path"));
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=" + (stays ? 4 : 1),
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xms16m", // it stays, and need not take what it does not use
                "-Xmx512m",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                String.join(File.pathSeparator, own));
        String students = classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return new ChildCommand(java, students, false);
    }
}
