package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownSubmissionTest {
    private static final String BASE = "class UserTable {\n    int users = 1;\n}\n";
    private static final String PATCH =
            "--- base/UserTable.java\n+++ bad/x/UserTable.java\n@@ -1,3 +1,3 @@\n class UserTable {\n"
                    + "-    int users = 1;\n+    int users = 2;\n }\n";

    @TempDir
    Path folder;

    private KnownSubmission submission;

    @BeforeEach
    void makeFolders() throws IOException {
        Path base = Files.createDirectory(folder.resolve("base"));
        Files.writeString(base.resolve("UserTable.java"), BASE);
        submission = new KnownSubmission("bad/x", Files.createDirectory(folder.resolve("x")), base);
    }

    private String written() throws IOException {
        submission.write(submission.parts(List.of("LoginRequest", "UserTable")), folder.resolve("out"));
        return Files.readString(folder.resolve("out/UserTable.java"));
    }

    @Test
    void aPatchChangesTheBase() throws IOException {
        Files.writeString(submission.folder().resolve("UserTable.patch"), PATCH);

        assertThat(written()).isEqualTo(BASE.replace("1", "2"));
    }

    @Test
    void aWholeFileIsTakenAsItIs() throws IOException {
        Files.writeString(submission.folder().resolve("UserTable.java"), "class UserTable {}\r\n");

        assertThat(written()).isEqualTo("class UserTable {}\r\n");
    }

    @Test
    void aPatchThatDoesNotApplyIsNamedWithItsHunk() throws IOException {
        Files.writeString(submission.folder().resolve("UserTable.patch"), PATCH);
        Files.writeString(submission.base().resolve("UserTable.java"), "// moved\n" + BASE);

        assertThatThrownBy(this::written)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad/x/UserTable.patch does not apply: base/UserTable.java has other lines")
                .hasMessageContaining("@@ -1,3 +1,3 @@");
    }

    @Test
    void aFileThatIsNoPatchIsNamed() throws IOException {
        Files.writeString(submission.folder().resolve("UserTable.patch"), BASE);

        assertThatThrownBy(this::written)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad/x/UserTable.patch has no hunk");
    }

    @Test
    void aFileIsWholeOrAPatch() throws IOException {
        Files.writeString(submission.folder().resolve("UserTable.patch"), PATCH);
        Files.writeString(submission.folder().resolve("UserTable.java"), BASE);

        assertThatThrownBy(this::written)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad/x has UserTable as a whole file and as a patch");
    }
}
