package netprog.autograder;

import static netprog.autograder.StudentProject.ASSIGNMENT;
import static netprog.autograder.StudentProject.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.wire.Program;
import netprog.wire.ProgramException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code watch} as a process: every save is answered, whatever was saved, and however. */
class WatchCommandIT {
    /** The first lines of a method; the empty one is a file that was saved half. */
    private static final List<String> HOSTILE = List.of(
            "System.exit(0);",
            "Runtime.getRuntime().halt(7);",
            "while (true) {}",
            "for (int i = 0; i < 1_000_000; i++) { System.out.println(\"x\".repeat(1000)); }",
            "",
            "class Locked { static int value; static { Thread thread = new Thread(() -> value++); thread.start();"
                    + " try { thread.join(); } catch (InterruptedException e) { value++; } } }"
                    + " if (Locked.value == 0) { return null; }",
            "java.util.List<byte[]> all = new java.util.ArrayList<>(); while (true) { all.add(new byte[1 << 20]); }",
            "for (int i = 0; i < 2000; i++) { new Thread(() -> { while (true) {"
                    + " java.util.concurrent.locks.LockSupport.park(); } }).start(); }",
            "return parse(text + text);");

    @TempDir
    private static Path folder;

    /** A watch, and how much of its output was looked at. */
    private static final class Watch implements AutoCloseable {
        private final Program program;
        private int seen;

        Watch(Program program) {
            this.program = program;
        }

        /** Waits for the end of the next round; returns what was printed of it. */
        String round() {
            Pattern end = Pattern.compile("(?s)\\A.{" + seen + "}(.*?\\nsaved [^\\n]* in \\d+ ms\\n)");
            for (Duration left = MINUTES; ; left = left.minus(Program.TIMEOUT)) {
                try {
                    Matcher round = program.awaitOutput(end);
                    seen = round.end();
                    return round.group(1);
                } catch (ProgramException e) {
                    if (left.isNegative() || !program.isAlive()) {
                        throw e;
                    }
                }
            }
        }

        @Override
        public void close() {
            program.close();
        }
    }

    private static Watch watch(StudentProject project, String... parts) throws IOException {
        String[] words = new String[parts.length + 1];
        words[0] = "watch";
        System.arraycopy(parts, 0, words, 1, parts.length);
        return new Watch(project.start(words));
    }

    @Test
    void aSaveIsAnsweredByTheScoreAndByWhatItChanged() throws IOException {
        StudentProject project = StudentProject.in(folder);
        try (Watch watch = watch(project, "1")) {
            assertThat(watch.round()).contains("Next: LoginRequest, task 1: to do: step 1 of LoginRequest.parse");
            project.save("LoginRequest", StudentProject.reference("LoginRequest"));
            assertThat(watch.round())
                    .containsPattern("(?m)^\\+1 LoginRequest: ")
                    .containsPattern("\nsaved LoginRequest\\.java: 6 of 6 in \\d+ ms\n$");
            project.change("LoginRequest", "return", "retrun");
            assertThat(watch.round())
                    .containsPattern("LoginRequest.java:\\d+: error: ")
                    .containsPattern("(?m)^-1 LoginRequest: ")
                    .contains("saved LoginRequest.java: 0 of 6 in ");
            watch.program.type("q");
            assertThat(watch.program.awaitExit(MINUTES)).as("%s", watch.program).isZero();
        }
        project.leavesNothing();
    }

    @Tag("full")
    @Test
    void onlyWhatASaveCanTouchIsTestedAgainAndTheChangedPartFirst() throws IOException {
        StudentProject project = StudentProject.in(folder, "LoginRequest", "UserTable", "TcpLoginServer");
        try (Watch watch = watch(project, "1", "2", "3")) {
            assertThat(watch.round()).contains("28 of 28");
            project.change("LoginRequest", "\" pass=\";", "\" word=\";");
            assertThat(watch.round())
                    .contains("the parts that use it follow")
                    .containsPattern("(?m)^-\\d TcpLoginServer: ");
            project.save("LoginRequest", StudentProject.reference("LoginRequest"));
            assertThat(watch.round()).contains("28 of 28");
            project.change("TcpLoginServer", "\"402", "\"499");
            assertThat(watch.round())
                    .doesNotContain("the parts that use it follow")
                    .contains("saved TcpLoginServer.java: ");
            watch.program.type("1");
            assertThat(watch.round()).contains(": 6 of 6 in ").doesNotContain("TcpLoginServer,");
        }
        for (String status : new String[] {"1", "3"}) {
            try (Program once = project.start("watch", "--once", status)) {
                assertThat(once.awaitExit(MINUTES)).isEqualTo(status.equals("1") ? 0 : 1);
                assertThat(once.output()).containsPattern("\nsaved \\S+: \\d+ of \\d+ in \\d+ ms\n$");
            }
        }
    }

