package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionTest {
    private static final String GOOD = "package course.shop;\npublic record Order(String article, int count) {}\n";
    private static final Locale LOCALE = Locale.getDefault();

    @TempDir
    private Path folder;

    private static Assignment twoFilesOfAnotherCourse() {
        Assignment shop = mock(Assignment.class);
        when(shop.packageName()).thenReturn("course.shop");
        when(shop.parts()).thenReturn(List.of(new Assignment.Part("Order", 1, 0), new Assignment.Part("Seller", 1, 0)));
        return shop;
    }

    @BeforeAll
    static void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterAll
    static void speakAsBefore() {
        Locale.setDefault(LOCALE);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, ''", "MS949, MS949", "UTF-16, UTF-16", "x-UTF-16LE-BOM, UTF-16"})
    void readsSourcesAsEditorsWriteThem(String charset, String told) throws IOException {
        writeBytes("Order.java", ("// 한글\n" + GOOD).getBytes(Charset.forName(charset)));
        Submission submission = compile();
        assertThat(submission.problems()).doesNotContainKey("Order");
        if (told.isEmpty()) {
            assertThat(submission.notes()).isEmpty();
        } else {
            assertThat(submission.notes()).singleElement().asString().contains("Order.java", told, "UTF-8");
        }
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheSource() throws IOException {
        writeBytes("Order.java", ("\ufeff" + GOOD).getBytes(StandardCharsets.UTF_8));
        assertThat(compile().problems()).doesNotContainKey("Order");
    }

    @Test
    void namesWhatIsMissing() throws IOException {
        Submission submission = compile();
        assertThat(submission.problems()).containsOnlyKeys("Order", "Seller");
        assertThat(submission.problems().get("Seller")).contains("Seller.java is missing");
        assertThat(submission.notes()).singleElement().asString().contains("none of the 2 files", folder.toString());
    }

    @Test
    void aFileThatDoesNotCompileCostsItsPartAlone() throws IOException {
        write("a/b/Order.java", GOOD);
        write("a/b/Seller.java", "package course.shop;\nclass Seller {\n    Oder order;\n}\n");
        Submission submission = compile();
        assertThat(submission.problems()).containsOnlyKeys("Seller");
        assertThat(submission.problems().get("Seller")).contains("Seller.java", "3: cannot find symbol");
        assertThat(submission.classes().resolve("course/shop/Order.class")).exists();
        assertThat(submission.classes().resolve("course/shop/Seller.class")).doesNotExist();
        assertThat(submission.errors("Seller")).singleElement().satisfies(error -> {
            assertThat(error.file()).isEqualTo("Seller.java");
            assertThat(error.line()).isEqualTo(3);
            assertThat(error.column()).isEqualTo(5);
            assertThat(error.text().lines())
                    .containsExactly(
                            Path.of("a/b/Seller.java") + ":3: error: cannot find symbol",
                            "    Oder order;",
                            "    ^",
                            "  symbol:   class Oder",
                            "  location: class course.shop.Seller");
        });
    }

    @Test
    void aFileThatBreaksTheCompilerCostsItsPartAlone() throws IOException {
        write("Order.java", GOOD);
        write(
                "Seller.java",
                "package course.shop;\nclass Seller { int x = 1" + " + (1".repeat(20_000) + ")".repeat(20_000)
                        + "; }\n");
        Submission submission = compile();
        assertThat(submission.problems()).containsOnlyKeys("Seller");
        assertThat(submission.problems().get("Seller")).contains("Seller.java does not compile");
    }

    @Test
    void theFolderMayBeALink(@TempDir Path elsewhere) throws IOException {
        write("Order.java", GOOD);
        Path link = elsewhere.resolve("link");
        try {
            Files.createSymbolicLink(link, folder);
        } catch (IOException | UnsupportedOperationException e) {
            Assumptions.abort("no links here: " + e); // Windows keeps them to administrators
        }
        Submission submission =
                Submission.compile(twoFilesOfAnotherCourse(), link, elsewhere.resolve("classes"), List.of());
        assertThat(submission.problems()).doesNotContainKey("Order");
    }

    @Test
    void takesTheFilesOfTheAssignmentAndNothingElse() throws IOException {
        write("Order.java", GOOD);
        write("Shop.java", "package course.shop;\npublic class Shop {}\n");
        write("target/Seller.java", "not looked at");
        write(".git/Seller.java", "not looked at");
        Submission submission = compile();
        assertThat(submission.problems()).containsOnlyKeys("Seller");
        try (var files = Files.walk(submission.classes())) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(f -> f.getFileName().toString()))
                    .containsExactly("Order.class");
        }
    }

    @Test
    void aFileInAnotherPackageOrWithoutItsClassIsSaidSo() throws IOException {
        write("Order.java", GOOD.replace("course.shop", "com.example"));
        write("Seller.java", "package course.shop;\nclass Buyer {}\n");
        Submission submission = compile();
        assertThat(submission.problems().get("Order")).contains("Order.java", "com.example", "package course.shop;");
        assertThat(submission.problems().get("Seller")).contains("holds no class Seller");
    }

    @Test
    void ofSeveralTheHighestCountsAndItIsSaid() throws IOException {
        write("old/src/Order.java", "no Java");
        write("Order-1.java", "no Java");
        write("Order.java", GOOD);
        Submission submission = compile();
        assertThat(submission.problems()).doesNotContainKey("Order");
        assertThat(submission.notes())
                .singleElement()
                .asString()
                .contains("several times", Path.of("old/src/Order.java").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Order-1.java", "Order (1).java", "Order(12).java"})
    void aFileThatABrowserOrCanvasRenamedCountsAndItIsSaid(String name) throws IOException {
        write(name, GOOD);
        Submission submission = compile();
        assertThat(submission.problems()).doesNotContainKey("Order");
        assertThat(submission.notes()).singleElement().asString().contains(name, "Order.java");
    }

    /** Their path is shorter than that of the student's file. */
    @Test
    void theStubsOfTheStudentEditionAreNotTheStudentsFiles() throws IOException {
        write("src/stubs/course/shop/Order.java", "no Java");
        write("src/main/java/course/shop/Order.java", GOOD);
        Submission submission = compile();
        assertThat(submission.problems()).doesNotContainKey("Order");
        assertThat(submission.notes()).isEmpty();
    }

    @Test
    void ofTwoRenamedFilesNoneCounts() throws IOException {
        write("Order-1.java", GOOD);
        write("Order-2.java", GOOD);
        assertThat(compile().problems().get("Order")).contains("missing", "Order-1.java, Order-2.java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Order.java.txt", "order.java", "Order.class", "Order_final.java", "Copy of Order.java"})
    void aFileWithASimilarNameIsNamed(String name) throws IOException {
        write("sub/" + name, GOOD);
        write("OrderTest.java", "");
        write("Reorder.java", "");
        assertThat(compile().problems().get("Order"))
                .contains("Order.java is missing", "There is " + Path.of("sub", name) + ".");
    }

    @Test
    void aSubmissionMayLieInAFolderNamedTargetOrInKorean() throws IOException {
        folder = folder.resolve("target/학생");
        write("Order.java", GOOD);
        assertThat(compile().problems()).doesNotContainKey("Order");
    }

    private Submission compile() throws IOException {
        return Submission.compile(twoFilesOfAnotherCourse(), folder, folder.resolve("target/classes"), List.of());
    }

    private void write(String file, String text) throws IOException {
        writeBytes(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private void writeBytes(String file, byte[] bytes) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
    }
}
