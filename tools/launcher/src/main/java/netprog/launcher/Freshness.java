package netprog.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells the start scripts whether the jars are as new as the sources: exit status 0 if so, 1 if something has to be built.
 * The scripts leave the stamp {@code target/netprog.built} with the time at which the last good build began.
 */
final class Freshness {
    private Freshness() {}

    public static void main(String[] args) throws IOException {
        System.exit(isFresh(Path.of(args[0]), args.length > 1 ? args[1] : "") ? 0 : 1);
    }

    /** Looks at the folders below the top and below tools/ that hold a pom.xml; {@code test} compiles the assignment itself. */
    static boolean isFresh(Path top, String command) throws IOException {
        Path stamp = top.resolve("target/netprog.built");
        if (!Files.exists(stamp) || isNewer(top.resolve("pom.xml"), Files.getLastModifiedTime(stamp))) {
            return false;
        }
        FileTime built = Files.getLastModifiedTime(stamp);
        for (Path parent : List.of(top, top.resolve("tools"))) {
            try (Stream<Path> folders = Files.list(parent)) {
                for (Path module :
                        folders.filter(f -> Files.exists(f.resolve("pom.xml"))).toList()) {
                    if (command.equals("test") && module.endsWith("week04-login-assignment")) {
                        continue;
                    }
                    if (!hasJar(module) || isNewer(module.resolve("pom.xml"), built) || hasNewerSource(module, built)) {
                        return false;
                    }
                }
            }
        }
        return !anyNewer(top.resolve("tools/assembly"), built);
    }

    private static boolean hasJar(Path module) throws IOException {
        Path target = module.resolve("target");
        if (!Files.isDirectory(target)) {
            return false;
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.anyMatch(f -> f.toString().endsWith(".jar"));
        }
    }

    private static boolean hasNewerSource(Path module, FileTime built) throws IOException {
        return anyNewer(module.resolve("src/main"), built);
    }

    /** Folders count too: their time changes when a file is removed. */
    private static boolean anyNewer(Path folder, FileTime built) throws IOException {
        if (!Files.exists(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (isNewer(file, built)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isNewer(Path file, FileTime built) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(built) > 0;
    }
}
