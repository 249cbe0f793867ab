package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import netprog.wire.Program;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code grade --similar} with a stand-in for JPlag: a script that notes what it gets. */
@EnabledOnOs(OS.LINUX)
class JPlagIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final String RUN = """
            printf '%s\\n' "$@" > "$0.arguments"
            while [ "$#" -gt 1 ]; do
              case $1 in -r) result=$2 ;; -bc) base=$2 ;; esac
              shift
            done
            (cd "$1" && ls -d */*) > "$0.files"
            ls "$base" > "$0.base"
            """;

    @TempDir
    private Path folder;

    private Path jplag;
    private Path out;

    @BeforeEach
    void twoSubmissions() throws IOException {
        jplag = folder.resolve("my jplag");
        out = folder.resolve("out");
        for (String name : List.of("홍길동", "kim")) {
            Path submission = Files.createDirectories(folder.resolve("class").resolve(name));
            // It needs no test, which makes the run short.
            Files.writeString(submission.resolve("UserTable.java"), "class UserTable {} // " + name);
        }
    }

    private void jplag(String help, String script) throws IOException {
        Files.writeString(jplag, "#!/bin/sh\n[ \"$1\" != --help ] || { echo '" + help + "'; exit; }\n" + script);
        Files.setPosixFilePermissions(jplag, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Program grade() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dstderr.encoding=UTF-8",
                "-Dsun.jnu.encoding=UTF-8",
                "-Duser.language=en",
                "-Dnetprog.top=" + TOP,
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
                "-jar",
                TOP.resolve("tools/autograder/target/autograder.jar").toString(),
                "grade",
                "--unsafe",
                "--jobs",
                "1",
                "--similar",
                "--out",
                out.toString(),
                "--each",
                folder.resolve("class").toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("JPLAG", jplag.toString());
        return Program.start(builder);
    }

    private String page() throws IOException {
        return Files.readString(out.resolve("report.html"));
    }

    @Test
    void theReportLinksTheResult() throws IOException {
        jplag("Usage: jplag -M, --mode=<mode>", RUN + "echo '{}' > \"$result.jplag\"\n");
        try (Program grade = grade()) {
            assertThat(grade.awaitExit(Program.TIMEOUT.multipliedBy(3)))
                    .as(grade.toString())
                    .isZero();
            assertThat(grade.errors()).contains("without a sandbox").doesNotContain("JPlag");
        }
        assertThat(page()).contains("\"similar\":\"similar.jplag\"");
        assertThat(Path.of(jplag + ".arguments"))
                .content()
                .contains("-l\njava\n", "--mode\nRUN\n", "-r\n" + out.resolve("similar") + "\n");
        assertThat(Files.readAllLines(Path.of(jplag + ".files")))
                .containsExactlyInAnyOrder("kim/UserTable.java", "홍길동/UserTable.java");
        assertThat(Files.readAllLines(Path.of(jplag + ".base")))
                .hasSize(6)
                .contains("TcpLoginServer.java", "UserTable.java");
        assertThat(folder.resolve("tmp")).isEmptyDirectory();

        jplag("Usage: java -jar jplag", RUN + "echo '{}' > \"$result.zip\"\n"); // before version 6
        try (Program grade = grade()) {
            assertThat(grade.awaitExit(Program.TIMEOUT.multipliedBy(3)))
                    .as(grade.toString())
                    .isZero();
        }
        assertThat(Path.of(jplag + ".arguments")).content().doesNotContain("--mode");
        assertThat(page()).contains("\"similar\":\"similar.zip\"");
        assertThat(out.resolve("similar.jplag")).doesNotExist();
    }

    @Test
    void withoutJPlagNothingIsGraded() throws IOException {
        try (Program grade = grade()) {
            assertThat(grade.awaitExit()).isEqualTo(2);
            assertThat(grade.errors())
                    .contains("JPLAG is " + jplag + ", and there is no such file")
                    .hasLineCount(1);
        }
        assertThat(out).doesNotExist();
    }

    @Test
    @Tag("full")
    void whereJPlagFailsTheGradesStand() throws IOException {
        jplag("", "echo reading; echo 'Not enough valid submissions'; exit 1\n");
        try (Program grade = grade()) {
            assertThat(grade.awaitExit(Program.TIMEOUT.multipliedBy(3)))
                    .as(grade.toString())
                    .isZero();
            assertThat(grade.errors()).contains("JPlag has no result: Not enough valid submissions.");
        }
        assertThat(page()).contains("\"similar\":null");
        assertThat(out.resolve("summary.json")).exists();
    }
}
