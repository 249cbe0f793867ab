package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import netprog.wire.Program;

/** A folder as students have it: the assignment with its visible tests, and the commands of students; no build, no Maven. */
final class StudentProject {
    /** Only a busy machine needs as long. */
    static final Duration MINUTES = Program.TIMEOUT.multipliedBy(5);

    static final Path ASSIGNMENT = Path.of("week04-login-assignment");
    static final Path WORK = ASSIGNMENT.resolve("src/main/java/netprog/week04/login");

    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final Path REFERENCE = TOP.resolve("solutions/src/main/java/netprog/week04/login");
    private static final AtomicInteger PROJECTS = new AtomicInteger();

    private final Path top;

    private StudentProject(Path top) {
        this.top = top;
    }

    /** Makes one: some files are the reference's, the others stubs. */
    static StudentProject in(Path folder, String... solved) throws IOException {
        StudentProject project = new StudentProject(folder.resolve("학생 " + PROJECTS.incrementAndGet()));
        project.copy(ASSIGNMENT.resolve("src/main"), ASSIGNMENT.resolve("src/main"));
        project.copy(ASSIGNMENT.resolve("src/main/java"), ASSIGNMENT.resolve("src/stubs"));
        project.copy(ASSIGNMENT.resolve("src/test"), ASSIGNMENT.resolve("src/test"));
        Path jar = Path.of("week04-echo/target/week04-echo.jar");
        project.copy(jar, jar);
        for (String part : solved) {
            project.save(part, reference(part));
        }
        return project;
    }

    private void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(TOP.resolve(from))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = top.resolve(to)
                        .resolve(TOP.resolve(from).relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    static String reference(String part) throws IOException {
        return Files.readString(REFERENCE.resolve(part + ".java"));
    }

    Path file(String part) {
        return top.resolve(WORK).resolve(part + ".java");
    }

    Path resolve(Path path) {
        return top.resolve(path);
    }

    void save(String part, String text) throws IOException {
        Files.writeString(file(part), text);
    }

    void change(String part, String text, String by) throws IOException {
        String before = Files.readString(file(part));
        assertThat(before).contains(text);
        save(part, before.replace(text, by));
    }

    /** The command line that starts a command. */
    List<String> command(String... args) throws IOException {
        Path temporary = Files.createDirectories(top.resolve("tmp"));
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-Duser.language=en",
                "-Dsun.jnu.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary,
                "-Dnetprog.top=" + top,
                "-jar",
                TOP.resolve("tools/grading/target/grading.jar").toString()));
        all.addAll(List.of(args));
        return all;
    }

    Program start(String... args) throws IOException {
        return Program.start(command(args).toArray(new String[0]));
    }

    /** Checks that no command has left a temporary file. */
    void leavesNothing() throws IOException {
        try (Stream<Path> left = Files.list(top.resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }
}