    @Tag("full")
    @Test
    void everySaveIsSeenHoweverTheEditorWrites() throws IOException {
        StudentProject project = StudentProject.in(folder, "LoginRequest");
        String right = StudentProject.reference("LoginRequest");
        Path file = project.file("LoginRequest");
        try (Watch watch = watch(project, "1")) {
            watch.round();
            Path other = Files.writeString(file.resolveSibling(".LoginRequest.java.swp"), right + "// renamed\n");
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            assertThat(watch.round()).contains("saved LoginRequest.java: 6 of 6");
            Files.move(file, file.resolveSibling("LoginRequest.java~"), StandardCopyOption.REPLACE_EXISTING);
            project.save("LoginRequest", right + "// with a backup\n");
            assertThat(watch.round()).contains("saved LoginRequest.java: 6 of 6");
            project.save("LoginRequest", "");
            project.save("LoginRequest", right + "// in two steps\n");
            assertThat(watch.round()).contains("saved LoginRequest.java: 6 of 6");
            project.save("LoginRequest", right.replace("\n", "\r\n"));
            assertThat(watch.round()).contains("saved LoginRequest.java: 6 of 6");
            Files.write(file, ("\ufeff" + right).getBytes(StandardCharsets.UTF_8));
            assertThat(watch.round()).contains("saved LoginRequest.java: 6 of 6");
            Files.write(file, (right + "// 한국어\n").getBytes(Charset.forName("MS949")));
            assertThat(watch.round()).contains("saved LoginRequest.java: 6 of 6");
            project.save("LoginRequest", right.substring(0, right.length() / 2));
            assertThat(watch.round()).contains("saved LoginRequest.java: 0 of 6");
            project.save("LoginRequest", right);
            assertThat(watch.round()).contains("saved LoginRequest.java: 6 of 6");
        }
    }

    /** 50 saves: the loop answers each, and a right file earns its points whatever was saved before. */
    @Tag("full")
    @Test
    void hostileCodeCostsItsOwnRoundOnly() throws IOException {
        StudentProject project = StudentProject.in(folder, "LoginRequest");
        Path future = project.resolve(ASSIGNMENT.resolve("target/classes/netprog/week04/login/LoginRequest.class"));
        Files.createDirectories(future.getParent());
        Files.write(future, new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 99});
        String right = StudentProject.reference("LoginRequest");
        int body = right.indexOf('{', right.indexOf("static LoginRequest parse")) + 1;
        try (Watch watch = watch(project, "1")) {
            assertThat(watch.round()).contains("6 of 6");
            for (int i = 0; i < 25; i++) {
                String code = HOSTILE.get(i % HOSTILE.size());
                project.save(
                        "LoginRequest",
                        code.isEmpty()
                                ? right.substring(0, right.length() / 2)
                                : right.substring(0, body) + "if (text != null) { " + code + " }\n"
                                        + right.substring(body));
                String points = code.contains("2000") ? "\\d" : "[01]"; // threads do no harm to what is returned
                assertThat(watch.round()).as(code).containsPattern("saved LoginRequest.java: " + points + " of 6 in");
                project.save("LoginRequest", right);
                assertThat(watch.round()).as("after " + code).contains("saved LoginRequest.java: 6 of 6 in");
            }
            assertThat(watch.program.errors()).isEmpty();
            watch.program.type("q");
            assertThat(watch.program.awaitExit(MINUTES)).as("%s", watch.program).isZero();
        }
        project.leavesNothing();
    }
}
