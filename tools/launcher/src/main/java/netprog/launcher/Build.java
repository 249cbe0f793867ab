package netprog.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.CodeSource;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Builds the jars that a command needs, where their sources have changed, and starts the command. The start scripts run it out
 * of the launcher's jar; before there is one they run this source file, which therefore stands alone and uses the JDK only.
 *
 * <p>A jar is kept as {@code target/netprog/NAME-CHECKSUM.jar}, with the checksum of the sources and poms that it was built
 * from. It is up to date if that file exists, whatever the dates of the sources are (unpacked and copied files have any
 * date), and a program that runs keeps its jar while a newer one is built.
 */
final class Build {
    private static final String LAUNCHER = "launcher";
    private static final String AUTOGRADER = "autograder";
    private static final String GRADING = "grading";

    /** The commands that are a jar, and the module that makes it. */
    private static final Map<String, String> JARS = new LinkedHashMap<>();

    static {
        JARS.put("week03", "week03-time");
        JARS.put("week04-echo", "week04-echo");
        JARS.put("login", "week04-login-assignment");
        JARS.put("solution", "solutions");
        JARS.put("test", GRADING);
        JARS.put("watch", GRADING);
        JARS.put("score", AUTOGRADER);
        JARS.put("grade", AUTOGRADER);
        JARS.put("gradescope-zip", AUTOGRADER);
        JARS.put("classroom50-bundle", AUTOGRADER);
        JARS.put("student-edition", AUTOGRADER);
    }

    /** What the demo and the lab's matrix start. */
    private static final List<String> SHOWN = List.of("week03-time", "week04-echo", "solutions");

    private static final Duration MAX_WAIT = Duration.ofMinutes(10);
    private static final int MAX_ERRORS = 10;
    private static final int MAX_BUILDS = 3;

    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern PROFILES = Pattern.compile("<profiles>.*</profiles>", Pattern.DOTALL);
    private static final Pattern REACTOR = Pattern.compile("\\[INFO] Building (\\S+) .*\\[(\\d+)/(\\d+)]");

    private final Path top;
    private final String maven;
    private final Duration maxWait;
    private final PrintStream screen;

    Build(Path top, String maven, Duration maxWait, PrintStream screen) {
        this.top = top;
        this.maven = maven;
        this.maxWait = maxWait;
        this.screen = screen;
    }

    /** Builds what is out of date, and goes on in the launcher's jar. */
    public static void main(String[] args) throws Exception {
        String language = language(args);
        if ("ko".equals(language) || "en".equals(language)) {
            Locale.setDefault(Locale.forLanguageTag(language));
        }
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        Path launcher = new Build(top(), windows ? "mvn.cmd" : "mvn", MAX_WAIT, System.err).prepare(args);
        if (launcher == null) {
            System.exit(1);
        } else if (launcher.equals(ownJar())) {
            run("netprog.launcher.Netprog", Build.class.getClassLoader(), args);
        } else { // a newer one, which may need other modules for the command
            System.setProperty("java.class.path", launcher.toString()); // for the JVMs that it starts
            run("netprog.launcher.Build", onlySeeing(launcher), args);
        }
    }

    /** Returns the top folder of the project, as the start script names it. */
    static Path top() {
        return Path.of(System.getProperty("netprog.top", ".")).toAbsolutePath().normalize();
    }

    /** Returns the commands that are a jar, each with the name of its module. */
    static Map<String, String> jars() {
        return JARS;
    }

    /** Returns whether a command runs programs of a week, whose names and arguments are not the launcher's business. */
    static boolean isWeek(String command) {
        return JARS.containsKey(command) && !List.of(GRADING, AUTOGRADER).contains(JARS.get(command));
    }

    /** Returns the folder of a module, which need not exist. */
    static Path folder(Path top, String module) {
        Path tool = top.resolve("tools").resolve(module);
        return Files.exists(tool) ? tool : top.resolve(module);
    }

    /** Returns the jar of a module: the one that {@link #prepare} has found or built, else the one that Maven left. */
    static Path jar(Path top, String module) {
        String prepared = System.getProperty("netprog.jar." + module);
        return prepared != null ? Path.of(prepared) : folder(top, module).resolve("target/" + module + ".jar");
    }

