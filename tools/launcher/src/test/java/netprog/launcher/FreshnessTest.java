package netprog.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshnessTest {
    private static final Instant BUILT = Instant.parse("2026-09-01T00:00:00Z");

    @TempDir
    private Path top;

    @BeforeEach
    void aBuiltTree() throws IOException {
        write("pom.xml", -10);
        write("week03-time/pom.xml", -10);
        write("week03-time/src/main/java/A.java", -10);
        write("week03-time/target/week03-time.jar", 1);
        write("tools/launcher/pom.xml", -10);
        write("tools/launcher/src/main/java/B.java", -10);
        write("tools/launcher/target/launcher.jar", 1);
        write("tools/assembly/runnable-jar.xml", -10);
        write("target/netprog.built", 0);
        for (String folder : new String[] {
            "week03-time/src/main/java",
            "week03-time/src/main",
            "tools/assembly",
            "tools/launcher/src/main/java",
            "tools/launcher/src/main"
        }) {
            touch(top.resolve(folder), -10);
        }
    }

    @Test
    void aBuiltTreeIsFresh() throws IOException {
        assertThat(Freshness.isFresh(top, "")).isTrue();
    }

    @Test
    void aNewerSourceOrPomOrDescriptorMakesItStale() throws IOException {
        for (String file : new String[] {
            "pom.xml",
            "week03-time/pom.xml",
            "week03-time/src/main/java/A.java",
            "tools/launcher/src/main/java/B.java",
            "tools/assembly/runnable-jar.xml"
        }) {
            touch(top.resolve(file), 5);
            assertThat(Freshness.isFresh(top, "")).as(file).isFalse();
            touch(top.resolve(file), -10);
        }
    }

    @Test
    void aRemovedSourceMakesItStale() throws IOException {
        Files.delete(top.resolve("week03-time/src/main/java/A.java"));
        assertThat(Freshness.isFresh(top, "")).isFalse();
    }

    @Test
    void aMissingJarOrStampMakesItStale() throws IOException {
        Files.delete(top.resolve("week03-time/target/week03-time.jar"));
        assertThat(Freshness.isFresh(top, "")).isFalse();
        write("week03-time/target/week03-time.jar", 1);
        Files.delete(top.resolve("target/netprog.built"));
        assertThat(Freshness.isFresh(top, "")).isFalse();
    }

    @Test
    void whatTestCompilesItselfNeedsNoBuildBeforeIt() throws IOException {
        write("week04-login-assignment/pom.xml", -10);
        write("week04-login-assignment/src/main/java/C.java", 5);
        assertThat(Freshness.isFresh(top, "login")).isFalse();
        assertThat(Freshness.isFresh(top, "test")).isTrue();
        touch(top.resolve("week03-time/src/main/java/A.java"), 5);
        assertThat(Freshness.isFresh(top, "test")).isFalse();
    }

    @Test
    void aNewerTestDoesNot() throws IOException {
        write("week03-time/src/test/java/T.java", 5);
        assertThat(Freshness.isFresh(top, "")).isTrue();
    }

    private void write(String file, int secondsAfterBuild) throws IOException {
        Path path = top.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "x");
        touch(path, secondsAfterBuild);
    }

    private static void touch(Path path, int secondsAfterBuild) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(BUILT.plusSeconds(secondsAfterBuild)));
    }
}
