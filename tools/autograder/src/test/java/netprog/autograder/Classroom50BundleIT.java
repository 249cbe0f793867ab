package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The bundle for Classroom 50, run as its runner does: in a student's checkout, with what it needs in the environment. */
@EnabledOnOs(OS.LINUX)
class Classroom50BundleIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final Path HIDDEN = TOP.resolve("week04-login-assignment/src/hidden");
    private static final Path REFERENCE = TOP.resolve("solutions/src/main/java/netprog/week04/login");

    @TempDir
    private Path folder;

    private Path bundle;
    private Path checkout;
    private final Map<String, String> environment = new TreeMap<>(Map.of(
            "CLASSROOM", "network-programming",
            "ASSIGNMENT", "login",
            "OWNER", "hong",
            "SUBMISSION_TAG", "submit/2026-12-01T00-00-00Z-abcdef0",
            "COMMIT_URL", "https://example.org/hong/commit/abcdef0",
            "RELEASE_URL", "https://example.org/hong/releases/tag/submit"));

    @BeforeEach
    void setUp() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        bundle = folder.resolve("bundle");
        checkout = Files.createDirectory(folder.resolve("login-hong"));
    }

    private static Program bundle(Path bundle, String... more) throws IOException {
        Path jar = TOP.resolve("tools/autograder/target/autograder.jar");
        List<String> args = new ArrayList<>(List.of("classroom50-bundle", bundle.toString()));
        args.addAll(List.of(more));
        return Program.java(List.of("-Duser.language=en", "-Dnetprog.top=" + TOP), jar, args.toArray(new String[0]));
    }

    private void writeBundle() throws IOException {
        try (Program write = bundle(bundle)) {
            assertThat(write.awaitExit()).as(write.toString()).isZero();
            assertThat(write.output()).contains(bundle.toString()).hasLineCount(1);
            assertThat(write.errors()).isEmpty();
        }
    }

    private void git(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(SystemProgram.find("git", "git")));
        command.addAll(List.of("-c", "user.name=hong", "-c", "user.email=hong@example.org"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(checkout.toFile());
        builder.environment().put("GIT_COMMITTER_DATE", "2026-11-30T23:59:58+09:00");
        try (Program git = Program.start(builder)) {
            assertThat(git.awaitExit()).as(git.toString()).isZero();
        }
    }

    private Program grade() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        SystemProgram.find("python3", "python3"),
                        bundle.resolve("autograder.py").toString())
                .directory(checkout.toFile());
        builder.environment().keySet().removeAll(List.of("MODE", "USERNAME", "REVIEW_URL"));
        builder.environment().put("PATH", System.getProperty("java.home") + "/bin:" + System.getenv("PATH"));
        builder.environment().putAll(environment);
        return Program.start(builder);
    }

    private static List<com.networknt.schema.Error> errors(JsonNode result) throws IOException {
        try (InputStream in = Classroom50BundleIT.class.getResourceAsStream("classroom50-result-v1.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in);
            return schema.validate(result);
        }
    }

    @Tag("full")
    @Test
    void theResultIsWhatThePlatformTakes() throws IOException {
        SystemProgram.find("bwrap", "bubblewrap");
        writeBundle();
        Files.copy(REFERENCE.resolve("LoginRequest.java"), checkout.resolve("LoginRequest.java"));
        Files.writeString(
                checkout.resolve("UserTable.java"), "package netprog.week04.login;\nclass UserTable { int x = }\n");
        Files.writeString(checkout.resolve("result.json"), "{\"score\": 100}");
        git("init", "--quiet");
        git("add", "--all");
        git("commit", "--quiet", "--no-verify", "--message", "My work");
        try (Program grade = grade()) {
            assertThat(grade.awaitExit(Program.TIMEOUT.multipliedBy(5)))
                    .as(grade.toString())
                    .isZero();
        }
        JsonNode result =
                new ObjectMapper().readTree(checkout.resolve("result.json").toFile());
        assertThat(errors(result)).isEmpty();
        assertThat(result.get("datetime").asText()).isEqualTo("2026-11-30T14:59:58Z");
        assertThat(result.get("review")).isEqualTo(result.get("commit"));
        assertThat(result.get("max-score").asInt()).isEqualTo(60);
        assertThat(result.get("score").asInt()).isEqualTo(6);
        int score = 0;
        int max = 0;
        for (JsonNode test : result.get("tests")) {
            assertThat(test.get("score").asInt())
                    .isEqualTo(
                            test.get("passed").asBoolean()
                                    ? test.get("max-score").asInt()
                                    : 0);
            assertThat(test.get("sandbox").asBoolean()).isTrue();
            score += test.get("score").asInt();
            max += test.get("max-score").asInt();
        }
        assertThat(List.of(score, max)).containsExactly(6, 60);
        assertThat(result.get("tests").toString()).contains("UserTable.java does not compile, line 2");
        assertThat(errors(new ObjectMapper().readTree("{\"schema\": \"classroom50/result/v1\", \"more\": 1}")))
                .as("the schema can find something")
                .hasSizeGreaterThan(11);
    }

    @Test
    void nothingThatComesFromTheHiddenTestsIsInTheBundle() throws IOException {
        writeBundle();
        List<String> hidden;
        try (Stream<Path> files = Files.walk(HIDDEN)) {
            hidden = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString().replaceFirst("\\.(java|properties)$", ""))
                    .filter(name -> name.matches("Hidden\\w+|hidden\\w*|GradedTestsTest"))
                    .toList();
        }
        assertThat(hidden).hasSizeGreaterThan(6);
        String title = Files.readAllLines(HIDDEN.resolve("resources/netprog/week04/login/hidden.properties")).stream()
                .filter(line -> line.matches("[^#].* = .{30,}"))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".* = ", "");
        Path grader = bundle.resolve("netprog-grader.jar");
        try (JarFile jar = new JarFile(grader.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                assertThat(hidden)
                        .noneMatch(name -> entry.getName().matches(".*/" + name + "(\\$.*)?\\.(class|properties)"));
                String bytes = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                assertThat(bytes.contains(title)).as(entry.getName()).isFalse();
            }
            assertThat(jar.getEntry("netprog/week04/login/LoginRequestTest.class"))
                    .isNotNull();
        }
        try (Stream<Path> files = Files.list(bundle)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("autograder.py", "netprog-grader.jar", "week04-login-assignment.jar");
        }
    }

    @Tag("full")
    @Test
    void whatIsMissingIsOneLineAndNoResult() throws IOException {
        writeBundle();
        environment.remove("RELEASE_URL");
        Files.writeString(checkout.resolve("result.json"), "{\"score\": 100}");
        try (Program grade = grade()) {
            assertThat(grade.awaitExit()).isEqualTo(1);
            assertThat(grade.errors()).contains("RELEASE_URL").hasLineCount(1);
        }
        environment.put("RELEASE_URL", "https://example.org");
        environment.put("GIT_CEILING_DIRECTORIES", folder.toString());
        try (Program grade = grade()) {
            assertThat(grade.awaitExit()).isEqualTo(1);
            assertThat(grade.errors()).contains(checkout + " has no commit that git can show");
        }
        assertThat(checkout.resolve("result.json")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeWrittenIsOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (Program write = bundle(file)) {
            assertThat(write.awaitExit()).isEqualTo(1);
            assertThat(write.errors()).contains(file + " cannot be written").hasLineCount(1);
        }
    }
}
