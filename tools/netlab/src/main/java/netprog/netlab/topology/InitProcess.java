package netprog.netlab.topology;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The process that a lab depends on: number 1 of its process namespace.
 *
 * @param pid its process id on this machine
 * @param access how its namespaces are entered
 */
record InitProcess(long pid, NamespaceAccess access) {
    private static final Path PROC = Path.of("/proc");

    /** Finds the one among the descendants of a process of ours. */
    static long below(Process holder) throws IOException {
        return find(holder, each -> isInit(each.pid()));
    }

    /** Finds a command in a lab, given the process of ours that entered the lab for it. */
    static long commandOf(Process process) throws IOException {
        int outside = depth(ProcessHandle.current());
        return find(
                process,
                each -> depth(each) > outside && each.parent().stream().allMatch(parent -> depth(parent) == outside));
    }

    private static long find(Process process, Predicate<ProcessHandle> wanted) throws IOException {
        try (Stream<ProcessHandle> all = process.descendants()) {
            return all.filter(wanted)
                    .mapToLong(ProcessHandle::pid)
                    .findFirst()
                    .orElseThrow(() -> new IOException("process " + process.pid() + " has no process in a lab"));
        }
    }

    /** Finds the one of the lab with this name that was started last; labs of other users do not count. */
    static Optional<InitProcess> named(String name) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            List<ProcessHandle> found = all.filter(each -> isNamed(each.pid(), name) && isInit(each.pid()))
                    .sorted(Comparator.comparing((ProcessHandle each) ->
                                    each.info().startInstant().orElse(Instant.MIN))
                            .reversed())
                    .toList();
            return found.stream()
                    .flatMap(each -> access(each).stream().map(access -> new InitProcess(each.pid(), access)))
                    .findFirst();
        }
    }

    private static boolean isInit(long pid) {
        return processIds(pid).endsWith("\t1");
    }

    /** How many process namespaces, one inside the other, a process is in. */
    private static int depth(ProcessHandle process) {
        return processIds(process.pid()).split("\t").length - 1;
    }

    /** A line with the ids of a process, from the outermost process namespace to its own; empty if it has ended. */
    private static String processIds(long pid) {
        try {
            return Files.readAllLines(file(pid, "status")).stream()
                    .filter(line -> line.startsWith("NSpid:"))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
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

    /** How a lab of this user is entered: the processes of sudo belong to root, but a parent of theirs to the user. */
    private static Optional<NamespaceAccess> access(ProcessHandle init) {
        try {
            if (isMine(init)) {
                Path mine = Files.readSymbolicLink(PROC.resolve("self/ns/user"));
                boolean same =
                        Files.readSymbolicLink(file(init.pid(), "ns/user")).equals(mine);
                return Optional.of(same ? NamespaceAccess.ROOT : NamespaceAccess.USER);
            }
            Optional<ProcessHandle> parent = init.parent();
            while (parent.isPresent() && !isMine(parent.get())) {
                parent = parent.get().parent();
            }
            return parent.map(each -> NamespaceAccess.SUDO);
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
