package netprog.autograder;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A class of 200 in one run: right, hostile, not compiling, empty, in several encodings. Each has the score that it must have. */
@EnabledOnOs(OS.LINUX)
@Tag("full")
class ClassOf200IT {
    private static final Path TOP =
            Path.of(System.getProperty("netprog.top")).toAbsolutePath().normalize();
    private static final Path REFERENCE = TOP.resolve("solutions/src/main/java/netprog/week04/login");
    private static final String REQUEST = "LoginRequest.java";
    private static final String TABLE = "UserTable.java";
    private static final String PARSE = "static LoginRequest parse(String text) {";
    private static final Duration AN_HOUR = Duration.ofHours(1); // a busy machine may need half of it
    private static final int STUDENTS = 200;
    private static final int KILLS = 20;

    @TempDir
    private Path folder;

    private Path submissions;
    private final Map<String, String> expected = new TreeMap<>(); // score and verdict, by name

    @BeforeEach
    void submissions() throws IOException {
        SystemProgram.find("bwrap", "bubblewrap");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        submissions = Files.createDirectory(folder.resolve("class"));
        byte[] request = reference(REQUEST).getBytes(UTF_8);
        byte[] table = reference(TABLE).getBytes(UTF_8);
        byte[] broken = reference(REQUEST).replace(PARSE, PARSE + " int x = ;").getBytes(UTF_8);
        String korean = "// 로그인 요청\n" + reference(REQUEST);
        Map<String, byte[]> everything = new TreeMap<>();
        for (String file : List.of("TcpLoginServer", "TcpLoginClient", "UdpLoginServer", "UdpLoginClient")) {
            everything.put(file + ".java", reference(file + ".java").getBytes(UTF_8));
        }
        everything.putAll(Map.of(REQUEST, request, TABLE, table));
        add(4, "right", 100, "graded", everything);
        add(36, "request", 10, "missing-files", Map.of(REQUEST, request));
        add(36, "values", 20, "missing-files", Map.of(REQUEST, request, TABLE, table));
        add(12, "ms949", 10, "missing-files", Map.of(REQUEST, korean.getBytes(Charset.forName("MS949"))));
        add(12, "utf-16", 10, "missing-files", Map.of(REQUEST, korean.getBytes(UTF_16)));
        add(12, "byte order mark", 10, "missing-files", Map.of("a b/" + REQUEST, ("\ufeff" + korean).getBytes(UTF_8)));
        add(24, "broken", 10, "missing-files", Map.of(REQUEST, broken, TABLE, table));
        add(20, "empty", 0, "missing-files", Map.of());
        add(20, "bytes", 0, "missing-files", Map.of(REQUEST, new byte[] {(byte) 0xca, (byte) 0xfe, 0, 1}));
        add(8, "exits", 11, "missing-files", Map.of(REQUEST, attack("System.exit(0);"), TABLE, table));
        add(4, "halts", 1, "missing-files", Map.of(REQUEST, attack("Runtime.getRuntime().halt(0);")));
        add(
                4,
                "floods",
                10,
                "missing-files",
                Map.of(
                        REQUEST,
                        attack("for (int i = 0; i < 100_000; i++) System.out.println(\"PASSED 100 of 100\");")));
        add(4, "writes", 10, "missing-files", Map.of(REQUEST, attack("""
                try (java.io.FileWriter file = new java.io.FileWriter("verdict.json")) { file.write("{}"); }
                catch (java.io.IOException e) { }""")));
        add(4, "threads", 11, "missing-files", Map.of(REQUEST, attack("""
                for (int i = 0; i < 10_000; i++) {
                    new Thread(() -> java.util.concurrent.locks.LockSupport.parkNanos(Long.MAX_VALUE)).start();
                }
                while (System.nanoTime() != 1) { }"""), TABLE, table));
        assertThat(expected).hasSize(STUDENTS);
    }

    private static String reference(String file) throws IOException {
        return Files.readString(REFERENCE.resolve(file));
    }

