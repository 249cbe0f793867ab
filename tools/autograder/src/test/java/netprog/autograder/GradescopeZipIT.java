package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The zip for Gradescope, run as in its container: a root with a JDK, the system's programs and three folders. */
@EnabledOnOs(OS.LINUX)
class GradescopeZipIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final Path REFERENCE = TOP.resolve("solutions/src/main/java/netprog/week04/login");
    private static final Set<String> VISIBILITIES = Set.of("visible", "hidden", "after_due_date", "after_published");
    private static final String STAMP = "Graded without a sandbox (--unsafe).";

    @TempDir
    private Path folder;

    private Path file;

    private static Program zip(Path file, String... more) throws IOException {
        Path jar = TOP.resolve("tools/autograder/target/autograder.jar");
        List<String> args = new ArrayList<>(List.of("gradescope-zip", file.toString()));
        args.addAll(List.of(more));
        return Program.java(List.of("-Duser.language=en", "-Dnetprog.top=" + TOP), jar, args.toArray(new String[0]));
    }

    private void writeZip(String... more) throws IOException {
        file = folder.resolve("autograder.zip");
        try (Program write = zip(file, more)) {
            assertThat(write.awaitExit()).as(write.toString()).isZero();
            assertThat(write.output()).contains(file.toString()).hasLineCount(1);
            assertThat(write.errors().lines()).hasSize(more.length);
        }
    }

    /** The folders of Gradescope's container. */
    private Path container() throws IOException {
        Path root = Files.createTempDirectory(folder, "container");
        for (String each : List.of("source", "submission", "results", "etc")) {
            Files.createDirectory(root.resolve(each));
        }
        Files.writeString(root.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/bash\n");
        Path source = root.resolve("source");
        try (FileSystem zip = FileSystems.newFileSystem(file, Map.of("enablePosixFileAttributes", "true"));
                Stream<Path> entries = Files.list(zip.getPath("/"))) {
            for (Path entry : entries.toList()) {
                Path copy = Files.copy(entry, source.resolve(entry.getFileName().toString()));
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(entry));
            }
        }
        return root;
    }

    private static void submit(Path container, String name, String source) throws IOException {
        Path submission = Files.createDirectories(container.resolve("submission/src"));
        Files.writeString(submission.resolve(name), source);
    }

    /**
     * Runs a container.
     *
     * @param closed nothing in it may make namespaces, and parts of {@code /proc} are covered, as in Docker's by default
     */
    private static Program run(Path container, boolean closed) throws IOException {
        List<String> command = new ArrayList<>(List.of(SystemProgram.find("bwrap", "bubblewrap")));
        command.addAll(List.of("--unshare-net", "--unshare-ipc", "--unshare-uts", "--die-with-parent"));
        if (closed) {
            command.addAll(List.of("--unshare-pid", "--unshare-user", "--disable-userns", "--uid", "0", "--gid", "0"));
            command.addAll(List.of("--proc", "/proc"));
        } else {
            command.addAll(List.of("--bind", "/proc", "/proc"));
            if ("root".equals(System.getProperty("user.name"))) {
                command.addAll(List.of("--cap-add", "ALL"));
            }
        }
        for (String each : List.of("/opt", "/autograder", "/etc")) {
            command.addAll(List.of("--perms", "0755", "--dir", each)); // or bubblewrap lets root alone into it
        }
        for (String each : List.of("/usr", "/etc/alternatives")) {
            command.addAll(List.of("--ro-bind", each, each));
        }
        try (Stream<Path> etc = Files.list(Path.of("/etc"))) { // Debian's JDK has links to there
            etc.filter(path -> path.getFileName().toString().matches("java-\\d+-openjdk"))
                    .forEach(path -> command.addAll(List.of("--ro-bind", path.toString(), path.toString())));
        }
        for (String each : List.of("bin", "sbin", "lib", "lib64")) {
            command.addAll(List.of("--symlink", "usr/" + each, "/" + each));
        }
        command.addAll(List.of("--ro-bind", System.getProperty("java.home"), "/opt/jdk"));
        command.addAll(List.of("--ro-bind", container.resolve("etc/passwd").toString(), "/etc/passwd"));
        for (String each : List.of("source", "submission", "results")) {
            command.addAll(List.of("--bind", container.resolve(each).toString(), "/autograder/" + each));
        }
        command.addAll(List.of("--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/autograder"));
        command.addAll(List.of("--clearenv", "--setenv", "PATH", "/opt/jdk/bin:/usr/bin:/usr/sbin"));
        command.add("/autograder/source/run_autograder");
        return Program.start(command.toArray(new String[0]));
    }

    /** Looks for what Gradescope's documentation of results.json does not allow. */
    private static JsonNode results(Path container) throws IOException {
        JsonNode results = new ObjectMapper()
                .readTree(container.resolve("results/results.json").toFile());
        assertThat(results.fieldNames())
                .toIterable()
                .isSubsetOf("score", "execution_time", "output", "visibility", "tests", "leaderboard", "extra_data");
        assertThat(results.get("score").isNumber()).isTrue();
        assertThat(results.get("output").isTextual()).isTrue();
        assertThat(VISIBILITIES).contains(results.get("visibility").asText());
        assertThat(results.get("tests")).isNotEmpty();
        double sum = 0;
        for (JsonNode test : results.get("tests")) {
            assertThat(test.fieldNames())
                    .toIterable()
                    .isSubsetOf(
                            "score",
                            "max_score",
                            "status",
                            "name",
                            "number",
                            "output",
                            "tags",
                            "visibility",
                            "extra_data");
            assertThat(test.get("score").isNumber() && test.get("max_score").isNumber())
                    .isTrue();
            assertThat(test.get("score").asDouble())
                    .isBetween(0.0, test.get("max_score").asDouble());
            assertThat(test.get("status").asText()).isIn("passed", "failed");
            assertThat(test.get("name").asText()).isNotBlank();
            assertThat(test.get("number").isTextual() && test.get("output").isTextual())
                    .isTrue();
            assertThat(test.get("tags").isArray()).isTrue();
            assertThat(test.get("tags")).allMatch(JsonNode::isTextual);
            assertThat(VISIBILITIES).contains(test.get("visibility").asText());
            sum += test.get("score").asDouble();
        }
        assertThat(sum).isEqualTo(results.get("score").asDouble());
        return results;
    }

    @Test
    @Tag("full")
    void aFreshContainerGradesRightAndWrongSubmissions() throws IOException {
        writeZip();
        Path right = container();
        for (String name : List.of("LoginRequest.java", "UserTable.java", "TcpLoginServer.java")) {
            submit(right, name, Files.readString(REFERENCE.resolve(name)));
        }
        try (Program grader = run(right, false)) {
            assertThat(grader.awaitExit(Program.TIMEOUT.multipliedBy(5)))
                    .as(grader.toString())
                    .isZero();
        }
        JsonNode results = results(right);
        assertThat(results.get("score").asInt()).isEqualTo(48);
        assertThat(results.get("output").asText()).doesNotContain(STAMP);
        assertThat(StreamSupport.stream(results.get("tests").spliterator(), false)
                        .map(test -> test.get("visibility").asText()))
                .contains("visible", "after_published");

        Path wrong = container();
        String request = Files.readString(REFERENCE.resolve("LoginRequest.java"));
        submit(wrong, "LoginRequest.java", request.replace("\" pass=\"", "\" password=\""));
        submit(wrong, "이름.txt", "a Korean name");
        try (Program grader = run(wrong, false)) {
            assertThat(grader.awaitExit(Program.TIMEOUT.multipliedBy(5)))
                    .as(grader.toString())
                    .isZero();
        }
        results = results(wrong);
        assertThat(results.get("score").asInt()).isLessThan(10);
        assertThat(results.get("tests").get(0).get("visibility").asText()).isEqualTo("visible");
        assertThat(results.get("output").asText()).contains("UserTable.java is missing");
    }

    @Test
    @Tag("full")
    void aContainerWithoutNamespacesGradesOnlyIfTheZipSaysSo() throws IOException {
        String request = Files.readString(REFERENCE.resolve("LoginRequest.java"));
        writeZip();
        Path refused = container();
        submit(refused, "LoginRequest.java", request);
        try (Program grader = run(refused, true)) {
            assertThat(grader.awaitExit(Program.TIMEOUT.multipliedBy(5)))
                    .as(grader.toString())
                    .isEqualTo(3);
            assertThat(grader.errors())
                    .contains("grade: the sandbox does not hold")
                    .hasLineCount(1);
        }
        assertThat(refused.resolve("results")).isEmptyDirectory();

        writeZip("--unsafe");
        Path unsafe = container();
        submit(unsafe, "LoginRequest.java", request);
        try (Program grader = run(unsafe, true)) {
            assertThat(grader.awaitExit(Program.TIMEOUT.multipliedBy(5)))
                    .as(grader.toString())
                    .isZero();
        }
        JsonNode results = results(unsafe);
        assertThat(results.get("score").asInt()).isEqualTo(10);
        assertThat(results.get("output").asText()).contains(STAMP);
    }

    @Test
    void theZipHoldsWhatGradescopeStarts() throws IOException {
        Path old = Files.writeString(folder.resolve("autograder.zip"), "an older file");
        writeZip();
        assertThat(file).isEqualTo(old);
        Path source = container().resolve("source");
        for (String script : List.of("setup.sh", "run_autograder")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(source.resolve(script))))
                    .isEqualTo("rwxr-xr-x");
            assertThat(source.resolve(script)).content().startsWith("#!").doesNotContain("@", "\r");
            try (Program check =
                    Program.start("bash", "-n", source.resolve(script).toString())) {
                assertThat(check.awaitExit()).as(check.errors()).isZero();
            }
        }
        try (Stream<Path> files = Files.list(source)) {
            assertThat(files).hasSize(4);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(path -> path.getFileName().toString().endsWith(".zip")))
                    .containsExactly(file);
        }
    }

    @Tag("full")
    @Test
    void aFileThatCannotBeWrittenIsOneLine() throws IOException {
        try (Program write = zip(folder)) {
            assertThat(write.awaitExit()).isEqualTo(2);
            assertThat(write.errors()).contains(folder + " is a folder").hasLineCount(1);
        }
        Path file = Files.writeString(folder.resolve("file"), "");
        try (Program write = zip(file.resolve("autograder.zip"))) {
            assertThat(write.awaitExit()).isEqualTo(1);
            assertThat(write.errors())
                    .contains("autograder.zip cannot be written")
                    .hasLineCount(1);
        }
    }
}
