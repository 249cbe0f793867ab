package netprog.autograder;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import netprog.grading.Assignment;
import netprog.grading.ChildCommand;
import netprog.grading.CommandJar;

/**
 * Where the compiler and the student's programs run: bubblewrap in bubblewrap. The outer one has a network of its own that
 * holds only {@code lo}; our tests run in it and see this machine's files. The inner ones share that network and see nothing
 * but a Java, the engine and what belongs to one submission.
 */
final class Sandbox {
    /** Programs that it consists of, with the Debian package of each. */
    static final Map<String, String> PROGRAMS =
            Map.of("bwrap", "bubblewrap", "setpriv", "util-linux", "prlimit", "util-linux");

    /** At the end of the tests' version where the hidden ones did not run. */
    static final String VISIBLE = "-visible";

    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final int FIRST_UID = 61184; // no account has it: systemd's range for users that come and go
    private static final int UIDS = 4000;
    private static final int INNER_UID = 1000;
    private static final long MIB = 1 << 20;

    /** What one process in the sandbox may use, in MiB and seconds of processor time. */
    private enum Limits {
        COMPILER(512, 1200, 3600),
        PROGRAMS(256, 1024, 600);

        private final int heap;
        private final int data;
        private final int cpu;

        Limits(int heap, int data, int cpu) {
            this.heap = heap;
            this.data = data;
            this.cpu = cpu;
        }
    }

    private final Path work;
    private final int number;

    /**
     * Uses one that is {@linkplain #prepare prepared}.
     *
     * @param work the folder that was prepared
     * @param number of the worker: each has a user of its own, where the system lets us choose
     */
    Sandbox(Path work, int number) {
        this.work = work;
        this.number = number;
    }

    /** Returns the programs that are not on this machine's search path. */
    static List<String> missing() {
        return PROGRAMS.keySet().stream()
                .filter(name -> program(name) == null)
                .sorted()
                .toList();
    }

    private static Path program(String name) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/bin";
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /**
     * Writes what every sandbox holds into a folder that only those find who know its name.
     *
     * @param given the jar with the stubs and the given classes
     */
    static void prepare(Path work, Assignment assignment, Path given) throws IOException {
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx--x--x"));
        writeEngine(assignment, work.resolve("engine.jar"));
        Files.copy(given, work.resolve("given.jar"));
        Files.writeString(work.resolve("hosts"), "127.0.0.1 localhost netprog\n::1 localhost\n");
        Files.createDirectory(work.resolve("empty"));
        readable(work.resolve("engine.jar"));
        readable(work.resolve("given.jar"));
        readable(work.resolve("hosts"));
        readable(work.resolve("empty"));
    }

    /** Returns what tells one version of the tests and the grader from another: it depends on the content of their classes. */
    static String testsVersion(boolean hidden) throws IOException {
        CRC32 all = new CRC32();
        try (JarFile jar = new JarFile(CommandJar.jarOf(Sandbox.class).toFile())) {
            jar.stream()
                    .filter(entry -> entry.getName().startsWith("netprog/") && !entry.isDirectory())
                    .map(entry -> entry.getName() + " " + entry.getCrc() + "\n")
                    .sorted()
                    .forEach(line -> all.update(line.getBytes(StandardCharsets.UTF_8)));
        }
        return String.format("%08x", all.getValue()) + (hidden ? "" : VISIBLE);
    }

    /** The engine without the graded tests: they know the answers. */
    private static void writeEngine(Assignment assignment, Path file) throws IOException {
        List<String> wanted = List.of(
                "netprog/grading/",
                "netprog/wire/",
                "com/fasterxml/",
                assignment.getClass().getPackageName().replace('.', '/') + "/",
                SandboxProbe.class.getName().replace('.', '/'));
        try (JarFile all = new JarFile(CommandJar.jarOf(Sandbox.class).toFile());
                OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (JarEntry entry : all.stream().toList()) {
                if (!entry.isDirectory() && wanted.stream().anyMatch(entry.getName()::startsWith)) {
                    jar.putNextEntry(new ZipEntry(entry.getName()));
                    all.getInputStream(entry).transferTo(jar);
                }
            }
        }
    }

