package netprog.autograder;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import com.github.difflib.patch.PatchFailedException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * A program of which we know what the graded tests report: some of the six files, each whole or as a patch of a correct program.
 *
 * @param name its kind and its folder's name, such as {@code bad/tcp-server-one-read}
 * @param folder holds the files, and {@code expect.properties} where something more has to be known
 * @param base holds the correct program
 */
record KnownSubmission(String name, Path folder, Path base) {
    private static final String ADVICE = "Write it again: see the README of the submissions.";

    boolean isOf(String kind) {
        return name.startsWith(kind + "/");
    }

    /** Returns the parts whose files it has; those of the reference stand in for the others. */
    List<String> parts(List<String> all) {
        return all.stream()
                .filter(part -> Files.exists(whole(part)) || Files.exists(patch(part)))
                .toList();
    }

    private Path whole(String part) {
        return folder.resolve(part + ".java");
    }

    private Path patch(String part) {
        return folder.resolve(part + ".patch");
    }

    /** Writes the files of some parts as whole programs. */
    void write(List<String> parts, Path target) throws IOException {
        Files.createDirectories(target);
        for (String part : parts) {
            Path file = target.resolve(part + ".java");
            if (!Files.exists(whole(part))) {
                Files.write(file, patched(part));
            } else if (!Files.exists(patch(part))) {
                Files.copy(whole(part), file);
            } else {
                throw new IOException(
                        name + " has " + part + " as a whole file and as a patch. Delete one of the two.");
            }
        }
    }

    /** Applies a patch at the very lines that it names: a base that has changed needs the patch written anew. */
    private List<String> patched(String part) throws IOException {
        Patch<String> patch = UnifiedDiffUtils.parseUnifiedDiff(Files.readAllLines(patch(part)));
        patch.withConflictOutput((verdict, hunk, lines) -> {
            throw new PatchFailedException(header(hunk));
        });
        if (patch.getDeltas().isEmpty()) {
            throw new IOException(String.format("%s/%s.patch has no hunk. %s", name, part, ADVICE));
        }
        try {
            return patch.applyTo(Files.readAllLines(base.resolve(part + ".java")));
        } catch (PatchFailedException e) {
            throw new IOException(
                    String.format(
                            "%s/%s.patch does not apply: base/%s.java has other lines at its hunk %s. %s",
                            name, part, part, e.getMessage(), ADVICE),
                    e);
        }
    }

    private static String header(AbstractDelta<String> hunk) {
        return "@@ -" + range(hunk.getSource()) + " +" + range(hunk.getTarget()) + " @@";
    }

    private static String range(Chunk<String> lines) {
        return lines.getPosition() + 1 + "," + lines.size();
    }

    /** Returns what has to be reported; empty where the kind says it all. */
    Properties expectations() throws IOException {
        Properties expected = new Properties();
        Path file = folder.resolve("expect.properties");
        if (Files.exists(file)) {
            try (Reader text = Files.newBufferedReader(file)) {
                expected.load(text);
            }
        }
        return expected;
    }
}