    private static byte[] attack(String attack) throws IOException {
        return reference(REQUEST).replace(PARSE, PARSE + " " + attack).getBytes(UTF_8);
    }

    /** Adds so many submissions of a kind, every third as a zip. */
    private void add(int count, String kind, int score, String verdict, Map<String, byte[]> files) throws IOException {
        for (int i = 0; i < count; i++) {
            String name = "%03d %s 학생".formatted(expected.size() + 1, kind);
            expected.put(name, score + " " + verdict);
            if (i % 3 == 2) {
                try (OutputStream out = Files.newOutputStream(submissions.resolve(name + ".zip"));
                        ZipOutputStream zip = new ZipOutputStream(out)) {
                    for (Map.Entry<String, byte[]> file : files.entrySet()) {
                        zip.putNextEntry(new ZipEntry("my work/" + file.getKey()));
                        zip.write(file.getValue());
                    }
                }
            } else {
                Path own = Files.createDirectory(submissions.resolve(name));
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    Path path = own.resolve(file.getKey());
                    Files.createDirectories(path.getParent());
                    Files.write(path, file.getValue());
                }
            }
        }
    }

    private Program grade(Path out) throws IOException {
        Path jar = TOP.resolve("tools/autograder/target/autograder.jar");
        List<String> options = List.of("-Duser.language=en", "-Dnetprog.top=" + TOP, "-Djava.io.tmpdir=" + folder);
        String[] args = {"grade", "--each", submissions.toString(), "--jobs", "2", "--out", out.toString()};
        return Program.java(options, jar, args);
    }

    @Test
    void allHaveTheirScoreAndAnInterruptedRunWritesTheSame() throws IOException {
        Path out = folder.resolve("out");
        try (Program grade = grade(out)) {
            assertThat(grade.awaitExit(AN_HOUR)).as(grade.toString()).isZero();
        }
        Map<String, String> verdicts = new TreeMap<>();
        JsonNode summary =
                new ObjectMapper().readTree(out.resolve("summary.json").toFile());
        for (JsonNode each : summary.get("submissions")) {
            verdicts.put(
                    each.get("name").asText(),
                    each.get("score").asInt() + " " + each.get("verdict").asText());
        }
        assertThat(verdicts).isEqualTo(expected);

        Path killed = folder.resolve("killed");
        Random random = new Random(KILLS);
        for (int i = 0; i < KILLS; i++) {
            killAfter(random.nextInt(2 * STUDENTS / (3 * KILLS)), killed);
        }
        assertThat(killed.resolve("summary.json")).doesNotExist();
        try (Program grade = grade(killed)) {
            assertThat(grade.awaitExit(AN_HOUR)).as(grade.toString()).isZero();
            assertThat(grade.errors()).contains(" already graded");
        }
        for (String file : List.of("summary.json", "grades.csv")) {
            assertThat(killed.resolve(file)).hasSameBinaryContentAs(out.resolve(file));
        }
    }

    /** Starts the grader, and kills it alone: without a word, some time after so many verdicts more. */
    private void killAfter(int more, Path out) throws IOException {
        long before = verdicts(out);
        try (Program grade = grade(out)) {
            await().atMost(AN_HOUR).until(() -> !grade.isAlive() || verdicts(out) >= before + more);
            assertThat(grade.isAlive()).as(grade.toString()).isTrue();
            ProcessHandle.of(grade.pid()).ifPresent(ProcessHandle::destroyForcibly);
            grade.awaitExit();
        }
        // What it had started ends by itself.
        await().atMost(Program.TIMEOUT)
                .until(() -> ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse(""))
                        .noneMatch(line -> line.contains(folder.toString())));
    }

    private static long verdicts(Path out) throws IOException {
        if (!Files.exists(out)) {
            return 0;
        }
        try (Stream<Path> folders = Files.list(out)) {
            return folders.filter(each -> Files.exists(each.resolve("verdict.json")))
                    .count();
        }
    }
}
