package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import netprog.grading.SourceCompiler.Source;
import netprog.grading.tiny.TinyAssignment;
import netprog.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a program whose child JVM is ended behind its back. */
@Execution(ExecutionMode.CONCURRENT)
class ChildJvmTest {
    private static final String SERVER = """
            package netprog.grading.tiny;
            class Upper {
                static void serve(java.net.ServerSocket listener) throws java.io.IOException {
                    listener.accept();
                }
            }
            """;

    private static final String CLIENT = """
            package netprog.grading.tiny;
            class Asking {
                static int run(java.net.InetSocketAddress server, java.io.BufferedReader keyboard, java.io.PrintStream screen)
                        throws java.io.IOException {
                    try (java.net.DatagramSocket socket = new java.net.DatagramSocket()) {
                        socket.setSoTimeout(2000);
                        screen.println("asked");
                        socket.receive(new java.net.DatagramPacket(new byte[1], 1));
                    }
                    return 0;
                }
            }
            """;

    @TempDir
    private Path classes;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theEndOfTheJvmIsNoEndOfTheProgram(boolean shared) throws IOException {
        compile("Upper", SERVER);
        TinyAssignment assignment = new TinyAssignment();
        ChildCommand command = ChildCommand.here(assignment, List.of(classes), false);
        try (ChildJvm child = new ChildJvm(assignment, command, "UTF-8", shared)) {
            RunningProgram program = child.server("Upper", Protocol.TCP, Map.of());
            assertThat(program.hasEnded()).isFalse();
            ProcessHandle.current()
                    .children()
                    .filter(each -> each.info().arguments().stream()
                            .flatMap(java.util.Arrays::stream)
                            .anyMatch(classes.toString()::equals))
                    .forEach(ProcessHandle::destroyForcibly);
            await().atMost(20, TimeUnit.SECONDS).until(program::isDisturbed);
            assertThat(program.hasEnded()).isTrue();
            if (shared) {
                assertThat(program.ending(0)).isNull();
            } else {
                assertThat(program.ending(0).thrown()).isEqualTo("System.exit(137)"); // for the grader's own report
            }
        }
    }

    @Test
    void aClientThatStillWaitsForAReplyDoesNotCostTheJvmAndItsEndIsTold() throws IOException {
        compile("Asking", CLIENT);
        TinyAssignment assignment = new TinyAssignment();
        ChildCommand command = ChildCommand.here(assignment, List.of(classes), false);
        try (ChildJvm child = new ChildJvm(assignment, command, "UTF-8", true)) {
            RunningProgram program = child.client("Asking", Wire.local(9));
            await().atMost(20, TimeUnit.SECONDS).until(() -> program.screen().contains("asked"));
            program.close();
            assertThat(child.forget()).isTrue();
            await().atMost(20, TimeUnit.SECONDS).until(program::hasEnded);
            assertThat(child.isUsable()).isTrue();
        }
    }

    private void compile(String name, String text) throws IOException {
        SourceCompiler.compile(List.of(new Source(name + ".java", name + ".java", text)), List.of(), List.of())
                .write(classes);
    }

    /** Whatever keeps the child from starting is no fault of the student's. */
    @Test
    void aChildThatCannotStartIsAFaultOfTheGrader() {
        TinyAssignment assignment = new TinyAssignment();
        List<String> java = ChildCommand.here(assignment, List.of(), false).java();
        List<String> withoutClasses = new ArrayList<>(java.subList(0, java.size() - 1));
        withoutClasses.add(classes.toString());
        ChildCommand command = new ChildCommand(withoutClasses, "", false);
        assertThatThrownBy(() -> {
                    try (ChildJvm child = new ChildJvm(assignment, command, "UTF-8", true)) {
                        child.server("Upper", Protocol.TCP, Map.of());
                    }
                })
                .isInstanceOf(GraderFault.class)
                .hasMessageContaining("could not be started")
                .hasMessageNotContaining("System.exit");
    }
}
