package netprog.autograder;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import netprog.grading.WorkFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes the student edition from the last commit, never from the working folder, where a solved stub may lie. Maven's Assembly
 * plugin makes the folder, and packs it.
 */
@Command(name = "student-edition")
final class StudentEditionCommand implements Callable<Integer> {
    private static final int MAX_NAMES = 5;

    /** What documents and poms say to the staff alone. */
    private static final Pattern STAFF_ONLY =
            Pattern.compile("[ \\t]*<!-- staff only -->.*?<!-- end of staff only -->", Pattern.DOTALL);

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

    /** A reason for which there is no edition, as the user reads it. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        Refusal(String key, Object... values) {
            super(Autograder.MESSAGES.get(key, values));
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter errors = spec.commandLine().getErr();
        Path folder = top.resolve("target/netprog-student");
        Path zip = top.resolve("target/netprog-student.zip");
        Path commit = top.resolve("target/netprog-student-source");
        try {
            for (Path old : List.of(folder, zip, commit)) {
                if (Files.exists(old)) {
                    WorkFolder.delete(old);
                }
            }
            checkOut(commit);
            requireToDos(commit);
            maven(commit, "-N", "assembly:single@student-edition");
            Files.move(commit.resolve("target/netprog-student"), folder);
            removeStaffOnly(folder);
            if (withRepository) {
                errors.println(Autograder.MESSAGES.get("edition.repository"));
                addRepository(folder);
            }
            Files.move(folder, commit.resolve("target/netprog-student")); // where the descriptor looks for it
            maven(commit, "-N", "assembly:single@student-zip");
            Files.move(commit.resolve("target/netprog-student"), folder);
            Files.move(commit.resolve("target/netprog-student.zip"), zip, StandardCopyOption.REPLACE_EXISTING);
            WorkFolder.delete(commit);
            if (git) {
                commit(folder);
            }
        } catch (Refusal e) {
            errors.println(e.getMessage());
            return 1;
        }
        spec.commandLine().getOut().println(Autograder.MESSAGES.get("edition", folder, zip));
        return 0;
    }

    /** Writes the files of the last commit into a folder. */
    private void checkOut(Path folder) throws Refusal, IOException, InterruptedException {
        if (!Files.exists(top.resolve(".git"))) {
            throw new Refusal("edition.no-repository", top);
        }
        List<String> changed = names(git(top, "status", "--porcelain", "--untracked-files=no"));
        if (!changed.isEmpty()) {
            throw new Refusal("edition.changed", String.join(", ", changed));
        }
        List<String> unknown = names(git(top, "status", "--porcelain"));
        if (!unknown.isEmpty()) {
            spec.commandLine().getErr().println(Autograder.MESSAGES.get("edition.unknown", String.join(", ", unknown)));
        }
        Path index = Files.createDirectories(folder).resolve("index");
        Map<String, String> ownIndex = Map.of("GIT_INDEX_FILE", index.toString());
        git(top, ownIndex, "read-tree", "HEAD");
        git(top, ownIndex, "checkout-index", "--all", "--prefix=" + folder + "/");
        Files.delete(index);
    }

    /** The first names in the output of git status. */
    private static List<String> names(String status) {
        List<String> names = new ArrayList<>(
                status.lines().map(line -> line.substring(3)).limit(MAX_NAMES).toList());
        if (status.lines().count() > MAX_NAMES) {
            names.add("...");
        }
        return names;
    }

    /** Each file of the reference has a stub of the same name, and that one has to be unsolved. */
    private void requireToDos(Path commit) throws Refusal, IOException {
        Path solutions = commit.resolve("solutions/src/main/java");
        try (Stream<Path> files = Files.walk(solutions)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Path stub =
                        commit.resolve("week04-login-assignment/src/main/java").resolve(solutions.relativize(file));
                if (!Files.exists(stub) || !Files.readString(stub).contains("throw new Todo(")) {
                    throw new Refusal("edition.no-to-do", commit.relativize(stub));
                }
            }
        }
    }

    private static void removeStaffOnly(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().matches(".*\\.(md|xml)")).toList()) {
                String text = Files.readString(file);
                String rest = STAFF_ONLY.matcher(text).replaceAll("");
                if (!rest.equals(text)) {
                    Files.writeString(file, rest);
                }
            }
        }
    }

    /** Tests once with an empty repository inside the folder: what Maven then has is what it needs. */
    private void addRepository(Path folder) throws Refusal, IOException, InterruptedException {
        Path repository = folder.resolve("repository");
        maven(folder, "-Dmaven.repo.local=" + repository, "package");
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
        try (Stream<Path> files = Files.walk(folder)) { // Maven reads the one of the folder in which it is started
            for (Path config :
                    files.filter(f -> f.endsWith(".mvn/maven.config")).toList()) {
                Path way = config.getParent().getParent().relativize(repository);
                String option = "-Dmaven.repo.local=" + way.toString().replace('\\', '/') + "\n";
                Files.writeString(config, option, StandardOpenOption.APPEND);
            }
        }
    }

    /** Makes the folder a repository of one commit, whatever this user's git is set to do at a commit. */
    private void commit(Path folder) throws Refusal, IOException, InterruptedException {
        git(folder, "init", "-q", "--template=", "-b", "main");
        // Files that this user ignores elsewhere, such as *.jar, belong to the edition.
        git(folder, "-c", "core.excludesFile=", "-c", "core.safecrlf=false", "add", "--all");
        git(folder, "update-index", "--chmod=+x", "netprog"); // Windows knows no such bit
        List<String> commit = new ArrayList<>(List.of("-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false"));
        try {
            git(folder, "var", "GIT_COMMITTER_IDENT");
        } catch (Refusal e) { // nobody has told git a name, as on a fresh machine
            commit.addAll(List.of("-c", "user.name=netprog", "-c", "user.email=netprog@localhost"));
        }
        commit.addAll(List.of("commit", "-q", "--no-verify", "-m", "The student edition of netprog"));
        git(folder, commit.toArray(new String[0]));
    }

    private String git(Path folder, String... args) throws Refusal, IOException, InterruptedException {
        return git(folder, Map.of(), args);
    }

    private String git(Path folder, Map<String, String> environment, String... args)
            throws Refusal, IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.quotePath=false"));
        command.addAll(Arrays.asList(args));
        try {
            return run(folder, environment, command);
        } catch (UncheckedIOException e) {
            throw new Refusal("edition.no-git");
        } catch (IOException e) {
            throw new Refusal("edition.git", e.getMessage().replaceAll("\\R", " "));
        }
    }

    private void maven(Path folder, String... args) throws Refusal, IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> command = new ArrayList<>(List.of(windows ? "mvn.cmd" : "mvn", "-q", "-B"));
        command.addAll(List.of(args));
        Path log = top.resolve("target/netprog-student.log");
        try {
            run(folder, Map.of(), command);
        } catch (UncheckedIOException e) {
            throw new Refusal("edition.no-maven");
        } catch (IOException e) {
            Files.writeString(log, e.getMessage());
            throw new Refusal("edition.maven", log);
        }
    }

    /**
     * Runs a program and returns what it prints.
     *
     * @throws UncheckedIOException if it cannot be started
     * @throws IOException with what it printed, if its status is not 0
     */
    private static String run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.getOutputStream().close();
        byte[] printed = process.getInputStream().readAllBytes();
        String charset = System.getProperty("native.encoding", "UTF-8");
        String text = new String(printed, Charset.forName(charset));
        if (process.waitFor() != 0) {
            throw new IOException(text.strip());
        }
        return text;
    }
}
