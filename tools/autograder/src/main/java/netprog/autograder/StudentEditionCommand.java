package netprog.autograder;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import netprog.grading.WorkFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the student edition: Maven's Assembly plugin makes the folder, and packs it. */
@Command(name = "student-edition")
final class StudentEditionCommand implements Callable<Integer> {
    private final Path top;

    @Option(names = "--git", descriptionKey = "git")
    private boolean git;

    @Option(names = "--with-repository", descriptionKey = "with-repository")
    private boolean withRepository;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    StudentEditionCommand(Path top) {
        this.top = top;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter errors = spec.commandLine().getErr();
        Path folder = top.resolve("target/netprog-student");
        Path zip = top.resolve("target/netprog-student.zip");
        if (Files.exists(folder)) {
            WorkFolder.delete(folder);
        }
        Files.deleteIfExists(zip);
        if (!maven(top, "-N", "assembly:single@student-edition")) {
            return 1;
        }
        if (withRepository) {
            errors.println(Autograder.MESSAGES.get("edition.repository"));
            if (!addRepository(folder)) {
                return 1;
            }
        }
        if (!maven(top, "-N", "assembly:single@student-zip")) {
            return 1;
        }
        if (git && !commit(folder)) {
            return 1;
        }
        spec.commandLine().getOut().println(Autograder.MESSAGES.get("edition", folder, zip));
        return 0;
    }

    /** Tests once with an empty repository inside the folder: what Maven then has is what it needs. */
    private boolean addRepository(Path folder) throws IOException, InterruptedException {
        Path repository = folder.resolve("repository");
        if (!maven(folder, "-Dmaven.repo.local=" + repository, "package")) {
            return false;
        }
        try (Stream<Path> files = Files.walk(repository)) {
            // Where an artifact was fetched from is this machine's business; without the note any machine may use it.
            for (Path note :
                    files.filter(f -> f.endsWith("_remote.repositories")).toList()) {
                Files.delete(note);
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path target : files.filter(f -> f.endsWith("target") && Files.exists(f.resolveSibling("pom.xml")))
                    .toList()) {
                WorkFolder.delete(target);
            }
        }
        Files.writeString(
                folder.resolve(".mvn/maven.config"), "-Dmaven.repo.local=repository\n", StandardOpenOption.APPEND);
        return true;
    }

    private boolean commit(Path folder) throws IOException, InterruptedException {
        Path log = top.resolve("target/netprog-student.log");
        List<String> commit = new ArrayList<>(List.of("git"));
        if (run(folder, log, List.of("git", "var", "GIT_COMMITTER_IDENT")) != 0) {
            // Who has never told git a name, as on a fresh machine, gets the edition too.
            commit.addAll(List.of("-c", "user.name=netprog", "-c", "user.email=netprog@localhost"));
        }
        commit.addAll(List.of("commit", "-q", "-m", "The student edition of netprog"));
        List<List<String>> commands = List.of(
                List.of("git", "init", "-q", "-b", "main"),
                // Whatever this user ignores elsewhere, such as *.jar, belongs into the edition.
                List.of("git", "-c", "core.excludesFile=", "add", "-A"),
                commit);
        for (List<String> command : commands) {
            if (run(folder, log, command) != 0) {
                String said = Files.readString(log).strip();
                spec.commandLine().getErr().println(Autograder.MESSAGES.get("edition.git", said.replace('\n', ' ')));
                return false;
            }
        }
        return true;
    }

    private boolean maven(Path folder, String... args) throws IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> command = new ArrayList<>(List.of(windows ? "mvn.cmd" : "mvn", "-q", "-B"));
        command.addAll(List.of(args));
        Path log = top.resolve("target/netprog-student.log");
        if (run(folder, log, command) != 0) {
            spec.commandLine().getErr().println(Autograder.MESSAGES.get("edition.maven", log));
            return false;
        }
        return true;
    }

    private static int run(Path folder, Path log, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.getOutputStream().close();
        return process.waitFor();
    }
}
