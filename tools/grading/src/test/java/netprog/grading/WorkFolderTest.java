package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WorkFolderTest {
    @Test
    void aFolderIntoWhichSomebodyStillWritesIsDeletedInTheEnd() throws IOException {
        WorkFolder folder = WorkFolder.create();
        Path first = Files.createFile(folder.path().resolve("first"));
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            int written = 0;
            for (int more = 0; more < 50; more += Files.exists(first) ? 0 : 1) { // some when the deletion has begun
                write(folder.path().resolve("file" + written++));
            }
        });
        await().until(() -> Files.exists(folder.path().resolve("file0")));
        folder.close();
        writer.join();
        assertThat(folder.path()).doesNotExist();
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "text");
        } catch (IOException e) {
            // The folder is gone already.
        }
    }
}
