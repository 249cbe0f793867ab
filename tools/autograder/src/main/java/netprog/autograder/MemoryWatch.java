package netprog.autograder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Bounds the memory of all processes below this one together: limits of the system hold for one process, and control groups need
 * an administrator. Where there is too much, all of them end; the tests that were in them run again, each in a sandbox of its own.
 */
final class MemoryWatch {
    private static final int PAUSE = 250; // milliseconds
    private static final long MAX = 4L << 30; // bytes
    private static final long PAGE = 4096; // bytes; where pages are larger, the limit is lower

    private MemoryWatch() {}

    static void start() {
        Thread thread = new Thread(MemoryWatch::watch, "memory of the sandboxes");
        thread.setDaemon(true);
        thread.start();
    }

    private static void watch() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                List<ProcessHandle> all = ProcessHandle.current().descendants().toList();
                if (all.stream().mapToLong(MemoryWatch::resident).sum() > MAX) {
                    all.forEach(ProcessHandle::destroyForcibly);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long resident(ProcessHandle process) {
        try {
            String pages = Files.readString(Path.of("/proc/" + process.pid() + "/statm"));
            return Long.parseLong(pages.split(" ")[1]) * PAGE;
        } catch (IOException e) {
            return 0; // it has ended
        }
    }
}
