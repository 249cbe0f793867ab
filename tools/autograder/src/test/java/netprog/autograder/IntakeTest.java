package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import netprog.grading.Assignment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken out of folders and zips, and what is not. */
class IntakeTest {
    private static final Charset MS949 = Charset.forName("MS949");
    private static final String ONE = "LoginRequest.java";
    private static final String TWO = "UserTable.java";

    @TempDir
    private Path folder;

    private Path work;
    private Path source;

    @BeforeEach
    void makeFolders() throws IOException {
        work = Files.createDirectory(folder.resolve("work"));
        source = Files.createDirectory(folder.resolve("source"));
    }

    private List<Intake.Taken> take(Path from, boolean each) throws Exception {
        Path own = Files.createTempDirectory(work, "intake");
        try (Intake intake = new Intake(Assignment.in(IntakeTest.class.getClassLoader()), own)) {
            return intake.take(from, each);
        }
    }

    private Intake.Taken takeOne(Path from) throws Exception {
        List<Intake.Taken> all = take(from, false);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** The files that were taken, and what is in them. */
    private static Map<String, String> files(Intake.Taken taken) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(taken.folder())) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }

    private Path write(String path, String text) throws IOException {
        Path file = source.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static byte[] zip(Charset names, String... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, names)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entries[i]));
                zip.write(entries[i + 1].getBytes(StandardCharsets.ISO_8859_1)); // may be a zip
            }
        }
        return bytes.toByteArray();
    }

    private Path zipFile(Charset names, String... entries) throws IOException {
        return Files.write(source.resolve("all.zip"), zip(names, entries));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aSubmissionSaysWhereItsFilesWere() throws Exception {
        write("src/main/java/LoginRequest.java", "a");
        write("one/UserTable.java", "b");
        write("two/UserTable.java", "another");
        assertThat(takeOne(source).paths())
                .containsExactlyEntriesOf(Map.of("LoginRequest.java", "src/main/java/LoginRequest.java"));
    }

    @Test
    void aFolderOrCloneGivesTheSixFilesAndNothingElse() throws Exception {
        String package1 = "module/src/main/java/netprog/week04/login/";
        write(package1 + ONE, "one");
        write(package1 + "Extra.java", "extra");
        write("module/src/stubs/netprog/week04/login/" + ONE, "the stub");
        write("module/target/classes/" + ONE, "built");
        write(".git/" + ONE, "old");
        write("pom.xml", "<project/>");
        assertThat(files(takeOne(source))).containsExactly(Map.entry(ONE, "one"));
    }

    @Test
    void linksAreNotFollowed() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(source.resolve(ONE), secret);
        Files.createSymbolicLink(source.resolve("all"), folder);
        Intake.Taken taken = takeOne(source);
        assertThat(files(taken)).isEmpty();
        assertThat(taken.notes()).singleElement().asString().contains(ONE);
    }

    @Test
    void twoDifferentCandidatesAreRefusedAndNamed() throws Exception {
        write("a/" + ONE, "old");
        write("b/" + ONE, "new");
        write("a/" + TWO, "the same");
        write("b/" + TWO, "the same");
        Intake.Taken taken = takeOne(source);
        assertThat(files(taken)).containsOnlyKeys(TWO);
        assertThat(taken.problems()).containsOnlyKeys("LoginRequest");
        assertThat(taken.problems().get("LoginRequest")).contains("a/" + ONE, "b/" + ONE);
    }

    @Test
    void zipsInZipsAreOpenedToALimit() throws Exception {
        byte[] zip = zip(StandardCharsets.UTF_8, "제출/" + ONE, "one");
        for (int depth = 1; depth <= 3; depth++) {
            zip = zip(StandardCharsets.UTF_8, "과제.zip", text(zip));
            Path file = Files.write(source.resolve(depth + ".zip"), zip);
            assertThat(files(takeOne(file))).containsOnlyKeys(ONE);
        }
        zip = zip(StandardCharsets.UTF_8, "과제.zip", text(zip));
        Intake.Taken taken = takeOne(Files.write(source.resolve("deep.zip"), zip));
        assertThat(files(taken)).isEmpty();
        assertThat(taken.notes()).hasSize(1);
    }

    @Test
    void namesThatLeadOutOfAZipAreRefused() throws Exception {
        Path zip = zipFile(
                StandardCharsets.UTF_8,
                "../" + ONE,
                "a",
                "/" + TWO,
                "b",
                "C:\\x\\TcpLoginServer.java",
                "c",
                "x\\TcpLoginClient.java",
                "d",
                "y/../UdpLoginServer.java",
                "e");
        Intake.Taken taken = takeOne(zip);
        assertThat(files(taken)).containsOnlyKeys("TcpLoginClient.java");
        assertThat(taken.notes()).hasSize(4);
        assertThat(folder.resolve(ONE)).doesNotExist();
    }

    @Test
    void whatIsTooLargeIsNotRead() throws Exception {
        Path zip =
                zipFile(StandardCharsets.UTF_8, ONE, "x".repeat(2 << 20), TWO, "two", "Big.java", "y".repeat(5 << 20));
        Intake.Taken taken = takeOne(zip);
        assertThat(files(taken)).containsOnlyKeys(TWO);
        assertThat(taken.problems()).containsOnlyKeys("LoginRequest");
    }

    @Test
    void koreanNamesAreReadInBothCharsets() throws Exception {
        for (Charset charset : new Charset[] {StandardCharsets.UTF_8, MS949}) {
            Path zip = zipFile(charset, "홍길동_123_assignsubmission_file_/" + ONE, "one");
            Intake.Taken taken = take(zip, true).get(0);
            assertThat(taken.name()).isEqualTo("홍길동");
            assertThat(taken.id()).isEqualTo("123");
            assertThat(files(taken)).containsOnlyKeys(ONE);
        }
    }

    @Test
    void theNamesOfThePlatformsAreUnderstood() throws Exception {
        write("김 영희_7_assignsubmission_file_/" + ONE, "a"); // Moodle
        write("Lee Jane_8_assignsubmission_file_" + ONE, "b"); // Moodle without folders
        write("doejohn_LATE_4711_12_LoginRequest-2.java", "c"); // Canvas
        write("doejohn_4711_13_UserTable.java", "d");
        write("submission_99/src/" + ONE, "e"); // Gradescope
        Files.write(source.resolve("박철수.zip"), zip(MS949, "새 폴더/" + ONE, "f"));
        Files.createDirectory(source.resolve("nothing"));
        Map<String, String> taken = new TreeMap<>();
        for (Intake.Taken each : take(source, true)) {
            taken.put(
                    each.name() + "|" + each.id(), String.join(",", files(each).keySet()));
        }
        assertThat(taken)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "김 영희|7", ONE,
                        "Lee Jane|8", ONE,
                        "doejohn|4711", "LoginRequest-2.java," + TWO,
                        "submission_99|", ONE,
                        "박철수|", ONE,
                        "nothing|", ""));
    }

    @Test
    void theFolderAroundAnExportIsNoStudent() throws Exception {
        Path zip = zipFile(
                StandardCharsets.UTF_8,
                "assignment_1_export/submission_1/" + ONE,
                "a",
                "assignment_1_export/submission_2/" + ONE,
                "b");
        assertThat(take(zip, true)).extracting(Intake.Taken::name).containsExactly("submission_1", "submission_2");
    }

    @Test
    void namesBecomeFileNamesAndStayDifferent() throws Exception {
        Path zip = zipFile(
                StandardCharsets.UTF_8,
                "a:b_1_assignsubmission_file_/" + ONE,
                "a",
                "a?b_2_assignsubmission_file_/" + ONE,
                "b",
                ".._3_assignsubmission_file_/" + ONE,
                "c",
                "new\nline/" + ONE,
                "d");
        assertThat(take(zip, true))
                .extracting(Intake.Taken::name)
                .containsExactlyInAnyOrder("a_b", "a_b_2", "submission", "new_line");
    }

    @Test
    void theHashIsThatOfTheFilesAlone() throws Exception {
        write("a/" + ONE, "one");
        String hash = takeOne(source).sha256();
        write("b/Readme.txt", "something");
        assertThat(takeOne(source).sha256()).isEqualTo(hash);
        write("a/" + ONE, "One");
        assertThat(takeOne(source).sha256()).isNotEqualTo(hash);
    }

    @Test
    void whatIsNoSubmissionIsRefused() throws IOException {
        Path text = write("text.txt", "text");
        assertThatThrownBy(() -> take(text, false)).isInstanceOf(Intake.Refusal.class);
        assertThatThrownBy(() -> take(source.resolve("nowhere"), false)).isInstanceOf(Intake.Refusal.class);
        assertThatThrownBy(() -> take(source, true)).isInstanceOf(Intake.Refusal.class);
    }
}
