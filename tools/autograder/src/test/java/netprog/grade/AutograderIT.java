package netprog.grade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import netprog.testkit.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The staff's commands as processes, in the built tree. */
class AutograderIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final Path REFERENCE = TOP.resolve("solutions/src/main/java/netprog/week04/login");

    @TempDir
    private Path folder;

    private static Program autograder(String... args) throws IOException {
        Path jar = TOP.resolve("tools/autograder/target/autograder.jar");
        return Program.java(List.of("-Duser.language=en", "-Dnetprog.top=" + TOP), jar, args);
    }

    private static JsonNode score(Path folder) throws IOException {
        try (Program score = autograder("score", folder.toString(), "--json")) {
            assertThat(score.awaitExit(Program.PATIENCE.multipliedBy(5)))
                    .as(score.toString())
                    .isZero();
            assertThat(score.errors()).contains("without a sandbox");
            return new ObjectMapper().readTree(score.output());
        }
    }

    @Test
    void theReferenceEarns100InProcesses() throws IOException {
        JsonNode verdict = score(REFERENCE);
        assertThat(verdict.get("score").asInt()).isEqualTo(100);
        assertThat(verdict.get("max").asInt()).isEqualTo(100);
        assertThat(verdict.get("failures")).isEmpty();
        assertThat(verdict.get("parts").get("TcpLoginServer").get("max").asInt())
                .isEqualTo(28);
    }

    @Test
    void whoeverCallsSystemExitLosesHisOwnPart() throws IOException {
        copyReference();
        Path server = folder.resolve("TcpLoginServer.java");
        String source = Files.readString(server);
        int serve = source.indexOf('{', source.indexOf("static void serve("));
        Files.writeString(
                server, source.substring(0, serve + 1) + " if (true) System.exit(0); " + source.substring(serve + 1));
        Files.delete(folder.resolve("UserTable.java"));
        JsonNode verdict = score(folder);
        assertThat(verdict.get("score").asInt()).isEqualTo(100 - 28 - 10);
        assertThat(verdict.get("parts").get("TcpLoginServer").get("score").asInt())
                .isZero();
        assertThat(verdict.get("failures").findValuesAsText("message"))
                .anyMatch(message -> message.contains("System.exit"))
                .anyMatch(message -> message.contains("UserTable.java is missing"));
    }

    @Test
    void aFolderThatIsNoneIsOneLineAndStatus2() throws IOException {
        try (Program score = autograder("score", folder.resolve("nowhere").toString())) {
            assertThat(score.awaitExit()).isEqualTo(2);
            assertThat(score.errors().lines()).hasSize(1);
        }
        try (Program score = autograder("score")) {
            assertThat(score.awaitExit()).isEqualTo(2);
            assertThat(score.errors().lines()).hasSize(1);
        }
    }

    @Test
    void theStudentEditionHoldsNothingOfTheStaffs() throws IOException {
        try (Program edition = autograder("student-edition")) {
            assertThat(edition.awaitExit(Program.PATIENCE.multipliedBy(5)))
                    .as(edition.toString())
                    .isZero();
        }
        try (ZipFile zip = new ZipFile(TOP.resolve("target/netprog-student.zip").toFile())) {
            List<String> names = zip.stream()
                    .filter(e -> !e.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
            assertThat(names)
                    .contains("netprog-student/pom.xml", "netprog-student/netprog")
                    .contains(
                            "netprog-student/week04-login-assignment/src/test/java/netprog/week04/login/TcpLoginServerTest.java")
                    .noneMatch(name -> name.matches(
                            "(?i).*(hidden|solutions|autograder|submissions|measure|\\.class|/target/).*"));
            for (String file : Submission.FILES) {
                ZipEntry stub = zip.getEntry(
                        "netprog-student/week04-login-assignment/src/main/java/netprog/week04/login/" + file);
                assertThat(new String(zip.getInputStream(stub).readAllBytes()))
                        .as(file)
                        .contains("throw new Todo(");
            }
        }
    }

    private void copyReference() throws IOException {
        for (String file : Submission.FILES) {
            Files.copy(REFERENCE.resolve(file), folder.resolve(file));
        }
    }
}