    /** Creates a class loader that sees a jar and the JDK, and nothing of the launcher's, as {@code java -jar} does. */
    static ClassLoader onlySeeing(Path jar) throws IOException {
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    /** Calls the main method of a class, which need not be public. */
    static void run(String mainClass, ClassLoader loader, String... args) throws Exception {
        Thread.currentThread().setContextClassLoader(loader);
        Method main = loader.loadClass(mainClass).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
        }
    }

    /**
     * Returns the value of --lang; null if it is not given. It is not looked for behind the name of a jar's program, and not
     * behind "--", where another command line begins.
     */
    static String language(String... args) {
        int words = 0;
        boolean jar = false;
        for (int i = 0; i < args.length && !(jar && words == 2) && !args[i].equals("--"); i++) {
            if (args[i].startsWith("--lang=")) {
                return args[i].substring("--lang=".length());
            } else if (args[i].equals("--lang") && i + 1 < args.length) {
                return args[i + 1];
            } else if (!args[i].startsWith("-")) {
                jar |= words++ == 0 && isWeek(args[i]);
            }
        }
        return null;
    }

    /** Returns the first word of a command line that is not about the language; empty if there is none. */
    static String command(String... args) {
        List<String> words = words(args);
        return words.isEmpty() ? "" : words.get(0);
    }

    private static List<String> words(String... args) {
        List<String> words = new ArrayList<>(List.of(args));
        int language = words.indexOf("--lang");
        if (language >= 0 && language + 1 < words.size()) {
            words.subList(language, language + 2).clear();
        }
        words.removeIf(word -> word.startsWith("--lang="));
        return words;
    }

    /** Returns the modules whose jars a command line uses, apart from the launcher. The staff's may be missing. */
    List<String> modules(String... args) {
        List<String> words = words(args);
        if (!words.isEmpty() && words.get(0).equals("help")) {
            words.remove(0);
            words.add("--help");
        }
        String command = words.isEmpty() ? "" : words.get(0);
        boolean help = words.size() == 2 && words.get(1).matches("-h|--help"); // given by the launcher itself
        List<String> modules = new ArrayList<>();
        if (isWeek(command) && !help) {
            modules.add(JARS.get(command));
        } else if (command.equals("demo") && !help || command.equals("lab") && words.contains("--matrix")) {
            modules.addAll(SHOWN);
        } else if (GRADING.equals(JARS.get(command))) {
            modules.addAll(List.of(GRADING, "week04-echo")); // it compiles the assignment itself
        }
        if (command.equals("demo") && !help && exists(AUTOGRADER) || AUTOGRADER.equals(JARS.get(command))) {
            modules.addAll(List.of(AUTOGRADER, "week04-login-assignment"));
        }
        modules.removeIf(module -> !exists(module));
        return modules;
    }

    private boolean exists(String module) {
        return Files.exists(folder(top, module).resolve("pom.xml"));
    }

    /**
     * Builds what is out of date of the launcher and the modules that a command needs, and reports it on the screen.
     *
     * @return the launcher's jar; null if something could not be built, and the reason has been reported
     */
    Path prepare(String... args) throws InterruptedException {
        Set<String> needed = new LinkedHashSet<>(modules(args));
        needed.add(LAUNCHER);
        try {
            Map<String, Path> jars = jars(needed, new Sources());
            if (!jars.keySet().containsAll(needed)) {
                jars = build(needed);
            }
            if (!jars.containsKey(LAUNCHER) && ownJar() != null) {
                say("build.old-launcher");
                jars.put(LAUNCHER, ownJar());
            }
            jars.forEach((module, jar) -> System.setProperty("netprog.jar." + module, jar.toString()));
            return jars.keySet().containsAll(needed) ? jars.get(LAUNCHER) : null;
        } catch (IOException | UncheckedIOException e) {
            say("build.file", e);
            return null;
        }
    }

    /** Returns the jars that are up to date. */
    private Map<String, Path> jars(Collection<String> modules, Sources sources) throws IOException {
        Map<String, Path> jars = new TreeMap<>();
        for (String module : modules) {
            Path jar = copies().resolve(copyName(module, sources.of(module)));
            if (Files.exists(jar)) {
                jars.put(module, jar);
            }
        }
        return jars;
    }

