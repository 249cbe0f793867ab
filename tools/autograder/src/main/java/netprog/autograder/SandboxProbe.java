package netprog.autograder;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Runs inside the sandbox before the first submission, and reports each thing that it can do and should not. */
final class SandboxProbe {
    /** The last line. */
    static final String DONE = "done";

    /** In front of the key of what is possible. */
    static final String HOLE = "hole ";

    private static final int MAX_THREADS = 1300;
    private static final long MIB = 1 << 20;

    private SandboxProbe() {}

    private interface Attempt {
        /** Returns whether it was possible. */
        boolean succeeds() throws Exception;
    }

    /** Takes the port of a listener outside, and files that it must not see. */
    public static void main(String[] args) {
        int port = Integer.parseInt(args[0]);
        report(
                "network",
                () -> reaches(port)
                        || Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                                .anyMatch(each -> !each.getName().equals("lo")));
        report("no-lo", () -> !NetworkInterface.getByName("lo").isUp());
        report(
                "files",
                () -> List.of(args).stream().skip(1).anyMatch(file -> Files.exists(Path.of(file)))
                        || Files.exists(Path.of("/home"))
                        || Files.exists(Path.of("/root"))
                        || SandboxProbe.class.getResource("/META-INF/services/netprog.grading.Assignment") != null);
        for (String folder : List.of("/", "/dev", "/usr/lib", "/jdk", "/etc", "/grade/classes")) {
            report("write", () -> writes(Path.of(folder, "probe"), 1));
        }
        report("file-size", () -> writes(Path.of("/tmp/probe"), 9 * MIB));
        report("disk", () -> fills(Path.of("/tmp"), 65 * MIB) || fills(Path.of("/dev/shm"), 2 * MIB));
        report(
                "environment",
                () -> bytes("/proc/1/environ").lines().anyMatch(text -> text.contains("PATH="))
                        || System.getenv().keySet().stream()
                                .anyMatch(
                                        name -> !List.of("LC_ALL", "TZ", "PWD").contains(name)));
        report(
                "processes",
                () -> ProcessHandle.current().pid() != 1
                        || ProcessHandle.allProcesses().count() > 1);
        report(
                "rights",
                () -> bytes("/proc/self/status")
                        .lines()
                        .anyMatch(line -> line.startsWith("Cap") && !line.endsWith(":\t0000000000000000")
                                || line.equals("NoNewPrivs:\t0")));
        report("memory", SandboxProbe::takesMemory);
        report("threads", SandboxProbe::startsTooManyThreads);
        System.out.println(DONE);
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void report(String key, Attempt attempt) {
        boolean possible;
        try {
            possible = attempt.succeeds();
        } catch (Exception | OutOfMemoryError e) {
            possible = false;
        }
        if (possible) {
            System.out.println(HOLE + key);
        }
    }

    private static boolean reaches(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 2000);
            return true;
        }
    }

    private static boolean writes(Path file, long bytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[(int) Math.min(bytes, MIB)];
            for (long written = 0; written < bytes; written += block.length) {
                out.write(block);
            }
            return true;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static boolean fills(Path folder, long bytes) throws IOException {
        List<Path> files = new ArrayList<>();
        try {
            for (long written = 0; written < bytes; written += MIB) {
                Path file = folder.resolve("probe" + written);
                files.add(file);
                Files.write(file, new byte[(int) MIB]);
            }
            return true;
        } finally {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String bytes(String file) throws IOException {
        return new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8).replace('\0', '\n');
    }

    /** Takes memory outside of the heap, as a student's code can. */
    private static boolean takesMemory() throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        type.getMethod("allocateMemory", long.class).invoke(field.get(null), 2048 * MIB);
        return true;
    }

    private static boolean startsTooManyThreads() {
        for (int i = 0; i < MAX_THREADS; i++) {
            Thread thread = new Thread(null, LockSupport::park, "probe", 65536);
            thread.setDaemon(true);
            thread.start();
        }
        return true;
    }
}
