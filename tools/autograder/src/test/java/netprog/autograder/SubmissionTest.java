package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionTest {
    private static final String GOOD =
            "package netprog.week04.login;\npublic record LoginRequest(String id, String password) {}\n";

    @TempDir
    private Path folder;

    @Test
    void readsSourcesAsWindowsWritesThem() {
        assertThat(Submission.text("// 한글".getBytes(StandardCharsets.UTF_8))).isEqualTo("// 한글");
        assertThat(Submission.text("\ufeff// 한글".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("// 한글");
        assertThat(Submission.text("// 한글".getBytes(Charset.forName("MS949")))).isEqualTo("// 한글");
    }

    @Test
    void namesWhatIsMissing() throws IOException {
        Submission submission = compile();
        assertThat(submission.troubles()).hasSize(6);
        assertThat(submission.troubles().get("UserTable")).contains("UserTable.java");
    }

    @Test
    void aFileThatDoesNotCompileCostsItsPartAlone() throws IOException {
        write("a/b/LoginRequest.java", GOOD);
        write("a/b/UserTable.java", "package netprog.week04.login;\nclass UserTable { int x = \"no\"; }\n");
        Submission submission = compile();
        assertThat(submission.troubles()).hasSize(5).doesNotContainKey("LoginRequest");
        assertThat(submission.troubles().get("UserTable")).contains("UserTable.java", "2: ");
        assertThat(submission.classes().resolve("netprog/week04/login/LoginRequest.class"))
                .exists();
        assertThat(submission.classes().resolve("netprog/week04/login/UserTable.class"))
                .doesNotExist();
    }

    @Test
    void theFolderMayBeALink(@TempDir Path elsewhere) throws IOException {
        write("LoginRequest.java", GOOD);
        Path link = elsewhere.resolve("link");
        try {
            Files.createSymbolicLink(link, folder);
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("no links here: " + e); // Windows keeps them to administrators
        }
        Submission submission = Submission.compile(link, Files.createTempDirectory(folder, "work"), List.of());
        assertThat(submission.troubles()).doesNotContainKey("LoginRequest");
    }

    @Test
    void takesTheSixFilesAndNothingElse() throws IOException {
        write("LoginRequest.java", GOOD);
        write("Frame.java", "package netprog.week04.echo;\npublic class Frame {}\n");
        write("target/UserTable.java", "not looked at");
        Submission submission = compile();
        assertThat(submission.troubles()).doesNotContainKey("LoginRequest").containsKey("UserTable");
        try (var files = Files.walk(submission.classes())) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(f -> f.getFileName().toString()))
                    .containsExactly("LoginRequest.class");
        }
    }

    @Test
    void aFileInAnotherPackageOrWithoutItsClassIsSaidSo() throws IOException {
        write("LoginRequest.java", GOOD.replace("netprog.week04.login", "com.example"));
        write("UserTable.java", "class UserTable {}\n");
        write("TcpLoginServer.java", "package netprog.week04.login;\nclass Server {}\n");
        Submission submission = compile();
        assertThat(submission.troubles().get("LoginRequest"))
                .contains("LoginRequest.java", "com.example", "package netprog.week04.login;");
        assertThat(submission.troubles().get("UserTable")).contains("UserTable.java", "package netprog.week04.login;");
        assertThat(submission.troubles().get("TcpLoginServer")).contains("holds no class TcpLoginServer");
    }

    @Test
    void ofSeveralTheHighestCountsAndItIsSaid() throws IOException {
        write("old/src/LoginRequest.java", "no Java");
        write("LoginRequest.java", GOOD);
        Submission submission = compile();
        assertThat(submission.troubles()).doesNotContainKey("LoginRequest");
        assertThat(submission.notes())
                .singleElement()
                .asString()
                .contains("several times", Path.of("old/src/LoginRequest.java").toString());
    }

    @Test
    void aSubmissionMayLieInAFolderNamedTargetOrInKorean() throws IOException {
        folder = folder.resolve("target/학생");
        write("LoginRequest.java", GOOD);
        assertThat(compile().troubles()).doesNotContainKey("LoginRequest");
    }

    private Submission compile() throws IOException {
        return Submission.compile(folder, Files.createTempDirectory(folder, "work"), List.of());
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
