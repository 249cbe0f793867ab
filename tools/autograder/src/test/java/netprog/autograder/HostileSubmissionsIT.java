package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Submissions that attack the grader. Each holds the reference's LoginRequest (10 points) or UserTable with an attack in it: what
 * attacks and does the work all the same has its points, and nothing has happened outside.
 */
@EnabledOnOs(OS.LINUX)
@Tag("full")
@Isolated("it fills the machine with threads")
class HostileSubmissionsIT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final Path REFERENCE = TOP.resolve("solutions/src/main/java/netprog/week04/login");
    private static final String REQUEST = "LoginRequest.java";
    private static final String PARSE = "static LoginRequest parse(String text) {";
    private static final String FOR_EVER = "while (System.nanoTime() != 1) ";

    /** A Java that outlives its parent; only a Java can be started in the sandbox. */
    private static final String SLEEPER = "netprog-sleeper";

    @TempDir
    private Path folder;

    private Path submissions;
    private final Map<String, JsonNode> verdicts = new TreeMap<>();

    @BeforeEach
    void needsASandbox() throws IOException {
        SystemProgram.find("bwrap", "bubblewrap");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        submissions = Files.createDirectory(folder.resolve("submissions"));
    }

    private void add(String name, String file, String source) throws IOException {
        Path path = Files.createDirectories(submissions.resolve(name)).resolve(file);
        Files.writeString(path, source);
    }

    private static String reference(String file) throws IOException {
        return Files.readString(REFERENCE.resolve(file));
    }

    /** Adds a LoginRequest that attacks, once in each class loader, and goes on with what came of it. */
    private void attack(String name, String attack) throws IOException {
        String source = reference(REQUEST)
                .replace(
                        PARSE,
                        "static boolean attacked; " + PARSE
                                + " if (!attacked) { attacked = true; try { attack(); } catch (Throwable e) {"
                                + " if (e instanceof IllegalStateException) throw (IllegalStateException) e; } }");
        int end = source.lastIndexOf('}');
        add(
                name,
                REQUEST,
                source.substring(0, end) + "static void attack() throws Throwable {\n" + attack + "\n}\n}\n");
    }

    private Program grade(String... more) throws IOException {
        Path jar = TOP.resolve("tools/autograder/target/autograder.jar");
        List<String> options = List.of("-Duser.language=en", "-Dnetprog.top=" + TOP, "-Djava.io.tmpdir=" + folder);
        List<String> args = new ArrayList<>(List.of("grade", "--each", submissions.toString()));
        args.addAll(List.of("--out", folder.resolve("out").toString()));
        args.addAll(List.of(more));
        return Program.java(options, jar, args.toArray(new String[0]));
    }

    private void gradeAll() throws IOException {
        try (Program grade = grade()) {
            assertThat(grade.awaitExit(Program.TIMEOUT.multipliedBy(20)))
                    .as(grade.toString())
                    .isZero();
        }
        for (JsonNode each : json(folder.resolve("out/summary.json")).get("submissions")) {
            assertThat(each.get("sandbox").asBoolean()).isTrue();
            verdicts.put(
                    each.get("name").asText(),
                    json(folder.resolve("out")
                            .resolve(each.get("name").asText())
                            .resolve("verdict.json")));
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .as("nothing is left of a run")
                    .noneMatch(name -> name.startsWith("netprog"));
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private int points(String name, String part) {
        return verdicts.get(name).get("parts").get(part).get("score").asInt();
    }

    private void earns(String name, int points) {
        assertThat(points(name, "LoginRequest"))
                .as("%s: %s", name, verdicts.get(name))
                .isEqualTo(points);
        assertThat(verdicts.get(name).get("score").asInt()).isEqualTo(points);
    }

    @Test
    void aSpyFindsNothing() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "the secret");
        try (ServerSocket outside = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            attack("spy", """
                    java.util.List<String> found = new java.util.ArrayList<>();
                    for (String file : new String[] {"SECRET", "TOP", "/home", "/root", "/etc/passwd", "/usr/bin/sh"}) {
                        if (new java.io.File(file).exists()) found.add(file);
                    }
                    for (String type : new String[] {"netprog.week04.login.HiddenLoginRequestTest",
                            "netprog.week04.login.LoginRequestTest", "netprog.autograder.GradeWorker"}) {
                        if (ClassLoader.getSystemResource(type.replace('.', '/') + ".class") != null) found.add(type);
                    }
                    String environment = new String(java.nio.file.Files.readAllBytes(java.nio.file.Path.of("/proc/1/environ")));
                    if (environment.contains("PATH=") || System.getenv().size() > 3) found.add(environment);
                    String mounts = new String(java.nio.file.Files.readAllBytes(java.nio.file.Path.of("/proc/self/mountinfo")));
                    if (mounts.contains("spy") || mounts.contains("TOP")) found.add(mounts);
                    String command = new String(java.nio.file.Files.readAllBytes(java.nio.file.Path.of("/proc/1/cmdline")));
                    if (command.contains("spy")) found.add(command);
                    if (ProcessHandle.allProcesses().count() != 1) found.add("processes");
                    for (String file : new String[] {"FOLDER/forged", "/forged", "/dev/forged", "/grade/classes/forged",
                            "/jdk/forged", "/usr/lib/forged", "/proc/sys/kernel/hostname"}) {
                        try (java.io.FileOutputStream out = new java.io.FileOutputStream(file)) { out.write(1); found.add(file); }
                        catch (java.io.IOException e) { }
                    }
                    try (java.net.Socket socket = new java.net.Socket()) {
                        socket.connect(new java.net.InetSocketAddress("127.0.0.1", PORT), 2000);
                        found.add("network");
                    } catch (java.io.IOException e) { }
                    try (java.net.Socket socket = new java.net.Socket()) {
                        socket.connect(new java.net.InetSocketAddress("192.0.2.1", 80), 2000);
                        found.add("outside");
                    } catch (java.net.SocketTimeoutException e) { found.add("a route");
                    } catch (java.io.IOException e) { }
                    for (int descriptor = 3; descriptor < 64; descriptor++) {
                        java.nio.file.Path link = java.nio.file.Path.of("/proc/self/fd/" + descriptor);
                        if (!java.nio.file.Files.isSymbolicLink(link)) continue;
                        String target = java.nio.file.Files.readSymbolicLink(link).toString();
                        if (target.startsWith("/") && !target.matches("/(jdk|grade|usr/lib|dev|proc|tmp)/.*")) found.add(target);
                    }
                    if (!found.isEmpty()) throw new IllegalStateException("FOUND " + found);
                    """.replace("SECRET", secret.toString())
                    .replace("TOP", TOP.toString())
                    .replace("FOLDER", folder.toString())
                    .replace("PORT", "" + outside.getLocalPort()));
            gradeAll();
            outside.setSoTimeout(1);
            org.assertj.core.api.Assertions.assertThatThrownBy(outside::accept)
                    .isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(verdicts.get("spy").toString()).doesNotContain("FOUND");
        // It did its work after it had looked around; on a busy machine an answer may come too late.
        assertThat(points("spy", "LoginRequest")).as("%s", verdicts.get("spy")).isGreaterThan(5);
        assertThat(folder.resolve("forged")).doesNotExist();
    }

    @Test
    void whatFillsTheMachineIsBounded() throws IOException {
        attack(
                "threads",
                "for (int i = 0; i < 5000; i++) { Thread t = new Thread(java.util.concurrent.locks.LockSupport::park);"
                        + " t.setDaemon(true); t.start(); }");
        attack(
                "processes",
                "for (int i = 0; i < 100; i++) new ProcessBuilder(\"/jdk/bin/java\", \"-version\").start();");
        attack(
                "disk",
                "for (String folder : new String[] {\"/tmp/\", \"/dev/shm/\", \"/\"}) for (int i = 0; i < 200; i++)"
                        + " try { java.nio.file.Files.write(java.nio.file.Path.of(folder + i), new byte[1 << 20]); }"
                        + " catch (java.io.IOException e) { }");
        attack("memory", """
                java.lang.reflect.Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
                field.setAccessible(true);
                Object unsafe = field.get(null);
                java.lang.reflect.Method allocate = unsafe.getClass().getMethod("allocateMemory", long.class);
                for (int i = 0; i < 3000; i++) allocate.invoke(unsafe, 1L << 20);
                """);
        attack(
                "heap",
                "java.util.List<byte[]> all = new java.util.ArrayList<>(); while (true) all.add(new byte[1 << 20]);");
        attack("output", """
                java.io.FileOutputStream out = new java.io.FileOutputStream(java.io.FileDescriptor.out);
                byte[] block = new byte[1 << 20];
                while (true) out.write(block);
                """);
        gradeAll();
        earns("disk", 10);
        for (String name : verdicts.keySet()) {
            assertThat(verdicts.get(name).get("verdict").asText()).as(name).isEqualTo("missing-files");
        }
        assertThat(points("output", "LoginRequest")).isLessThan(10);
    }

    @Test
    void whatForgesResultsEarnsNothing() throws IOException {
        String events = """
                String out = "";
                for (int program = 0; program < 300; program++) {
                    for (String kind : new String[] {"ENDED", "ANSWER", "SETTLED", "STARTED", "WAITS", "SCREEN", "?"}) {
                        out += "{\\"program\\":" + program + ",\\"kind\\":\\"" + kind + "\\",\\"yes\\":true,\\"port\\":1,"
                            + "\\"ending\\":{\\"status\\":0},\\"answer\\":{\\"kind\\":\\"value\\",\\"values\\":[\\"a\\",\\"b\\"]}}\\n";
                    }
                }
                new java.io.FileOutputStream(java.io.FileDescriptor.out).write((out + "{\\"score\\":100}\\n").getBytes());
                """;
        add(
                "events",
                REQUEST,
                "package netprog.week04.login; record LoginRequest(String id, String password) {"
                        + " static { try {" + events + "} catch (java.io.IOException e) { } }"
                        + " static LoginRequest parse(String text) { return new LoginRequest(\"a\", \"b\"); }"
                        + " String toText() { return \"a\"; } }");
        add(
                "halt",
                REQUEST,
                "package netprog.week04.login; record LoginRequest(String id, String password) {"
                        + " static { System.out.println(\"100 tests successful\"); Runtime.getRuntime().halt(0); }"
                        + " static LoginRequest parse(String text) { return null; } String toText() { return \"\"; } }");
        add(
                "junit",
                REQUEST,
                "package netprog.week04.login; record LoginRequest(String id, String password) {"
                        + " static LoginRequest parse(String text) { return null; } String toText() { return null; } }");
        add("junit", "Assertions.java", "package org.junit.jupiter.api; public class Assertions { }");
        add("junit", "pom.xml", "<project/>");
        add("junit", "junit-platform.properties", "junit.jupiter.extensions.autodetection.enabled=true");
        Files.createDirectories(submissions.resolve("junit/.mvn"));
        Files.writeString(submissions.resolve("junit/.mvn/maven.config"), "-DskipTests\n");
        add(
                "processor",
                REQUEST,
                reference(REQUEST) + "\n@javax.annotation.processing.SupportedAnnotationTypes(\"*\")"
                        + " class P extends javax.annotation.processing.AbstractProcessor { public boolean process("
                        + "java.util.Set<? extends javax.lang.model.element.TypeElement> a, "
                        + "javax.annotation.processing.RoundEnvironment r) { throw new Error(); } }");
        Files.createDirectories(submissions.resolve("processor/META-INF/services"));
        Files.writeString(
                submissions.resolve("processor/META-INF/services/javax.annotation.processing.Processor"),
                "netprog.week04.login.P");
        Files.writeString(
                submissions.resolve("processor/META-INF/services/com.sun.source.util.Plugin"),
                "netprog.week04.login.P");
        add("engine", REQUEST, reference(REQUEST).replace("package netprog.week04.login;", "package netprog.grading;"));
        gradeAll();
        assertThat(points("events", "LoginRequest")).isLessThan(5);
        earns("halt", 0);
        earns("junit", 0);
        earns("processor", 10);
        earns("engine", 0);
    }

    @Test
    void aHostileSourceCostsItsOwnPart() throws IOException {
        StringBuilder constants =
                new StringBuilder("package netprog.week04.login; class UserTable { static final String A0 = \"");
        constants.append("x".repeat(60000)).append("\";\n");
        for (int i = 1; i < 18; i++) {
            constants.append("static final String A" + i + " = A" + (i - 1) + " + A" + (i - 1) + ";\n");
        }
        add("constants", "UserTable.java", constants + "}");
        add(
                "deep",
                "UserTable.java",
                "package netprog.week04.login; class UserTable { int x = " + "(".repeat(50000) + "1" + ")".repeat(50000)
                        + "; }");
        add("generics", "UserTable.java", """
                package netprog.week04.login;
                class UserTable {
                    interface Z {}
                    interface N<X> {}
                    interface L<X> {}
                    interface Q<X> extends N<N<? super Q<Q<X>>>> {}
                    N<? super Q<Z>> f(Q<Z> q) { return q; }
                    static <A> A id(A a) { return a; }
                    Object o = CALLS;
                }
                """.replace("CALLS", "id(".repeat(2000) + "null" + ")".repeat(2000)));
        for (String name : List.of("constants", "deep", "generics")) {
            add(name, REQUEST, reference(REQUEST));
        }
        gradeAll();
        for (String name : verdicts.keySet()) {
            earns(name, 10);
            assertThat(verdicts.get(name).get("problems").has("UserTable"))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void nothingOutlivesItsSubmission() throws IOException {
        attack(
                "outlives",
                "new ProcessBuilder(\"/jdk/bin/java\", \"-Dname=" + SLEEPER
                        + "\", \"-cp\", \"/grade/classes\", \"netprog.week04.login.LoginRequest\").inheritIO().start();");
        String source = Files.readString(submissions.resolve("outlives").resolve(REQUEST));
        int end = source.lastIndexOf('}');
        add(
                "outlives",
                REQUEST,
                source.substring(0, end)
                        + "public static void main(String[] a) throws Exception { Thread.sleep(600000); } }");
        add(
                "hangs",
                REQUEST,
                "package netprog.week04.login; record LoginRequest(String id, String password) {"
                        + " static { Runtime.getRuntime().addShutdownHook(new Thread(() -> { " + FOR_EVER + "; }));"
                        + " " + FOR_EVER + "; } static LoginRequest parse(String text) { return null; } }");
        attack("crash", """
                java.lang.reflect.Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
                field.setAccessible(true);
                Object unsafe = field.get(null);
                unsafe.getClass().getMethod("putLong", long.class, long.class).invoke(unsafe, 0L, 0L);
                """);
        gradeAll();
        earns("outlives", 10);
        earns("hangs", 0);
        assertThat(points("crash", "LoginRequest")).isLessThan(10);
        assertThat(sleepers()).isZero();
    }

    @Test
    void aKilledGraderLeavesNoProcess() throws IOException {
        attack(
                "outlives",
                "new ProcessBuilder(\"/jdk/bin/java\", \"-Dname=" + SLEEPER + "\", \"-version\").start(); " + FOR_EVER
                        + ";");
        try (Program grade = grade("--jobs", "1")) {
            List<ProcessHandle> all = new ArrayList<>();
            await().atMost(Duration.ofMinutes(5)).until(() -> {
                ProcessHandle.of(grade.pid()).ifPresent(own -> own.descendants().forEach(all::add));
                return all.stream()
                        .anyMatch(each -> each.info().arguments().stream()
                                .flatMap(Stream::of)
                                .anyMatch("netprog.grading.ChildMain"::equals));
            });
            ProcessHandle.of(grade.pid()).orElseThrow().destroyForcibly();
            await().atMost(Program.TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                    .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void aKilledRunGoesOnAndAVerdictIsReplayed() throws IOException {
        for (String name : List.of("one", "two", "three")) {
            add(name, REQUEST, reference(REQUEST));
            add(name, "TcpLoginServer.java", reference("TcpLoginServer.java"));
        }
        try (Program grade = grade("--jobs", "1", "--seed", "7")) {
            grade.awaitOutput(java.util.regex.Pattern.compile("\\[1/3\\]"));
            ProcessHandle.of(grade.pid()).orElseThrow().destroyForcibly();
        }
        try (Program grade = grade("--seed", "7")) {
            assertThat(grade.awaitExit(Program.TIMEOUT.multipliedBy(10)))
                    .as(grade.toString())
                    .isZero();
            assertThat(grade.errors()).contains("already graded");
        }
        JsonNode summary = json(folder.resolve("out/summary.json")).get("submissions");
        assertThat(summary)
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.get("score").asInt()).isEqualTo(38));
        Path jar = TOP.resolve("tools/autograder/target/autograder.jar");
        List<String> options = List.of("-Duser.language=en", "-Dnetprog.top=" + TOP, "-Djava.io.tmpdir=" + folder);
        String out = folder.resolve("out").toString();
        try (Program replay = Program.java(options, jar, "grade", "--replay", "two", "--out", out)) {
            assertThat(replay.awaitExit(Program.TIMEOUT.multipliedBy(10)))
                    .as(replay.toString())
                    .isZero();
            assertThat(replay.output()).contains("two: the same verdict again, 38 of 100");
        }
    }

    private static long sleepers() {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info().arguments().stream().flatMap(Stream::of).anyMatch(("-Dname=" + SLEEPER)::equals))
                .count();
    }

    @Test
    void whatTriesItsJvmKeepsItsPoints() throws IOException {
        attack("agent", """
                Class<?> type = Class.forName("com.sun.tools.attach.VirtualMachine");
                System.setProperty("jdk.attach.allowAttachSelf", "true");
                Object machine = type.getMethod("attach", String.class).invoke(null, "" + ProcessHandle.current().pid());
                type.getMethod("loadAgent", String.class).invoke(machine, "/grade/classes");
                """);
        attack("jni", """
                java.nio.file.Path library = java.nio.file.Path.of("/tmp/lib.so");
                java.nio.file.Files.write(library, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0});
                System.load(library.toString());
                """);
        attack("kills", """
                ProcessHandle.allProcesses().forEach(each -> {
                    try { each.destroyForcibly(); } catch (IllegalStateException e) { }
                });
                """);
        attack("properties", """
                for (String name : System.getProperties().stringPropertyNames()) System.setProperty(name, "/nowhere");
                java.util.Locale.setDefault(java.util.Locale.KOREAN);
                java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone("GMT+14"));
                """);
        attack("dump", """
                Object bean = Class.forName("java.lang.management.ManagementFactory")
                        .getMethod("getPlatformMXBean", Class.class)
                        .invoke(null, Class.forName("com.sun.management.HotSpotDiagnosticMXBean"));
                bean.getClass().getMethod("dumpHeap", String.class, boolean.class).invoke(bean, "/tmp/a.hprof", false);
                """);
        attack("hooks", """
                Thread.setDefaultUncaughtExceptionHandler((thread, e) -> Runtime.getRuntime().halt(0));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("{\\"score\\":100}")));
                System.setOut(null); System.setErr(null); System.setIn(null);
                """);
        attack("urgent", """
                for (int i = 0; i < 4; i++) {
                    Thread thread = new Thread(() -> {
                        for (long end = System.nanoTime() + 2_000_000_000L; System.nanoTime() < end; ) { }
                    });
                    thread.setDaemon(true);
                    thread.setPriority(Thread.MAX_PRIORITY);
                    thread.start();
                }
                """);
        attack("interrupts", """
                ThreadGroup root = Thread.currentThread().getThreadGroup();
                while (root.getParent() != null) root = root.getParent();
                Thread[] all = new Thread[500];
                int count = root.enumerate(all);
                for (int i = 0; i < count; i++) if (all[i] != Thread.currentThread()) all[i].interrupt();
                """);
        gradeAll();
        for (String name : List.of("agent", "jni", "kills", "properties", "dump", "hooks")) {
            earns(name, 10);
        }
        for (String name : verdicts.keySet()) { // the others take time or threads from themselves
            assertThat(verdicts.get(name).get("problems").has("LoginRequest"))
                    .as(name)
                    .isFalse();
            assertThat(verdicts.get(name).get("verdict").asText()).as(name).isEqualTo("missing-files");
        }
    }

    @Test
    void whatDisturbsTheGraderCostsItself() throws IOException {
        attack("exits-later", """
                new Thread(() -> {
                    try { Thread.sleep(300); } catch (InterruptedException e) { }
                    System.exit(0);
                }).start();
                """);
        attack("reads-commands", """
                Thread thread = new Thread(() -> {
                    byte[] block = new byte[1 << 16];
                    try (java.io.FileInputStream in = new java.io.FileInputStream(java.io.FileDescriptor.in)) {
                        while (in.read(block) >= 0) { }
                    } catch (java.io.IOException e) { }
                });
                thread.setDaemon(true);
                thread.start();
                """);
        attack("closes-output", "new java.io.FileOutputStream(java.io.FileDescriptor.out).close();");
        attack("takes-ports", """
                java.util.List<Object> all = new java.util.ArrayList<>();
                Object[] keep = {all};
                Thread.currentThread().setUncaughtExceptionHandler((t, e) -> keep[0] = e);
                for (int i = 0; i < 60000; i++) all.add(i % 2 == 0 ? new java.net.ServerSocket(0) : new java.net.DatagramSocket());
                """);
        attack(
                "deadlock",
                "Thread thread = new Thread(() -> new LoginRequest(null, null)); thread.start(); thread.join();");
        attack("connects", """
                Thread thread = new Thread(() -> {
                    for (int round = 0; round < 200; round++) {
                        try {
                            for (String line : java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/net/tcp"))) {
                                String[] words = line.trim().split(" +");
                                if (!words[3].equals("0A")) continue;
                                int port = Integer.parseInt(words[1].substring(words[1].indexOf(':') + 1), 16);
                                java.net.Socket socket = new java.net.Socket("127.0.0.1", port);
                                socket.getOutputStream().write("id=hansung pass=computer".getBytes());
                                socket.close();
                            }
                            Thread.sleep(10);
                        } catch (Exception e) { }
                    }
                });
                thread.setDaemon(true);
                thread.start();
                """);
        attack("floods", """
                Thread thread = new Thread(() -> {
                    try (java.net.DatagramSocket socket = new java.net.DatagramSocket()) {
                        byte[] junk = "200 Welcome hansung!!".getBytes();
                        for (long end = System.nanoTime() + 3_000_000_000L; System.nanoTime() < end; ) {
                            for (int port = 32768; port < 61000; port++) {
                                socket.send(new java.net.DatagramPacket(junk, junk.length,
                                        java.net.InetAddress.getLoopbackAddress(), port));
                            }
                        }
                    } catch (java.io.IOException e) { }
                });
                thread.setDaemon(true);
                thread.start();
                """);
        // A server that knows nothing and asks whatever listens beside it, such as the servers that play for clients.
        add("relay", REQUEST, reference(REQUEST));
        add("relay", "TcpLoginServer.java", """
                package netprog.week04.login;
                import java.io.*; import java.net.*; import java.nio.file.*;
                final class TcpLoginServer {
                    static void serve(ServerSocket listener, Authenticator authenticator) throws IOException {
                        while (true) {
                            Socket client = listener.accept();
                            for (String line : Files.readAllLines(Path.of("/proc/net/tcp"))) {
                                String[] words = line.trim().split(" +");
                                if (!words[3].equals("0A")) continue;
                                int port = Integer.parseInt(words[1].substring(words[1].indexOf(':') + 1), 16);
                                if (port == listener.getLocalPort()) continue;
                                try {
                                    Socket other = new Socket("127.0.0.1", port);
                                    pump(client, other); pump(other, client);
                                    break;
                                } catch (IOException e) { }
                            }
                        }
                    }
                    static void pump(Socket from, Socket to) {
                        Thread thread = new Thread(() -> {
                            try { from.getInputStream().transferTo(to.getOutputStream()); } catch (IOException e) { }
                        });
                        thread.setDaemon(true);
                        thread.start();
                    }
                }
                """);
        gradeAll();
        for (String name : verdicts.keySet()) {
            assertThat(verdicts.get(name).get("verdict").asText()).as(name).isEqualTo("missing-files");
            assertThat(verdicts.get(name).get("problems").has("LoginRequest"))
                    .as(name)
                    .isFalse();
        }
        earns("connects", 10);
        earns("deadlock", 10);
        assertThat(points("relay", "TcpLoginServer"))
                .as("%s", verdicts.get("relay"))
                .isLessThan(3);
    }

    @Test
    void onlyTheSixFilesAreTaken() throws IOException {
        Path reference = REFERENCE.resolve(REQUEST);
        Files.createSymbolicLink(
                Files.createDirectory(submissions.resolve("link")).resolve(REQUEST), reference);
        Files.createSymbolicLink(
                Files.createDirectory(submissions.resolve("folder")).resolve("src"), REFERENCE);
        for (String name : List.of("classes", "settings", "two")) {
            add(name, REQUEST, reference(REQUEST).replace("\"id=\"", "\"id:\""));
        }
        Path classes = Files.createDirectories(submissions.resolve("classes/netprog/week04/login"));
        Files.copy(
                TOP.resolve("solutions/target/classes/netprog/week04/login/LoginRequest.class"),
                classes.resolve("LoginRequest.class"));
        add("settings", "META-INF", "");
        add("settings", "JDK_JAVA_OPTIONS", "-XX:OnError=touch /tmp/forged");
        add("settings", "grade.properties", "grade.without=LoginRequest");
        add("settings", "jvm.config", "-Dgrade.seed=1");
        add("two", "a.java", "package netprog.week04.login; class PasswordHash { }");
        Path copy = Files.createDirectory(submissions.resolve("two/copy"));
        Files.copy(reference, copy.resolve(REQUEST));
        gradeAll();
        earns("link", 0);
        earns("folder", 0);
        assertThat(points("classes", "LoginRequest")).isLessThan(10);
        assertThat(points("settings", "LoginRequest")).isLessThan(10);
        earns("two", 0);
        assertThat(verdicts.get("two").get("problems").get("LoginRequest").asText())
                .contains("copy");
    }

    @Test
    void whatASubmissionSaysIsText() throws IOException {
        String words = "::error file=x::y\\n::set-output name=score::100\\n<script>alert(1)</script>\\u001b[2J=cmd()";
        for (String name : List.of("=cmd()", "-rf", "a\nb", "::error::", "<script>alert(1)<")) {
            add(
                    name,
                    REQUEST,
                    "package netprog.week04.login; record LoginRequest(String id, String password) {"
                            + " static LoginRequest parse(String text) { throw new IllegalStateException(\"" + words
                            + "\"); } String toText() { return \"" + words + "\"; } }");
        }
        try (Program grade = grade()) {
            assertThat(grade.awaitExit(Program.TIMEOUT.multipliedBy(20)))
                    .as(grade.toString())
                    .isZero();
            assertThat(grade.output().lines()).hasSize(5).noneMatch(line -> line.startsWith("::"));
        }
        Path out = folder.resolve("out");
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                assertThat(text).as("%s", file).doesNotContain("\u001b");
                if (file.toString().endsWith(".md")) {
                    assertThat(text.lines())
                            .as("%s", file)
                            .noneMatch(line -> line.strip().startsWith("::"));
                }
                if (file.toString().endsWith(".csv")) {
                    assertThat(text).as("%s", file).doesNotContainPattern("(?m)(^|,)\"?[=+@-](?!\\d)");
                }
            }
        }
        assertThat(Files.readString(out.resolve("report.html"))).doesNotContain("<script>alert");
    }

    @Test
    void withoutASandboxNothingIsGraded() throws IOException {
        add("anyone", REQUEST, reference(REQUEST));
        Path jar = TOP.resolve("tools/autograder/target/autograder.jar");
        Path programs = Files.createDirectory(folder.resolve("bin"));
        Path broken = Files.writeString(
                programs.resolve("bwrap"), "#!/bin/sh\necho 'setting up uid map: Permission denied' >&2\nexit 1\n");
        Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=en",
                "-Dnetprog.top=" + TOP,
                "-jar",
                jar.toString(),
                "grade",
                submissions.resolve("anyone").toString(),
                "--out",
                folder.resolve("out").toString());
        builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        try (Program grade = Program.start(builder)) {
            assertThat(grade.awaitExit()).isEqualTo(3);
            assertThat(grade.output()).isEmpty();
            assertThat(grade.errors().lines()).singleElement().asString().contains("Permission denied", "--unsafe");
        }
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