    /** Lets the sandbox's user read a file, or a folder with what is in it. */
    static void readable(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.toList()) {
                String permissions = Files.isDirectory(each) ? "rwxr-xr-x" : "rw-r--r--";
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString(permissions));
            }
        }
    }

    /** Puts a program of ours into a network of its own that holds only {@code lo}. It ends with the thread that starts it. */
    static List<String> outer(List<String> command) {
        List<String> words = new ArrayList<>(List.of(
                program("bwrap").toString(),
                "--unshare-net",
                "--unshare-ipc",
                "--die-with-parent",
                "--dev-bind",
                "/",
                "/"));
        if (isRoot()) {
            words.addAll(List.of("--cap-add", "ALL")); // to change the user, further in
        }
        words.addAll(command);
        return words;
    }

    /** Returns how the compiler is started. */
    ChildCommand compiler() {
        return new ChildCommand(java(Limits.COMPILER, Map.of()), "/grade/given.jar", true);
    }

    /**
     * Returns how the JVM of a submission's programs is started.
     *
     * @param classes the folder with its class files
     */
    ChildCommand programs(Path classes) {
        return new ChildCommand(
                java(Limits.PROGRAMS, Map.of(classes, "/grade/classes")), "/grade/classes:/grade/given.jar", true);
    }

    private List<String> java(Limits limits, Map<Path, String> more) {
        List<String> words = new ArrayList<>();
        if (isRoot()) { // whom no limit of processes holds
            String uid = String.valueOf(FIRST_UID + number % UIDS);
            words.addAll(List.of(
                    program("setpriv").toString(),
                    "--reuid=" + uid,
                    "--regid=" + uid,
                    "--clear-groups",
                    "--no-new-privs"));
        }
        words.addAll(List.of(program("bwrap").toString()));
        words.addAll(
                List.of("--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-uts", "--unshare-cgroup-try"));
        words.addAll(List.of("--uid", "" + INNER_UID, "--gid", "" + INNER_UID, "--hostname", "netprog"));
        words.addAll(
                List.of("--disable-userns", "--cap-drop", "ALL", "--new-session", "--die-with-parent", "--as-pid-1"));
        words.addAll(List.of("--clearenv", "--setenv", "LC_ALL", "C.UTF-8", "--setenv", "TZ", "UTC"));
        files(more).forEach((inside, outside) -> words.addAll(List.of("--ro-bind", outside.toString(), inside)));
        for (String folder : List.of("lib", "lib64", "lib32")) {
            if (Files.isSymbolicLink(Path.of("/", folder))) {
                words.addAll(List.of("--symlink", "usr/" + folder, "/" + folder));
            }
        }
        words.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        // --size holds for the next one alone, and what is not read-only in the end could be filled.
        words.addAll(List.of("--size", "" + MIB, "--tmpfs", "/dev/shm", "--size", "" + 64 * MIB, "--tmpfs", "/tmp"));
        words.addAll(List.of("--chdir", "/tmp", "--remount-ro", "/dev", "--remount-ro", "/"));
        // Inside: only the processes of this sandbox count there.
        words.addAll(List.of("/usr/bin/prlimit", "--nproc=1200", "--nofile=1024", "--core=0", "--fsize=" + 8 * MIB));
        words.addAll(List.of("--data=" + limits.data * MIB, "--cpu=" + limits.cpu));
        words.addAll(List.of("/jdk/bin/java", "-Xmx" + limits.heap + "m", "-XX:MaxDirectMemorySize=16m", "-Xss512k"));
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        words.addAll(List.of("-XX:-UsePerfData", "-XX:ErrorFile=/dev/null"));
        words.add("-Duser.language=" + java.util.Locale.getDefault().getLanguage());
        words.addAll(List.of("-cp", "/grade/engine.jar:/grade/given.jar"));
        return words;
    }

    /** What can be read in the sandbox; names are neutral, because the sandbox can see them. */
    private Map<String, Path> files(Map<Path, String> more) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String folder : List.of("/usr/lib", "/usr/lib64", "/usr/lib32", "/lib", "/lib64")) {
            Path path = Path.of(folder);
            if (Files.isDirectory(path) && !Files.isSymbolicLink(path)) {
                files.put(folder, path);
            }
        }
        files.put("/usr/bin/prlimit", program("prlimit"));
        files.put("/jdk", JAVA);
        try (Stream<Path> all = Files.list(Path.of("/etc"))) { // Debian's JDK has links to there
            all.filter(path -> path.getFileName().toString().matches("java-\\d+-openjdk"))
                    .forEach(path -> files.put(path.toString(), path));
        } catch (IOException e) {
            // There are none.
        }
        files.put("/etc/hosts", work.resolve("hosts"));
        files.put("/grade/engine.jar", work.resolve("engine.jar"));
        files.put("/grade/given.jar", work.resolve("given.jar"));
        new TreeMap<>(more).forEach((outside, inside) -> files.put(inside, outside));
        return files;
    }

    /**
     * Tries from inside to break out in each known way. To be called inside the outer sandbox.
     *
     * @param secrets files outside that the sandbox must not see
     * @param port on which the machine outside listens
     * @return the ways that are open, each as a sentence; empty if there is none
     */
    List<String> holes(List<Path> secrets, int port) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(java(Limits.PROGRAMS, Map.of(work.resolve("empty"), "/grade/classes")));
        words.addAll(List.of(SandboxProbe.class.getName(), String.valueOf(port)));
        secrets.forEach(secret -> words.add(secret.toString()));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().clear();
        Process probe = builder.start();
        probe.getOutputStream().close();
        String output = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        probe.waitFor();
        if (!output.endsWith(SandboxProbe.DONE + "\n")) {
            String said = output.strip().lines().findFirst().orElse("");
            return List.of(Autograder.MESSAGES.get("grade.hole.start", said));
        }
        return output.lines()
                .filter(line -> line.startsWith(SandboxProbe.HOLE))
                .map(line -> line.substring(SandboxProbe.HOLE.length()))
                .map(key -> Autograder.MESSAGES.get("grade.hole." + key))
                .toList();
    }
}
