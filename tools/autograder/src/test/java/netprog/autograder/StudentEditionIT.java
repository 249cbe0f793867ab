package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import netprog.grading.Assignment;
import netprog.wire.Program;
import org.junit.jupiter.api.BeforeAll;
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

    @TempDir
    private static Path folder;

    /** The files of the zip, by their names below its one folder. */
    private static final Map<String, byte[]> FILES = new TreeMap<>();

    @BeforeAll
    static void makeIt() throws IOException {
        Path jar = TOP.resolve("tools/autograder/target/autograder.jar");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder command = new ProcessBuilder(
                java, "-Duser.language=en", "-Dnetprog.top=" + TOP, "-jar", jar.toString(), "student-edition", "--git");
        // As on a fresh machine: nobody has told git a name.
        command.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        command.environment()
                .put("GIT_CONFIG_GLOBAL", TOP.resolve("target/no-such-file").toString());
        try (Program edition = Program.start(command)) {
            assertThat(edition.awaitExit(MINUTES)).as(edition.toString()).isZero();
        }
        try (ZipFile zip = new ZipFile(TOP.resolve("target/netprog-student.zip").toFile())) {
            for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                try (InputStream content = zip.getInputStream(entry)) {
                    FILES.put(entry.getName().replaceFirst("^netprog-student/", ""), content.readAllBytes());
                }
            }
        }
    }

    @Test
    void nothingOfTheStaffsIsInIt() throws IOException {
        assertThat(FILES.keySet())
                .contains("pom.xml", "netprog", "netprog.cmd", ".github/workflows/score.yml", "tools/netlab/pom.xml")
                .contains("week04-login-assignment/src/test/java/netprog/week04/login/TcpLoginServerTest.java")
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
    void theFolderIsAGitRepositoryOfOneCommit() throws IOException {
        Path edition = TOP.resolve("target/netprog-student");
        assertThat(said("git", "-C", edition.toString(), "rev-list", "--count", "HEAD"))
                .isEqualTo("1\n");
        assertThat(said("git", "-C", edition.toString(), "ls-files", "-z").split("\0"))
                .hasSameSizeAs(FILES.keySet());
    }

    @Test
    void aStudentWorksFromNothingTo60() throws IOException {
        // A folder as many have it; where the file system takes no Korean letters the space is left.
        boolean korean = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
        Path edition = folder.resolve(korean ? "학생 1" : "student 1");
        for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
            Path path = edition.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }

        String untouched = test(edition, 0);
        assertThat(untouched).contains("to do: step 1 of LoginRequest.parse").endsWith("\nScore: 0 of 60\n");

        for (String file : SIX) {
            Files.copy(REFERENCE.resolve(file), edition.resolve(STUBS + file), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(test(edition, 0)).endsWith("\nScore: 60 of 60\n");

        Path client = edition.resolve(STUBS + "TcpLoginClient.java");
        Files.writeString(
                client, Files.readString(client).replace("askLogin(keyboard, screen)", "Frame.of(\"hello\")"));
        assertThat(test(edition, 1))
                .contains("TcpLoginClient, task 4.1: ", "expected: \"id=hansung pass=computer\"", "\"hello\"", "Next: ")
                .contains("\nScore: 4")
                .containsPattern("TcpLoginServer +16 / 16");
        assertThat(edition.resolve("week04-login-assignment/target/grade/summary.md"))
                .content()
                .startsWith("# Score: 4")
                .contains("TcpLoginClient, task 4.1: ");
    }

    /** What the command test says. */
    private static String test(Path edition, int status) throws IOException {
        Path jar = TOP.resolve("tools/launcher/target/launcher.jar");
        List<String> options = List.of("-Duser.language=en", "-Dnetprog.top=" + edition);
        try (Program test = Program.java(options, jar, "test")) {
            assertThat(test.awaitExit(MINUTES)).as("%s", test).isEqualTo(status);
            return test.output();
        }
    }

    private static String said(String... command) throws IOException {
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
