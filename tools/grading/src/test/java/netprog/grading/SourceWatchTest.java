package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saves are noticed, with the system's help and without it. */
@Timeout(60)
class SourceWatchTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSaveIsNoticed(boolean told) throws Exception {
        Path file = Files.writeString(folder.resolve("Some.java"), "class Some {}");
        Files.writeString(folder.resolve("Other.java"), "class Other {}");
        try (SourceWatch watch = new SourceWatch(folder, told)) {
            Files.writeString(folder.resolve("notes.txt"), "no source");
            Files.writeString(file, "class Some { }");
            assertThat(watch.await().files()).containsExactly("Some.java");
            Path renamed = Files.writeString(folder.resolve("new"), "class Some {  }");
            Files.move(renamed, file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(watch.await().files()).containsExactly("Some.java");
            Files.delete(file);
            assertThat(watch.await().files()).containsExactly("Some.java");
            Files.writeString(folder.resolve("Third.java"), "class Third {}");
            assertThat(watch.await().files()).containsExactly("Third.java");
            assertThat(watch.newest()).isEqualTo("Third.java");
        }
    }

    @Test
    void aFileThatIsEmptyForAMomentIsNotTakenForTheWhole() throws Exception {
        Path file = Files.writeString(folder.resolve("Some.java"), "class Some {}");
        try (SourceWatch watch = new SourceWatch(folder, true)) {
            Files.writeString(file, "");
            CompletableFuture<Void> rest = CompletableFuture.runAsync(
                    () -> write(file), CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
            assertThat(watch.await().files()).containsExactly("Some.java");
            assertThat(rest).isDone();
        }
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "class Some { int all; }");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