    /** Builds while no other window does, and returns the jars that are up to date after it. */
    private Map<String, Path> build(Set<String> needed) throws IOException, InterruptedException {
        Files.createDirectories(copies());
        try (FileChannel lock =
                FileChannel.open(copies().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (!acquire(lock)) {
                say("build.wait-over", maxWait.toMinutes());
                return new TreeMap<>();
            }
            Map<String, Path> jars = new TreeMap<>();
            for (int builds = 0; builds < MAX_BUILDS; builds++) {
                Sources sources = new Sources();
                jars = jars(needed, sources);
                Set<String> stale = new LinkedHashSet<>(needed);
                stale.removeAll(jars.keySet());
                if (stale.isEmpty()) {
                    return jars;
                }
                boolean complete = maven(stale, sources);
                keep(stale, sources, builds == MAX_BUILDS - 1);
                jars = jars(needed, sources);
                if (!complete) {
                    return jars;
                }
            } // again if a source was saved meanwhile
            return jars;
        }
    }

    /** Takes the lock; the system gives it back when this process ends, however it ends. */
    private boolean acquire(FileChannel channel) throws InterruptedException {
        long end = System.nanoTime() + maxWait.toNanos();
        for (boolean reported = false; ; reported = true) {
            try {
                if (channel.tryLock() != null) {
                    return true;
                }
            } catch (OverlappingFileLockException e) {
                // Another thread of this process has it.
            } catch (IOException e) {
                return true; // a file system without locks: better than no build at all
            }
            if (!reported) {
                say("build.waiting");
            }
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(200);
        }
    }

    /** Runs Maven for some modules and what they depend on; returns whether it ended well. */
    private boolean maven(Collection<String> modules, Sources sources) throws IOException, InterruptedException {
        boolean first = modules.stream().anyMatch(module -> !Files.exists(copies().resolve(module + ".sources")));
        String names = String.join(", ", modules);
        say(first ? "build.first" : "build.again", names, first ? "" : reason(modules, sources));
        List<String> folders = new ArrayList<>();
        boolean tests = false; // the autograder's jar holds tests
        for (String module : modules) {
            folders.add(name(folder(top, module)));
            tests |= sources.hasTests(module);
        }
        for (String module : sources.closure(modules)) { // Maven goes by dates
            Path target = folder(top, module).resolve("target");
            delete(target.resolve("classes"));
            if (tests) {
                delete(target.resolve("test-classes"));
            }
            for (Path jar : list(target, module + "*.jar")) {
                delete(jar);
            }
        }
        Path log = top.resolve("target/netprog-build.log");
        long start = System.nanoTime();
        // In the top folder: a student edition with a repository of its own names it from there. To the end, because
        // the launcher is of use even if a week's module does not compile.
        String skip = tests ? "-DskipTests" : "-Dmaven.test.skip=true";
        ProcessBuilder builder =
                new ProcessBuilder(maven, "-B", "-fae", skip, "-pl", String.join(",", folders), "-am", "package");
        // Before there is a process: a signal that comes next ends it too. A build starts nothing else.
        Thread end = new Thread(() -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy));
        Runtime.getRuntime().addShutdownHook(end);
        Process process;
        try {
            process = builder.directory(top.toFile()).redirectErrorStream(true).start();
        } catch (IOException e) {
            Runtime.getRuntime().removeShutdownHook(end);
            say("build.no-maven");
            return false;
        }
        process.getOutputStream().close();
        List<String> errors = new ArrayList<>();
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), charset));
                Writer all = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.write(line + "\n");
                Matcher module = REACTOR.matcher(line);
                if (first && module.lookingAt()) {
                    if (!module.group(2).equals("1")) { // that is the parent, which has no code
                        say(
                                "build.module",
                                Integer.parseInt(module.group(2)) - 1,
                                Integer.parseInt(module.group(3)) - 1,
                                module.group(1));
                    }
                } else if (line.startsWith("[ERROR] ") && isOfUse(line)) {
                    errors.add(line);
                } else if (line.equals("[INFO] BUILD FAILURE")) {
                    errors.clear(); // below, all is told again, and each line is marked
                }
            }
        }
        boolean good = process.waitFor() == 0;
        Runtime.getRuntime().removeShutdownHook(end);
        if (good) {
            if (first) {
                say("build.done", Duration.ofNanos(System.nanoTime() - start).toSeconds());
            }
            return true;
        }
        if (errors.stream().anyMatch(line -> !line.contains("Failed to execute goal"))) {
            errors.removeIf(line -> line.contains("Failed to execute goal")); // what failed there has lines of its own
        }
        errors.stream()
                .limit(MAX_ERRORS)
                .forEach(line -> screen.println(
                        "  " + line.substring("[ERROR] ".length()).replace(top + File.separator, "")));
        if (errors.stream().anyMatch(line -> line.contains("Could not transfer artifact"))) {
            say("build.offline");
        }
        say("build.failed", names);
        return false;
    }

    /** Leaves out what Maven adds to every failure. */
    private static boolean isOfUse(String line) {
        return !line.matches("\\[ERROR] (-> \\[Help.*|\\[Help.*|To see the full.*|Re-run Maven.*|For more information.*"
                + "|After correcting.*|  mvn .*|COMPILATION ERROR.*|)");
    }

    /** Keeps the jars that were built, under the checksum of what they were built from. */
    private void keep(Collection<String> modules, Sources before, boolean anyway) throws IOException {
        Sources after = new Sources();
        for (String module : modules) {
            Path jar = folder(top, module).resolve("target").resolve(module + ".jar");
            if (!Files.exists(jar) || !anyway && !after.of(module).equals(before.of(module))) {
                continue;
            }
            Path record = copies().resolve(module + ".sources");
            String current = copyName(module, before.of(module));
            // A program that is being started may still look for the previous one.
            String previous = Files.exists(record) ? copyName(module, Files.readString(record)) : current;
            put(current, target -> Files.copy(jar, target, StandardCopyOption.REPLACE_EXISTING));
            put(record.getFileName().toString(), target -> Files.writeString(target, before.of(module)));
            if (module.equals(LAUNCHER)) {
                put(LAUNCHER, target -> Files.writeString(target, current + "\n")); // for the start scripts
            }
            for (Path old : list(copies(), module + "-????????.jar")) {
                if (!List.of(current, previous).contains(old.getFileName().toString())) {
                    delete(old);
                }
            }
        }
    }

    private interface Writing {
        void to(Path file) throws IOException;
    }

    /** Writes a file beside its place and moves it there: it is never seen half written. */
    private void put(String name, Writing content) throws IOException {
        Path half = copies().resolve(name + ".new");
        content.to(half);
        Files.move(half, copies().resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Names the files that have changed since the last build. */
    private String reason(Collection<String> modules, Sources sources) throws IOException {
        Set<String> changed = new LinkedHashSet<>();
        for (String module : modules) {
            Set<String> then = Set.copyOf(Files.readAllLines(copies().resolve(module + ".sources")));
            Set<String> now = Set.copyOf(sources.of(module).lines().toList());
            Stream.of(now, then)
                    .flatMap(Set::stream)
                    .filter(line -> !now.contains(line) || !then.contains(line))
                    .map(line -> line.substring(line.lastIndexOf('/') + 1))
                    .forEach(changed::add);
        }
        if (changed.isEmpty()) {
            return text("build.jar-missing");
        }
        String one = changed.iterator().next();
        return changed.size() == 1 ? text("build.changed", one) : text("build.several", one, changed.size() - 1);
    }

    /** The path of a file below the top folder, with slashes on every system. */
    private String name(Path path) {
        return top.relativize(path).toString().replace('\\', '/');
    }

    private Path copies() {
        return top.resolve("target/netprog");
    }

    private static String copyName(String module, String sources) {
        return module + "-" + checksum(sources.getBytes(StandardCharsets.UTF_8)) + ".jar";
    }

    private static String checksum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return Long.toHexString(1L << 32 | sum.getValue()).substring(1);
    }

    /** Deletes a file or a folder as far as that can be done: Windows keeps what is in use, and then Maven reports it. */
    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            for (Path each : list(path, "*")) {
                delete(each);
            }
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // In use.
        }
    }

    private static List<Path> list(Path folder, String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (var stream = Files.newDirectoryStream(folder, glob)) {
                stream.forEach(files::add);
            }
        }
        return files;
    }

    /** Returns the jar that this class comes from; null if it was started from its source. */
    private static Path ownJar() {
        CodeSource source = Build.class.getProtectionDomain().getCodeSource();
        try {
            URI place = source == null ? null : source.getLocation().toURI();
            return place != null && place.getPath().endsWith(".jar") ? Path.of(place) : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private void say(String key, Object... values) {
        screen.println("netprog: " + text(key, values));
    }

    private static String text(String key, Object... values) {
        String pattern = ResourceBundle.getBundle("netprog.launcher.messages").getString(key);
        return MessageFormat.format(
                pattern, Stream.of(values).map(String::valueOf).toArray());
    }

    /** The files that jars are built from, as they are at one moment. */
    private final class Sources {
        private final Map<String, String> lines = new HashMap<>();
        private final Map<String, List<String>> dependencies = new HashMap<>();

        /** Lists the files that a module's jar is built from: a line each, with its checksum and its path. */
        String of(String module) throws IOException {
            StringBuilder all = new StringBuilder();
            for (String file : List.of("pom.xml", ".mvn/maven.config", "tools/assembly/runnable-jar.xml")) {
                all.append(lines(file));
            }
            Map<String, Boolean> parts = new TreeMap<>();
            addParts(module, false, parts);
            for (Map.Entry<String, Boolean> part : parts.entrySet()) {
                String folder = name(folder(top, part.getKey()));
                all.append(lines(folder + "/pom.xml"));
                for (String sources : part.getValue() ? List.of("main", "test", "hidden") : List.of("main")) {
                    all.append(lines(folder + "/src/" + sources + "/java"));
                    all.append(lines(folder + "/src/" + sources + "/resources"));
                }
            }
            return all.toString();
        }

        /** Returns whether there are test classes in a module's jar, as in the grader's. */
        boolean hasTests(String module) throws IOException {
            Map<String, Boolean> parts = new TreeMap<>();
            addParts(module, false, parts);
            return parts.containsValue(true);
        }

        /** Adds a module and what it depends on in its main scope, each with whether its tests belong to it. */
        private void addParts(String module, boolean tests, Map<String, Boolean> parts) throws IOException {
            if (parts.containsKey(module)) {
                parts.merge(module, tests, Boolean::logicalOr);
                return;
            }
            parts.put(module, tests);
            for (String dependency : dependencies(module)) {
                if (!element("scope", dependency).equals("test")) {
                    boolean testJar = element("type", dependency).equals("test-jar");
                    addParts(element("artifactId", dependency), testJar, parts);
                }
            }
        }

        /** Returns the modules and those that they depend on, in tests too. */
        Set<String> closure(Collection<String> modules) throws IOException {
            Set<String> all = new LinkedHashSet<>();
            for (String module : modules) {
                addWithDependencies(module, all);
            }
            return all;
        }

        private void addWithDependencies(String module, Set<String> all) throws IOException {
            if (all.add(module)) {
                for (String dependency : dependencies(module)) {
                    addWithDependencies(element("artifactId", dependency), all);
                }
            }
        }

        /** Returns the dependencies on modules of ours, as they stand in the pom outside of its profiles. */
        private List<String> dependencies(String module) throws IOException {
            List<String> known = dependencies.get(module);
            if (known == null) {
                String pom = Files.readString(folder(top, module).resolve("pom.xml"));
                known = DEPENDENCY
                        .matcher(PROFILES.matcher(pom).replaceAll(""))
                        .results()
                        .map(match -> match.group(1))
                        .filter(dependency -> element("groupId", dependency).equals("netprog"))
                        .toList();
                dependencies.put(module, known);
            }
            return known;
        }

        private static String element(String name, String xml) {
            int start = xml.indexOf("<" + name + ">");
            return start < 0 ? "" : xml.substring(start + name.length() + 2, xml.indexOf("</" + name + ">"));
        }

        /** The lines of a file, or of the files in a folder; what an editor leaves beside sources is none. */
        private String lines(String path) throws IOException {
            String known = lines.get(path);
            if (known == null) {
                known = read(top.resolve(path));
                lines.put(path, known);
            }
            return known;
        }

        private String read(Path path) throws IOException {
            if (Files.isDirectory(path)) {
                StringBuilder all = new StringBuilder();
                List<Path> files = list(path, "*");
                files.sort(Comparator.comparing(Path::toString)); // the same order on every system
                for (Path file : files) {
                    all.append(read(file));
                }
                return all.toString();
            }
            String name = name(path);
            boolean isSource = !name.contains("/java/") || name.endsWith(".java");
            return isSource && Files.isReadable(path) ? checksum(Files.readAllBytes(path)) + " " + name + "\n" : "";
        }
    }
}
