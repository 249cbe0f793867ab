package netprog.netlab.topology;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The process on which a lab hangs: number 1 of its process namespace.
 *
 * @param pid its number on this machine
 * @param entrance the way into its namespaces
 */
record InitProcess(long pid, NamespaceAccess entrance) {
    private static final Path PROC = Path.of("/proc");

    /** Finds it among the processes that somebody started. */
    static Optional<ProcessHandle> below(Process holder) {
        try (Stream<ProcessHandle> all = holder.descendants()) {
            return all.filter(each -> isFirst(each.pid())).findFirst();
        }
    }

    /** Finds the one of the lab with this name that was started last; other users' labs do not count. */
    static Optional<InitProcess> named(String name) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            List<ProcessHandle> found = all.filter(each -> isNamed(each.pid(), name) && isFirst(each.pid()))
                    .sorted(Comparator.comparing((ProcessHandle each) ->
                                    each.info().startInstant().orElse(Instant.MIN))
                            .reversed())
                    .toList();
            return found.stream()
                    .flatMap(each -> entrance(each).stream().map(way -> new InitProcess(each.pid(), way)))
                    .findFirst();
        }
    }

    private static boolean isFirst(long pid) {
        try {
            return Files.readAllLines(file(pid, "status")).stream().anyMatch(line -> line.matches("NSpid:.*\\s1"));
        } catch (IOException e) {
            return false; // it has just ended
        }
    }

    private static boolean isNamed(long pid, String name) {
        try {
            return Files.readString(file(pid, "cmdline"), StandardCharsets.ISO_8859_1)
                    .endsWith("\0" + name + "\0");
        } catch (IOException e) {
            return false;
        }
    }

    /** The way in, where the lab is this user's own: sudo's processes belong to root, but who started sudo does not. */
    private static Optional<NamespaceAccess> entrance(ProcessHandle first) {
        try {
            if (isMine(first)) {
                Path mine = Files.readSymbolicLink(PROC.resolve("self/ns/user"));
                boolean same =
                        Files.readSymbolicLink(file(first.pid(), "ns/user")).equals(mine);
                return Optional.of(same ? NamespaceAccess.ROOT : NamespaceAccess.USER);
            }
            Optional<ProcessHandle> starter = first.parent();
            while (starter.isPresent() && !isMine(starter.get())) {
                starter = starter.get().parent();
            }
            return starter.map(each -> NamespaceAccess.SUDO);
        } catch (IOException e) {
            return Optional.empty(); // it has just ended
        }
    }

    private static boolean isMine(ProcessHandle process) throws IOException {
        Object owner = Files.getAttribute(PROC.resolve(String.valueOf(process.pid())), "unix:uid");
        return owner.equals(Files.getAttribute(PROC.resolve("self"), "unix:uid"));
    }

    private static Path file(long pid, String name) {
        return PROC.resolve(String.valueOf(pid)).resolve(name);
    }
}
