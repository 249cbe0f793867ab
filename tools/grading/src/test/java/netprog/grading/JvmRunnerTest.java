package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import netprog.grading.SourceCompiler.Source;
import netprog.grading.tiny.TinyAssignment;
import netprog.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a program can be seen to wait without a limit: then a test of silence need not last five seconds. */
class JvmRunnerTest {
    private static final String SERVER = """
            package netprog.grading.tiny;
            class Upper {
                static void serve(java.net.ServerSocket listener) throws java.io.IOException {
                    while (true) {
                        java.net.Socket client = listener.accept();
                        %s
                        new Thread(() -> {
                            try (client) {
                                client.getOutputStream().write(1);
                                client.getInputStream().read();
                            } catch (java.io.IOException e) {
                                // The test is over.
                            }
                        }).start();
                    }
                }
            }
            """;

    @TempDir
    private Path classes;

    @Test
    void aServerInAcceptAndInReadWaitsWithoutLimit() throws IOException {
        try (RunningProgram server = server("");
                Socket client = new Socket(Wire.local(0).getAddress(), server.port())) {
            assertThat(client.getInputStream().read()).isOne();
            await().atMost(1, TimeUnit.MINUTES).until(server::waitsWithoutLimit);
        }
    }

    @Test
    void aTimeLimitIsSeen() throws IOException {
        try (RunningProgram server = server("client.setSoTimeout(60_000);");
                Socket client = new Socket(Wire.local(0).getAddress(), server.port())) {
            assertThat(client.getInputStream().read()).isOne();
            assertThat(server.waitsWithoutLimit()).isFalse();
        }
    }

    private RunningProgram server(String limit) throws IOException {
        SourceCompiler.compile(
                        List.of(new Source("Upper.java", "Upper.java", SERVER.formatted(limit))), List.of(), List.of())
                .write(classes);
        return new JvmRunner(new TinyAssignment(), List.of(classes), () -> {}).server("Upper", Protocol.TCP, Map.of());
    }
}
