package netprog.autograder;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import netprog.grading.Assignment;
import netprog.grading.WorkFolder;

/** Compares the submissions with each other: JPlag, a program that the user has. It reads the sources, and runs none. */
final class JPlag {
    private static final String VARIABLE = "JPLAG"; // a program or a jar
    private static final String RESULT = "similar";
    private static final int MAX_MINUTES = 30;

    private final List<String> command;

    private JPlag(List<String> command) {
        this.command = command;
    }

    /**
     * Finds it.
     *
     * @throws Intake.Refusal if it is not there
     */
    static JPlag find() throws Intake.Refusal {
        String named = System.getenv(VARIABLE);
        if (named != null && !named.isEmpty()) {
            Path file = Path.of(named);
            if (!Files.isRegularFile(file)) {
                throw new Intake.Refusal("grade.similar.file", named);
            }
            String path = file.toAbsolutePath().toString();
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            return new JPlag(named.endsWith(".jar") ? List.of(java, "-jar", path) : List.of(path));
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "jplag"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new JPlag(List.of(program.toString())))
                .orElseThrow(() -> new Intake.Refusal("grade.similar.none"));
    }

    /**
     * Compares what was graded.
     *
     * @param out the folder of the results, which gets JPlag's
     * @param stubs the folder with the files as students get them: what is the same there is no similarity
     * @return the name of JPlag's result in that folder
     * @throws IOException with JPlag's last line, if there is no result
     */
    String compare(Assignment assignment, List<Verdict> verdicts, Path out, Path stubs)
            throws IOException, InterruptedException {
        for (String old : results()) {
            Files.deleteIfExists(out.resolve(old));
        }
        try (WorkFolder work = WorkFolder.create()) {
            Path submissions = Files.createDirectory(work.path().resolve("submissions"));
            for (Verdict verdict : verdicts) {
                copy(out.resolve(verdict.name()).resolve(GradeCommand.FILES), submissions.resolve(verdict.name()));
            }
            Path base = Files.createDirectory(work.path().resolve("base"));
            for (Assignment.Part part : assignment.parts()) {
                if (Files.exists(stubs.resolve(part.file()))) {
                    Files.copy(stubs.resolve(part.file()), base.resolve(part.file()));
                }
            }
            List<String> words = new ArrayList<>(List.of("-l", "java", "-bc", base.toString()));
            words.addAll(List.of("-r", out.resolve(RESULT).toAbsolutePath().toString()));
            if (run(work.path(), List.of("--help")).contains("--mode")) { // from version 6 on; else it opens a browser
                words.addAll(List.of("--mode", "RUN"));
            }
            words.add(submissions.toString());
            String said = run(work.path(), words);
            return results().stream()
                    .filter(name -> Files.exists(out.resolve(name)))
                    .findFirst()
                    .orElseThrow(() -> new IOException(
                            said.lines().reduce((line, next) -> next).orElse("")));
        }
    }

    /** The names that versions of JPlag give to a result. */
    private static List<String> results() {
        return List.of(RESULT + ".jplag", RESULT + ".zip");
    }

    private static void copy(Path files, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> all = Files.list(files)) {
            for (Path file : all.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** Runs it to its end, and returns what it prints. */
    private String run(Path folder, List<String> arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.addAll(arguments);
        Path log = folder.resolve("jplag.log");
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Thread atExit = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(atExit);
        process.getOutputStream().close();
        if (!process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)) {
            end(process);
            throw new IOException(Autograder.MESSAGES.get("grade.similar.late", MAX_MINUTES));
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
