package netprog.week04.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import netprog.wire.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dispatcher as a process, with programs of this test's own in the place of the student's. */
class Week04LoginTest {
    @TempDir
    private Path classes;

    @Test
    void listsItsPrograms() throws IOException {
        try (Program list = start("en")) {
            assertThat(list.awaitExit()).isZero();
            assertThat(list.output().lines())
                    .containsExactly(
                            "tcp-server [port] [--users FILE] [--bind ADDRESS]",
                            "tcp-client [host [port]]",
                            "udp-server [port] [--users FILE] [--bind ADDRESS]",
                            "udp-client [host [port]]");
        }
    }

    @Test
    void knowsNoOtherProgram() throws IOException {
        try (Program wrong = start("en", "tcp-srever")) {
            assertThat(wrong.awaitExit()).isEqualTo(2);
            assertThat(wrong.errors()).hasLineCount(1).contains("tcp-srever", "tcp-server");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tcp-server, TcpLoginServer",
        "tcp-client, TcpLoginClient",
        "udp-server, UdpLoginServer",
        "udp-client, UdpLoginClient"
    })
    void startsTheMainOfTheClass(String program, String type) throws IOException {
        compile(type, "public static void main(String[] args) { System.out.println(String.join(\" \", args)); }");
        try (Program started = start("en", program, "one", "two")) {
            assertThat(started.awaitExit()).as("%s", started).isZero();
            assertThat(started.output()).isEqualToIgnoringNewLines("one two");
        }
    }

    @ParameterizedTest
    @CsvSource({"en, has no main", "ko, main 메서드가 없어"})
    void aSubmissionMayLackAMain(String language, String words) throws IOException {
        compile("UdpLoginClient", "static int run() { return 0; }");
        try (Program lacking = start(language, "udp-client")) {
            assertThat(lacking.awaitExit()).isEqualTo(1);
            assertThat(lacking.errors()).hasLineCount(1).contains("UdpLoginClient", words);
        }
    }

    @Test
    void aMainThatNeedsAnObjectIsNone() throws IOException {
        compile("TcpLoginClient", "public void main(String[] args) { }");
        try (Program lacking = start("en", "tcp-client")) {
            assertThat(lacking.awaitExit()).isEqualTo(1);
            assertThat(lacking.errors()).hasLineCount(1).contains("TcpLoginClient has no main");
        }
    }

    @ParameterizedTest
    @CsvSource({"en, To do:", "ko, 아직 할 일:"})
    void aStepThatIsStillToDoIsOneLine(String language, String words) throws IOException {
        compile("TcpLoginServer", "public static void main(String[] args) { throw new Todo(\"step 4: accept\"); }");
        try (Program stub = start(language, "tcp-server")) {
            assertThat(stub.awaitExit()).isEqualTo(1);
            assertThat(stub.errors()).hasLineCount(1).contains(words, "step 4 of TcpLoginServer.main: accept");
        }
    }

    @Test
    void aMistakeOfTheStudentShowsWhereItIs() throws IOException {
        compile("TcpLoginServer", "public static void main(String[] args) { Object o = null; o.toString(); }");
        try (Program broken = start("en", "tcp-server")) {
            assertThat(broken.awaitExit()).isEqualTo(1);
            assertThat(broken.errors())
                    .contains("NullPointerException", "TcpLoginServer.main")
                    .doesNotContain("InvocationTargetException");
        }
    }

    private void compile(String type, String body) throws IOException {
        Path source = classes.resolve(type + ".java");
        Files.writeString(source, "package netprog.week04.login; public final class " + type + " { " + body + " }");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath(), "-d", classes.toString(), source.toString());
        assertThat(status).isZero();
    }

    private Program start(String language, String... args) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.language=" + language,
                "-Dstderr.encoding=UTF-8",
                "-cp",
                classes + File.pathSeparator + classPath(),
                Week04Login.class.getName());
        builder.command().addAll(java.util.List.of(args));
        return Program.start(builder);
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
