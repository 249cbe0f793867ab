package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import netprog.grading.tiny.UpperChecks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The engine with an assignment of one file: what each mode says of a right program and of several that fail. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Resources.LOCALE, mode = ResourceAccessMode.READ)
class EngineTest {
    private static final String ANSWERS = "answersInUpperCase";
    private static final String CLOSES = "closesAtFour";
    private static final String SECOND = "servesASecondClientWhileTheFirstIsSilent";
    private static final String ENDS = "endsWithItsListener";

    /** One thread for each client; {@code %s} is what happens at a 4. */
    private static final String THREADS = """
            package netprog.grading.tiny;
            class Upper {
                static void serve(java.net.ServerSocket listener) throws java.io.IOException {
                    while (true) {
                        java.net.Socket client = listener.accept();
                        new Thread(() -> {
                            try (client) {
                                byte[] frame;
                                while ((frame = client.getInputStream().readNBytes(128)).length == 128) {
                                    String text = new String(frame, "UTF-8");
                                    if (text.startsWith("4")) {
                                        %s
                                        return;
                                    }
                                    client.getOutputStream().write(text.toUpperCase().getBytes("UTF-8"));
                                }
                            } catch (java.io.IOException e) {
                                // The client has gone.
                            }
                        }).start();
                    }
                }
            }
            """;

    @TempDir
    Path work;

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "process"})
    void aRightProgramPasses(String mode) throws IOException {
        assertThat(run(mode, THREADS.formatted("")))
                .allSatisfy((test, failure) -> assertThat(failure).isEmpty());
    }

    /** The connection is closed when the test's own watch closes it: that is not the server's doing. */
    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"jvm", "process"})
    void aServerThatFailsInsteadOfClosingHasNotClosed(String mode) throws IOException {
        Map<String, String> failures = run(mode, """
                package netprog.grading.tiny;
                class Upper {
                    static void serve(java.net.ServerSocket listener) throws java.io.IOException {
                        java.net.Socket client = listener.accept();
                        byte[] frame;
                        while ((frame = client.getInputStream().readNBytes(128)).length == 128) {
                            String text = new String(frame, "UTF-8");
                            if (text.startsWith("4")) {
                                text = text.split(" ")[5];
                            }
                            client.getOutputStream().write(text.toUpperCase().getBytes("UTF-8"));
                        }
                    }
                }
                """);
        assertThat(failures.get(ANSWERS)).isEmpty();
        assertThat(failures.get(CLOSES))
                .contains("Upper, task 1.2: ")
                .contains("java.lang.ArrayIndexOutOfBoundsException", "An exception ended your program")
                .doesNotContain("reset (RST)")
                .doesNotContain("<-- end (FIN)");
        assertThat(failures.get(CLOSES)).contains("at Upper.java:9");
        assertThat(failures.get(SECOND))
                .contains("one thread for each client")
                .contains("your program: Upper.java:6, waiting in read()\n", "Both sides wait for each other");
    }

    @Test
    void aProgramThatEndsTheJvmCostsItsOwnTestsOnly() throws IOException {
        Map<String, String> failures = run("process", THREADS.formatted("System.exit(3);"));
        assertThat(failures.get(CLOSES)).contains("System.exit(3)", "Your code called System.exit()");
        failures.remove(CLOSES);
        assertThat(failures).allSatisfy((test, failure) -> assertThat(failure).isEmpty());
    }

    @Tag("full")
    @Test
    void aProgramThatFillsTheMemoryCostsItsOwnTestsOnly() throws IOException {
        Map<String, String> failures = run(
                "process",
                THREADS.formatted("java.util.List<byte[]> all = new java.util.ArrayList<>();"
                        + " while (all.size() >= 0) all.add(new byte[1 << 24]);"));
        assertThat(failures.get(CLOSES)).contains("java.lang.OutOfMemoryError");
        failures.remove(CLOSES);
        assertThat(failures).allSatisfy((test, failure) -> assertThat(failure).isEmpty());
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"jvm", "process"})
    void aProgramThatSpinsForEverFailsInTime(String mode) throws IOException {
        Map<String, String> failures = run(mode, THREADS.formatted("while (client != null) {}"));
        assertThat(failures.get(CLOSES)).contains("nothing for");
        failures.remove(CLOSES);
        assertThat(failures).allSatisfy((test, failure) -> assertThat(failure).isEmpty());
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"jvm", "process"})
    void aTimeLimitIsSeen(String mode) throws IOException {
        Map<String, String> failures =
                run(mode, THREADS.formatted("").replace("new Thread", "client.setSoTimeout(4500);\nnew Thread"));
        assertThat(failures.get(SECOND)).contains("stays open for 5 s");
        failures.remove(SECOND);
        assertThat(failures).allSatisfy((test, failure) -> assertThat(failure).isEmpty());
    }

    /** The failure of each test; empty for one that passed. */
    private Map<String, String> run(String mode, String source) throws IOException {
        Path classes = compile(source);
        Map<String, String> failures = new TreeMap<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(UpperChecks.class))
                .configurationParameter("grade.mode", mode)
                .configurationParameter("grade.classpath", classes.toString())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .build();
        LauncherConfig config = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
        LauncherFactory.create(config).execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    synchronized (failures) {
                        failures.put(
                                test.getDisplayName().replaceFirst("\\(.*", ""),
                                result.getThrowable().map(Throwable::getMessage).orElse(""));
                    }
                }
            }
        });
        assertThat(failures).containsOnlyKeys(ANSWERS, CLOSES, SECOND, ENDS);
        return failures;
    }

    private Path compile(String source) throws IOException {
        Path file = Files.writeString(
                Files.createDirectories(work.resolve("sources")).resolve("Upper.java"), source);
        Path classes = Files.createDirectories(work.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-proc:none", "-d", classes.toString());
            assertThat(compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(file))
                            .call())
                    .isTrue();
        }
        return classes;
    }
}
