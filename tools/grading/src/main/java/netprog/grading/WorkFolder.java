package netprog.grading;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A temporary folder that is gone at the end, also when a signal ends the program. */
public final class WorkFolder implements AutoCloseable {
    private static final int MAX_TRIES = 100;
    private static final long PAUSE_NANOS = 20_000_000;

    private final Path path;
    private final Thread atExit = new Thread(this::delete);

    private WorkFolder(Path path) {
        this.path = path;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Creates an empty folder where this machine keeps temporary files. */
    public static WorkFolder create() throws IOException {
        return new WorkFolder(Files.createTempDirectory("netprog-score"));
    }

    /** Returns the folder. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
            delete();
        } catch (IllegalStateException e) {
            // The program is ending: the hook deletes it.
        }
    }

    /** Deletes it; again, while a process that is being ended still writes into it. */
    void delete() {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            try {
                delete(path);
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE_NANOS); // in the end it lies where this machine clears up itself
            }
        }
    }

    /** Deletes everything in a folder. */
    static void empty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                for (Path each : all.toList()) {
                    delete(each);
                }
            }
        }
    }

    /** Deletes a folder with everything in it. */
    public static void delete(Path folder) throws IOException {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            // Somebody else was quicker.
        }
    }
}
