package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import netprog.grading.Assignment;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The student edition: what is in it, and what a student meets who unpacks it and begins to work. */
class StudentEditionIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final Path HIDDEN = TOP.resolve("week04-login-assignment/src/hidden");
    private static final Path REFERENCE = TOP.resolve("solutions/src/main/java/netprog/week04/login");
    private static final String STUBS = "week04-login-assignment/src/main/java/netprog/week04/login/";
    private static final List<String> SIX = Assignment.in(StudentEditionIT.class.getClassLoader()).parts().stream()
            .map(Assignment.Part::file)
            .toList();
    private static final Duration MINUTES = Program.TIMEOUT.multipliedBy(8);

    /** In a line of its own in a block for a shell, or between backticks. */
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^((?:\\./netprog|mvn|java -jar|echo) .*)$|`((?:\\./netprog|mvn|java -jar) [^`]+)`");

    /** What servers, {@code watch} and {@code sockets --watch} print when they are ready. */
    private static final Pattern GOES_ON = Pattern.compile("(?m)^(listening on |saved |PROTOCOL )");

    @TempDir
    private static Path folder;

    /** A repository of one commit with the files that this one has now. */
    private static Path course;

    /** The folder that was written from it. */
    private static Path edition;

    /** The files of the zip, by their names below its one folder. */
    private static final Map<String, byte[]> FILES = new TreeMap<>();

    @BeforeAll
    static void makeIt() throws IOException {
        course = Files.createDirectory(folder.resolve("course"));
        try (Stream<Path> files = Files.walk(TOP)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = TOP.relativize(file).toString();
                if (!name.matches("(.*/)?(target|\\.git)/.*")) {
                    Path copy = course.resolve(name);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        write("week05-new/src/main/java/NextYear.java", "class NextYear {}");
        write("week05-new/src/test/java/NextYearTest.java", "class NextYearTest {}");
        git("init", "-q");
        git("add", "--all");
        git("commit", "-q", "-m", "course");

        // What lies about in a lecturer's folder.
        write(STUBS + "TcpLoginServer.java~", "solved");
        write(STUBS + "TcpLoginServer.java.orig", "solved");
        write(STUBS + ".TcpLoginServer.java.swp", "solved");
        write("docs/lab/notes.md", "who copied from whom");
        try (Program command = studentEdition("--git")) {
            assertThat(command.awaitExit(MINUTES)).as(command.toString()).isZero();
            assertThat(command.errors()).contains("left out").contains("docs/lab/notes.md");
        }
        edition = Files.move(course.resolve("target/netprog-student"), folder.resolve("edition"));
        for (String file : List.of(
                STUBS + "TcpLoginServer.java~",
                STUBS + "TcpLoginServer.java.orig",
                STUBS + ".TcpLoginServer.java.swp",
                "docs/lab/notes.md")) {
            Files.delete(course.resolve(file));
        }
        try (ZipFile zip =
                new ZipFile(course.resolve("target/netprog-student.zip").toFile())) {
            for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                try (InputStream content = zip.getInputStream(entry)) {
                    FILES.put(entry.getName().replaceFirst("^netprog-student/", ""), content.readAllBytes());
                }
            }
        }
    }

    private static void write(String name, String text) throws IOException {
        Path file = course.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Program studentEdition(String... options) throws IOException {
        Path jar = TOP.resolve("tools/autograder/target/autograder.jar");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-Duser.language=en", "-Dnetprog.top=" + course));
        command.addAll(List.of("-jar", jar.toString(), "student-edition"));
        command.addAll(List.of(options));
        return Program.start(asGitUser(new ProcessBuilder(command)));
    }

    /** A user who has told git no name, and that every commit is to be signed and to run a hook. */
    private static ProcessBuilder asGitUser(ProcessBuilder command) throws IOException {
        Path hook = folder.resolve("hooks/pre-commit");
        if (!Files.exists(hook)) {
            Files.createDirectories(hook.getParent());
            Files.writeString(hook, "#!/bin/sh\nexit 1\n");
            assertThat(hook.toFile().setExecutable(true)).isTrue();
            Files.writeString(
                    folder.resolve("gitconfig"),
                    "[commit]\n gpgsign = true\n[core]\n hooksPath = " + hook.getParent() + "\n");
        }
        command.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        command.environment()
                .put("GIT_CONFIG_GLOBAL", folder.resolve("gitconfig").toString());
        return command;
    }

    private static String git(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=x", "-c", "user.email=x@localhost"));
        command.addAll(List.of("-c", "commit.gpgSign=false", "-c", "core.hooksPath=/dev/null"));
        command.addAll(List.of(args));
        return said(new ProcessBuilder(command).directory(course.toFile()));
    }

    @Test
    void nothingOfTheStaffsIsInIt() throws IOException {
        assertThat(FILES.keySet())
                .contains("pom.xml", "netprog", "netprog.cmd", ".github/workflows/score.yml", "tools/netlab/pom.xml")
                .contains("week04-login-assignment/src/test/java/netprog/week04/login/TcpLoginServerTest.java")
                .filteredOn(name -> !name.startsWith("tools/grading/src/main/")) // the engine knows hidden tests
                .noneMatch(name -> name.matches("(?i).*(hidden|solution|autograder|benchmark|submission|measure).*"))
                .noneMatch(name -> name.matches(".*(\\.class|\\.jar|/target/.*)"));
        List<String> secrets = secrets();
        assertThat(secrets).hasSizeGreaterThan(100);
        List<String> found = new ArrayList<>();
        FILES.forEach((name, content) -> {
            String text = new String(content, StandardCharsets.UTF_8);
            secrets.stream().filter(text::contains).forEach(secret -> found.add(name + ": " + secret));
        });
        assertThat(found).isEmpty();
        for (String file : SIX) {
            assertThat(new String(FILES.get(STUBS + file), StandardCharsets.UTF_8))
                    .as(file)
                    .contains("throw new Todo(");
        }
    }

    @Test
    void onlyWhatIsCommittedIsInIt() {
        assertThat(FILES.keySet())
                .noneMatch(name -> name.matches(".*(~|\\.orig|\\.swp)"))
                .doesNotContain("docs/lab/notes.md");
    }

    @Test
    void aNewWeekIsInItWithoutItsTests() {
        assertThat(FILES.keySet())
                .contains("week05-new/src/main/java/NextYear.java")
                .doesNotContain("week05-new/src/test/java/NextYearTest.java");
    }

    @Test
    void namesNothingThatIsNotInIt() throws IOException {
        String check = TOP.resolve("tools/check-docs").toString();
        assertThat(said(new ProcessBuilder(check, edition.toString()))).contains("nothing to find fault with");
        Pattern ours = Pattern.compile(
                "solutions|autograder|LabSheets|FourPairsIT|\\.ci/run|check-docs|src/hidden|staff only");
        List<String> found = new ArrayList<>();
        FILES.forEach((name, content) -> {
            String text = new String(content, StandardCharsets.UTF_8);
            if (name.matches(".*\\.(md|xml|ya?ml|json|txt|config)|netprog.*")) {
                ours.matcher(text).results().forEach(match -> found.add(name + ": " + match.group()));
            }
            if (name.endsWith("pom.xml")) {
                Pattern.compile("<module>(.*?)</module>")
                        .matcher(text)
                        .results()
                        .forEach(module -> assertThat(FILES).containsKey(module.group(1) + "/pom.xml"));
            }
        });
        assertThat(found).isEmpty();
    }

    @Test
    void theFolderIsAGitRepositoryOfOneCommit() throws IOException {
        List<String> git = List.of("git", "-C", edition.toString());
        assertThat(said(git, "rev-list", "--count", "HEAD")).isEqualTo("1\n");
        assertThat(said(git, "ls-files", "-z").split("\0")).hasSameSizeAs(FILES.keySet());
        assertThat(said(git, "ls-files", "--stage", "netprog")).startsWith("100755 ");
    }

    @Tag("full")
    @Test
    void thereIsNoneOfAFolderThatDiffersFromTheLastCommit() throws IOException {
        String stub = STUBS + "UserTable.java";
        String unsolved = Files.readString(course.resolve(stub));
        Files.copy(REFERENCE.resolve("UserTable.java"), course.resolve(stub), StandardCopyOption.REPLACE_EXISTING);
        assertThat(refusal()).contains(stub).contains("Commit or undo");
        git("commit", "-q", "-a", "-m", "solved");
        assertThat(refusal()).contains(stub).contains("has no to-do");
        write(stub, unsolved);
        git("commit", "-q", "-a", "-m", "unsolved again");
        Files.move(course.resolve(".git"), folder.resolve("no-git"));
        try {
            assertThat(refusal()).contains("is not a git repository");
        } finally {
            Files.move(folder.resolve("no-git"), course.resolve(".git"));
        }
    }

    /** The line that says why there is no edition. An older edition is not left in its place. */
    private static String refusal() throws IOException {
        Path older = course.resolve("target/netprog-student.zip");
        write("target/netprog-student.zip", "older");
        try (Program refused = studentEdition()) {
            assertThat(refused.awaitExit()).as(refused.toString()).isEqualTo(1);
            assertThat(refused.errors().lines()).hasSize(1);
            assertThat(older).doesNotExist();
            return refused.errors();
        }
    }

    @Test
    @Tag("full")
    void aStudentWorksFromNothingTo60() throws IOException {
        // A folder as many have it; where the file system takes no Korean letters the space is left.
        boolean korean = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
        Path home = folder.resolve(korean ? "학생 1" : "student 1");
        unpack(home);
        ProcessBuilder maven = new ProcessBuilder("mvn", "-o", "-B", "-q", "test").directory(home.toFile());
        try (Program test = Program.start(maven)) {
            assertThat(test.awaitExit(MINUTES)).as("%s", test).isZero();
            String output = test.output().replaceAll("\u001b\\[[\\d;]*m", ""); // some Mavens colour their last line
            assertThat(output).endsWith("\nScore: 0 of 60\n");
        }

        String untouched = test(home, 0);
        assertThat(untouched).contains("to do: step 1 of LoginRequest.parse").endsWith("\nScore: 0 of 60\n");

        for (String file : SIX) {
            Files.copy(REFERENCE.resolve(file), home.resolve(STUBS + file), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(test(home, 0)).endsWith("\nScore: 60 of 60\n");

        Path client = home.resolve(STUBS + "TcpLoginClient.java");
        Files.writeString(
                client, Files.readString(client).replace("askLogin(keyboard, screen)", "Frame.of(\"hello\")"));
        assertThat(test(home, 1))
                .contains("TcpLoginClient, task 4.1: ", "expected: \"id=hansung pass=computer\"", "\"hello\"", "Next: ")
                .contains("\nScore: 4")
                .containsPattern("TcpLoginServer +16 / 16");
        assertThat(home.resolve("week04-login-assignment/target/grade/summary.md"))
                .content()
                .startsWith("# Score: 4")
                .contains("TcpLoginClient, task 4.1: ");
    }

    /**
     * Each command that the documents print, in a network of its own: it ends with status 0 or 1, for it may have nobody to talk
     * to, or it goes on as a server does. Status 2 would be a complaint about its words.
     */
    @Test
    @Tag("full")
    void everyCommandOfTheDocumentsIsUnderstood() throws IOException {
        SystemProgram.find("unshare", "util-linux");
        Path home = folder.resolve("commands");
        unpack(home);
        try (Program build = Program.start(
                new ProcessBuilder("mvn", "-o", "-B", "-q", "-DskipTests", "package").directory(home.toFile()))) {
            assertThat(build.awaitExit(MINUTES)).as("%s", build).isZero();
        }
        Set<String> commands = new TreeSet<>();
        FILES.forEach((name, content) -> {
            if (name.endsWith(".md")) {
                COMMAND.matcher(new String(content, StandardCharsets.UTF_8).replace("\\\n", " "))
                        .results()
                        .map(StudentEditionIT::runnable)
                        .forEach(commands::add);
            }
        });
        assertThat(commands)
                .contains(
                        "./netprog demo",
                        "./netprog watch",
                        "./netprog help doctor",
                        "./netprog week03 tcp-client 127.0.0.1")
                .contains("mvn -o -B -pl week04-login-assignment -am test");
        SoftAssertions all = new SoftAssertions();
        for (String command : commands) {
            ProcessBuilder shell = new ProcessBuilder(
                    "unshare", "-n", "bash", "-c", "ip link set lo up; exec </dev/null; exec " + command);
            try (Program program = Program.start(shell.directory(home.toFile()))) {
                await().atMost(MINUTES)
                        .until(() -> !program.isAlive()
                                || GOES_ON.matcher(program.output()).find());
                if (!program.isAlive()) {
                    all.assertThat(program.awaitExit())
                            .as("%s: %s", command, program)
                            .isIn(0, 1);
                }
            }
        }
        all.assertAll();
    }

    /** A command without its placeholders; of a name alone, as in a table, the help is asked for. */
    private static String runnable(MatchResult command) {
        String words = (command.group(1) == null ? command.group(2) : command.group(1))
                .replaceAll("\\b(ADDRESS|주소)", "127.0.0.1")
                .replaceAll("\\b(MODE|방식)", "bridged")
                .replace("COMMAND", "doctor")
                .replace("--fault NAME", "--fault wrong-port")
                .replace("lab --solve", "lab --fault wrong-port --solve")
                .replaceFirst("^mvn", "mvn -o -B")
                .strip();
        return words.matches("./netprog (?!demo|test|watch)[a-z-]+") ? words.replace(" ", " help ") : words;
    }

    private static void unpack(Path home) throws IOException {
        for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
            Path path = home.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        assertThat(home.resolve("netprog").toFile().setExecutable(true)).isTrue();
    }

    /** The output of ./netprog test, as a student starts it in whose folder the script has lost its permission. */
    private static String test(Path edition, int status) throws IOException {
        ProcessBuilder command =
                new ProcessBuilder("sh", "netprog", "test", "--lang", "en").directory(edition.toFile());
        try (Program test = Program.start(command)) {
            assertThat(test.awaitExit(MINUTES)).as("%s", test).isEqualTo(status);
            return test.output();
        }
    }

    private static String said(List<String> command, String... args) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(args));
        return said(new ProcessBuilder(all));
    }

    private static String said(ProcessBuilder command) throws IOException {
        try (Program program = Program.start(command)) {
            assertThat(program.awaitExit()).as("%s", program).isZero();
            return program.output();
        }
    }

    /** Names and titles of the hidden tests, and the lines that only the reference has. */
    private static List<String> secrets() throws IOException {
        List<String> secrets = new ArrayList<>();
        String visible = texts("week04-login-assignment/src/test/.*");
        String weeks = texts("week0[34].*/src/main/.*");
        try (Stream<Path> tests = Files.walk(HIDDEN.resolve("java"))) {
            for (Path test : tests.filter(Files::isRegularFile).toList()) {
                secrets.add(test.getFileName().toString().replace(".java", ""));
                for (MatchResult name : Pattern.compile("void (\\w+)\\(")
                        .matcher(Files.readString(test))
                        .results()
                        .toList()) {
                    if (!visible.contains(" " + name.group(1) + "(")) { // some visible tests have the same names
                        secrets.add(name.group(1) + "(");
                    }
                }
            }
        }
        for (String bundle : new String[] {"hidden.properties", "hidden_ko.properties"}) {
            Properties titles = new Properties();
            titles.load(Files.newBufferedReader(
                    HIDDEN.resolve("resources/netprog/week04/login").resolve(bundle)));
            for (Object title : titles.values()) {
                // A short one, such as "nobody listens", is anybody's.
                if (title.toString().length() > 15 && !visible.contains(title.toString())) {
                    secrets.add(title.toString());
                }
            }
        }
        for (String file : SIX) {
            Files.readString(REFERENCE.resolve(file))
                    .lines()
                    .filter(line -> line.length() > 60 && !weeks.contains(line))
                    .forEach(secrets::add);
        }
        return secrets;
    }

    private static String texts(String names) {
        StringBuilder texts = new StringBuilder();
        FILES.forEach((name, content) -> {
            if (name.matches(names)) {
                texts.append(new String(content, StandardCharsets.UTF_8));
            }
        });
        return texts.toString();
    }
}
