package netprog.grading;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Notices when a Java file of a folder is saved, however an editor does that: in its place, in pieces, or as a new file that is
 * renamed. The system tells it where it can; elsewhere (macOS, network folders) a look several times a second has to do.
 */
final class SourceWatch implements AutoCloseable {
    private static final int LOOK = 150; // milliseconds between two looks
    private static final int QUIET = 20; // milliseconds without a change: the file is written
    private static final int MAX_HALF = 500; // milliseconds that a file may be missing or empty while it is saved

    private final Path folder;
    private final WatchService service;
    private WatchKey key;
    private Map<String, Seen> seen;

    /** A file as it was seen. */
    private record Seen(long size, long time, Object key, int content) {}

    /** Remembers the files of a folder as they are now. */
    SourceWatch(Path folder) {
        this(folder, true);
    }

    /** The same, with the system's help or without it. */
    SourceWatch(Path folder, boolean told) {
        this.folder = folder;
        this.service = told ? open() : null;
        register();
        this.seen = look(Map.of());
    }

    private static WatchService open() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            return null; // the system has no more of them: looks have to do
        }
    }

    private void register() {
        try {
            if (service != null && (key == null || !key.isValid())) {
                key = folder.register(
                        service,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
            }
        } catch (IOException e) {
            // The folder is away; it is tried again at the next look.
        }
    }

    /** Returns the file that was saved last; empty if there is none. */
    String newest() {
        return seen.entrySet().stream()
                .max(Comparator.comparing(file -> file.getValue().time()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /**
     * Files that were saved.
     *
     * @param files their names
     * @param at when that was noticed, by {@link System#nanoTime}
     */
    record Saved(Set<String> files, long at) {}

    /** Waits until files are saved. */
    Saved await() throws InterruptedException {
        while (true) {
            boolean told = waitFor(LOOK);
            Map<String, Seen> now = look(told ? Map.of() : seen);
            if (!now.equals(seen)) {
                long at = System.nanoTime();
                now = settled(now);
                Set<String> saved = new TreeSet<>();
                for (String name : union(now, seen)) {
                    if (!Objects.equals(now.get(name), seen.get(name))) {
                        saved.add(name);
                    }
                }
                seen = now;
                if (!saved.isEmpty()) {
                    return new Saved(saved, at);
                }
            }
        }
    }

    /** Waits until nothing changes any more, and no file that was there is missing or empty. */
    private Map<String, Seen> settled(Map<String, Seen> first) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MAX_HALF);
        Map<String, Seen> now = first;
        while (true) {
            waitFor(QUIET);
            Map<String, Seen> next = look(Map.of());
            if (next.equals(now) && (System.nanoTime() > end || isWhole(next))) {
                return now;
            }
            now = next;
        }
    }

    private boolean isWhole(Map<String, Seen> now) {
        return seen.entrySet().stream()
                .allMatch(file -> file.getValue().size() == 0
                        || now.containsKey(file.getKey())
                                && now.get(file.getKey()).size() > 0);
    }

    /** Waits so many milliseconds, or until the system tells of a change; returns whether it did. */
    private boolean waitFor(int millis) throws InterruptedException {
        if (service == null) {
            Thread.sleep(millis);
            return false;
        }
        register();
        WatchKey told = service.poll(millis, TimeUnit.MILLISECONDS);
        if (told == null) {
            return false;
        }
        List<WatchEvent<?>> events = told.pollEvents();
        told.reset(); // without it nothing more is told
        return !events.isEmpty();
    }

    /** Looks at all files; one that has the same size and date as before need not be read. */
    private Map<String, Seen> look(Map<String, Seen> before) {
        Map<String, Seen> now = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".java") && !name.startsWith(".")) {
                    add(file, name, before.get(name), now);
                }
            }
        } catch (IOException e) {
            // The folder is away for a moment.
        }
        return now;
    }

    private static void add(Path file, String name, Seen before, Map<String, Seen> now) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            long size = attributes.size();
            long time = attributes.lastModifiedTime().toMillis();
            boolean same = before != null && before.size() == size && before.time() == time;
            int content = same ? before.content() : Arrays.hashCode(Files.readAllBytes(file));
            now.put(name, new Seen(size, time, attributes.fileKey(), content));
        } catch (IOException e) {
            // It is being replaced: at the next look it is there.
        }
    }

    private static Set<String> union(Map<String, Seen> some, Map<String, Seen> others) {
        Set<String> names = new TreeSet<>(some.keySet());
        names.addAll(others.keySet());
        return names;
    }

    @Override
    public void close() throws IOException {
        if (service != null) {
            service.close();
        }
    }
}
