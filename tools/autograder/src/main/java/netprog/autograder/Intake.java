package netprog.autograder;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import netprog.grading.Assignment;
import netprog.util.Bytes;

/**
 * Finds submissions in folders and zips, and takes the assignment's files out of them and nothing else. What is taken is
 * written under names of ours: no name that a student chose becomes a path.
 */
final class Intake implements Closeable {
    /** A folder as Moodle names it: participant, number in the worksheet, plugin; or a file of it without folders. */
    private static final Pattern MOODLE = Pattern.compile("(.+)_(\\d+)_assignsubmission_(?:file|onlinetext)_?(.*)");

    /** A file as Canvas names it: participant, user, attachment, and the student's own name for the file. */
    private static final Pattern CANVAS = Pattern.compile("(.+?)_(?:LATE_)?(\\d+)_(\\d+)_(.+)");

    private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}\\p{N} ._()-]{1,100}");
    private static final int MAX_NAME = 80; // characters; a file name may have 255 bytes
    private static final int MAX_FILES = 20_000; // of one submission
    private static final int MAX_DEPTH = 20; // folders
    private static final int MAX_NESTED = 3; // zips in each other
    private static final long MAX_SOURCE = 1 << 20; // bytes of one file
    private static final long MAX_ZIP = 64 << 20; // bytes of a zip in a submission
    private static final int MAX_SHOWN = 5;

    private final Assignment assignment;
    private final Path work;
    private final List<ZipFile> open = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>(); // lower case: they become folders
    private int temporary;

    /**
     * Creates one for a run.
     *
     * @param work a folder for what is taken
     */
    Intake(Assignment assignment, Path work) {
        this.assignment = assignment;
        this.work = work;
    }

    /**
     * A submission, with its files in a folder of its own.
     *
     * @param name of the student, as the learning platform has it; also a file name, and no other submission's
     * @param id the number of the student on the learning platform; empty if there is none
     * @param folder holds at most one candidate for each file
     * @param problems why a part has no file, where its name alone does not say it: by the part's name
     * @param notes what the reader of the verdict should know beside it
     * @param paths where each file that was taken is in the submission, by its name
     * @param sha256 of the files that were taken, in hexadecimal digits
     */
    record Taken(
            String name,
            String id,
            Path folder,
            Map<String, String> problems,
            List<String> notes,
            Map<String, String> paths,
            String sha256) {}

    private interface Content {
        InputStream open() throws IOException;
    }

    /** A file that is not read yet. */
    private record Item(List<String> path, long size, Content content) {
        String name() {
            return path.get(path.size() - 1);
        }

        Item in(int from) {
            return new Item(path.subList(from, path.size()), size, content);
        }

        @Override
        public String toString() {
            return String.join("/", path);
        }
    }

    /** What cannot be taken at all, as the user reads it. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        Refusal(String key, Object... values) {
            super(Autograder.MESSAGES.get(key, values));
        }
    }

    /**
     * Takes what the user names.
     *
     * @param source a folder or a zip
     * @param each whether it holds many submissions
     * @throws Refusal if it is neither a folder nor a zip, or holds no submission
     */
    List<Taken> take(Path source, boolean each) throws IOException, Refusal {
        List<String> notes = new ArrayList<>();
        Set<String> folders = new LinkedHashSet<>();
        List<Item> items;
        if (Files.isDirectory(source)) {
            items = files(source, each ? MAX_FILES * 100 : MAX_FILES, folders, notes);
        } else if (Files.isRegularFile(source)) {
            items = entries(source, folders, notes);
        } else {
            throw new Refusal("grade.no-submission", source);
        }
        if (!each) {
            Path name = source.toAbsolutePath().normalize().getFileName();
            String shown = name == null ? "submission" : name.toString().replaceFirst("(?i)\\.zip$", "");
            return List.of(take(group(shown), withoutPrefix(items), notes));
        }
        Map<Group, List<Item>> groups = groups(items, folders);
        if (groups.isEmpty()) {
            throw new Refusal("grade.none", source);
        }
        List<Taken> all = new ArrayList<>();
        for (Map.Entry<Group, List<Item>> group : groups.entrySet()) {
            all.add(take(group.getKey(), group.getValue(), new ArrayList<>()));
        }
        return all;
    }

    private record Group(String name, String id) {}

    private static Group group(String folder) {
        Matcher moodle = MOODLE.matcher(folder);
        return moodle.matches() ? new Group(moodle.group(1), moodle.group(2)) : new Group(folder, "");
    }

    /** One folder or zip is one submission; the platforms also put all files into one folder, each with the student's name. */
    private static Map<Group, List<Item>> groups(List<Item> all, Set<String> folders) {
        List<Item> items = all;
        Set<String> tops = items.stream().map(item -> item.path().get(0)).collect(Collectors.toSet());
        tops.addAll(folders);
        boolean wrapped = tops.size() == 1
                && items.stream().allMatch(item -> item.path().size() > 2)
                && items.stream().map(item -> item.path().get(1)).distinct().count() > 1;
        Map<Group, List<Item>> groups = new LinkedHashMap<>();
        if (wrapped) {
            items = items.stream().map(item -> item.in(1)).toList();
        } else {
            folders.forEach(folder -> groups.put(group(folder), new ArrayList<>()));
        }
        for (Item item : items) {
            String top = item.path().get(0);
            Group group = group(top);
            Item inside = item;
            if (item.path().size() > 1) {
                inside = item.in(1);
            } else if (!group.id().isEmpty()) {
                inside = renamed(item, MOODLE, 3);
            } else if (CANVAS.matcher(top).matches()) {
                Matcher canvas = CANVAS.matcher(top);
                canvas.matches();
                group = new Group(canvas.group(1), canvas.group(2));
                inside = renamed(item, CANVAS, 4);
            } else if (isZip(item)) {
                group = group(top.substring(0, top.length() - ".zip".length()));
            } else {
                continue; // a list of the platform's, a note of the staff's
            }
            groups.computeIfAbsent(group, key -> new ArrayList<>()).add(inside);
        }
        return groups;
    }

    /** A student's files, downloaded one by one, keep the platform's prefix. */
    private static List<Item> withoutPrefix(List<Item> items) {
        return items.stream()
                .map(item -> MOODLE.matcher(item.name()).matches() ? renamed(item, MOODLE, 3) : item)
                .map(item -> CANVAS.matcher(item.name()).matches() ? renamed(item, CANVAS, 4) : item)
                .toList();
    }

    private static Item renamed(Item item, Pattern pattern, int rest) {
        Matcher matcher = pattern.matcher(item.name());
        if (!matcher.matches() || matcher.group(rest).isEmpty()) {
            return item;
        }
        List<String> path = new ArrayList<>(item.path());
        path.set(path.size() - 1, matcher.group(rest));
        return new Item(path, item.size(), item.content());
    }

    private static boolean isZip(Item item) {
        return item.name().toLowerCase(java.util.Locale.ROOT).endsWith(".zip");
    }

    private Taken take(Group group, List<Item> items, List<String> notes) throws IOException {
        List<Item> files = new ArrayList<>();
        expand(items, 0, files, notes);
        String name = uniqueName(group);
        Path folder = Files.createDirectories(work.resolve("in" + names.size()));
        Map<String, String> problems = new TreeMap<>();
        Map<String, String> paths = new TreeMap<>();
        MessageDigest digest = sha256();
        for (Assignment.Part part : assignment.parts()) {
            take(part, files, folder, problems, paths, digest);
        }
        if (files.size() > MAX_FILES) {
            notes.add(Autograder.MESSAGES.get("grade.too-many", MAX_FILES));
        }
        return new Taken(
                name,
                group.id(),
                folder,
                problems,
                List.copyOf(notes),
                paths,
                HexFormat.of().formatHex(digest.digest()));
    }

    /** Puts the files that may count into a list, those of zips too. */
    private void expand(List<Item> items, int depth, List<Item> files, List<String> notes) throws IOException {
        for (Item item : items) {
            if (files.size() > MAX_FILES) {
                return;
            } else if (!counts(item)) {
                continue;
            } else if (!isZip(item)) {
                files.add(item);
            } else if (depth == MAX_NESTED || item.size() > MAX_ZIP) {
                notes.add(Autograder.MESSAGES.get("grade.zip", item, MAX_NESTED, MAX_ZIP >> 20));
            } else {
                expandZip(item, depth, files, notes);
            }
        }
    }

    private void expandZip(Item item, int depth, List<Item> files, List<String> notes) throws IOException {
        Path copy = work.resolve("zip" + temporary++);
        try {
            byte[] bytes = read(item, MAX_ZIP);
            if (bytes == null) {
                notes.add(Autograder.MESSAGES.get("grade.zip", item, MAX_NESTED, MAX_ZIP >> 20));
                return;
            }
            Files.write(copy, bytes);
            List<Item> inside = new ArrayList<>();
            for (Item entry : entries(copy, new LinkedHashSet<>(), notes)) {
                List<String> path = new ArrayList<>(item.path());
                path.addAll(entry.path());
                inside.add(new Item(path, entry.size(), entry.content()));
            }
            expand(withoutPrefix(inside), depth + 1, files, notes);
        } catch (Refusal e) {
            notes.add(Autograder.MESSAGES.get("grade.bad-zip", item));
        } finally {
            Files.deleteIfExists(copy); // an open file stays readable
        }
    }

    /** What a build, a tool or an editor left is nobody's work; the student edition has the stubs once more. */
    private static boolean counts(Item item) {
        List<String> folders = item.path().subList(0, item.path().size() - 1);
        return folders.stream()
                        .noneMatch(folder ->
                                folder.equals("target") || folder.startsWith(".") || folder.equals("__MACOSX"))
                && !("/" + String.join("/", folders) + "/").contains("/src/stubs/")
                && !item.name().startsWith(".");
    }

    private void take(
            Assignment.Part part,
            List<Item> files,
            Path folder,
            Map<String, String> problems,
            Map<String, String> paths,
            MessageDigest digest)
            throws IOException {
        List<Item> candidates = named(files, Pattern.quote(part.file()));
        if (candidates.isEmpty()) {
            // Canvas adds -1 to a file that is handed in again, browsers add (1) to one that is downloaded again.
            candidates = named(files, part.name() + "(-\\d+| ?\\(\\d+\\))\\.java");
        }
        if (candidates.isEmpty()) {
            for (Item alike : named(files, "(?i)(.*[^a-z])?" + part.name() + "([^a-z].*)?")) {
                if (PLAIN_NAME.matcher(alike.name()).matches()) {
                    Files.write(folder.resolve(alike.name()), new byte[0]); // its name alone is of interest
                }
            }
            return;
        }
        Map<String, Item> different = new LinkedHashMap<>(); // by content
        for (Item candidate : candidates.subList(0, Math.min(MAX_SHOWN, candidates.size()))) {
            byte[] bytes = read(candidate, MAX_SOURCE);
            if (bytes == null) {
                problems.put(part.name(), Autograder.MESSAGES.get("grade.too-large", shown(List.of(candidate))));
                return;
            }
            String content = new String(bytes, StandardCharsets.ISO_8859_1);
            if (different.putIfAbsent(content, candidate) == null && different.size() == 1) {
                Files.write(folder.resolve(candidate.name()), bytes);
                digest.update((part.file() + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
                paths.put(part.file(), candidate.toString());
            }
        }
        if (different.size() > 1) {
            Files.delete(folder.resolve(candidates.get(0).name()));
            paths.remove(part.file());
            problems.put(
                    part.name(),
                    Autograder.MESSAGES.get("grade.several", part.file(), shown(List.copyOf(different.values()))));
        }
    }

    private static List<Item> named(List<Item> files, String pattern) {
        return files.stream().filter(file -> file.name().matches(pattern)).toList();
    }

    private static String shown(List<Item> items) {
        return Bytes.escape(items.stream().map(Item::toString).collect(Collectors.joining(", ")));
    }

    /** Reads a file; null if it is larger than a limit, whatever its entry says. */
    private static byte[] read(Item item, long max) throws IOException {
        try (InputStream in = item.content().open()) {
            byte[] bytes = in.readNBytes((int) max + 1);
            return bytes.length > max ? null : bytes;
        } catch (ZipException | IllegalArgumentException e) {
            return new byte[0]; // encrypted, damaged: the compiler will find nothing in it
        }
    }

    /** Lists the files of a folder. Links are not followed, and not taken. */
    private static List<Item> files(Path root, int max, Set<String> folders, List<String> notes) throws IOException {
        List<Item> files = new ArrayList<>();
        Path top = root.toRealPath();
        Files.walkFileTree(top, EnumSet.noneOf(FileVisitOption.class), MAX_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = String.valueOf(folder.getFileName());
                if (!folder.equals(top) && (name.equals("target") || name.startsWith("."))) {
                    return FileVisitResult.SKIP_SUBTREE;
                } else if (top.equals(folder.getParent())) {
                    folders.add(name);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                List<String> path = new ArrayList<>();
                top.relativize(file).forEach(each -> path.add(each.toString()));
                if (attributes.isRegularFile()) {
                    files.add(new Item(
                            path, attributes.size(), () -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)));
                } else if (file.toString().endsWith(".java")) {
                    notes.add(Autograder.MESSAGES.get("grade.link", Bytes.escape(String.join("/", path))));
                }
                return files.size() > max ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                notes.add(Autograder.MESSAGES.get("grade.unreadable", Bytes.escape(file.toString())));
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(Comparator.comparing((Item item) -> item.path().size()).thenComparing(Item::toString));
        return files;
    }

    /** Lists the files of a zip. Names that lead out of it are refused. */
    private List<Item> entries(Path file, Set<String> folders, List<String> notes) throws IOException, Refusal {
        ZipFile zip = open(file);
        open.add(zip);
        List<Item> items = new ArrayList<>();
        for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
            String name = entry.getName().replace('\\', '/'); // as some programs of Windows write them
            List<String> path = List.of(name.split("/"));
            if (name.startsWith("/")
                    || name.matches("[A-Za-z]:/.*")
                    || path.contains("..")
                    || name.indexOf('\0') >= 0) {
                notes.add(Autograder.MESSAGES.get("grade.outside", Bytes.escape(name)));
            } else if (path.isEmpty() || path.contains("")) {
                continue;
            } else if (entry.isDirectory() || name.endsWith("/")) {
                folders.add(path.get(0));
            } else {
                if (path.size() > 1) {
                    folders.add(path.get(0));
                }
                items.add(new Item(path, Math.max(0, entry.getSize()), () -> zip.getInputStream(entry)));
            }
        }
        return items;
    }

    /** Names are UTF-8, or MS949 as Korean Windows writes them. */
    private static ZipFile open(Path file) throws IOException, Refusal {
        try {
            return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            try {
                return new ZipFile(file.toFile(), Charset.forName("MS949"));
            } catch (ZipException | IllegalArgumentException neither) {
                throw new Refusal("grade.no-zip", file);
            }
        }
    }

    /** A name that is also a file name, and not another submission's. */
    private String uniqueName(Group group) {
        String plain = group.name().replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "_").strip();
        plain = plain.replaceFirst("^\\.+", "").replaceFirst("\\.+$", "");
        plain = plain.substring(0, Math.min(MAX_NAME, plain.length()));
        if (plain.isEmpty()) {
            plain = "submission";
        }
        String name = plain;
        if (names.contains(name.toLowerCase(java.util.Locale.ROOT))
                && !group.id().isEmpty()) {
            name = plain + "_" + group.id();
        }
        for (int i = 2; !names.add(name.toLowerCase(java.util.Locale.ROOT)); i++) {
            name = plain + "_" + i;
        }
        return name;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    @Override
    public void close() throws IOException {
        for (ZipFile zip : open) {
            zip.close();
        }
    }
}
