package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes with clocks on both sides of 2036-02-07T06:28:16Z, when the count of RFC 868 starts again at 0. */
@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT)
class Year2036IT {
    private static final Instant BEFORE = Instant.parse("2036-02-07T06:00:00Z");
    private static final Instant BEHIND = Instant.parse("2036-02-07T06:40:00Z");

    @TempDir
    private static Path folder;

    /** Compiles a library that changes a program's clock. Debian's faketime does the same, but makes Java 8 times slower. */
    @BeforeAll
    static void compileTheClock() throws IOException {
        String gcc = SystemProgram.find("gcc", "gcc");
        Path source = Path.of(System.getProperty("netprog.top"), "week03-time", "src", "test", "c", "clock.c");
        try (Program compiler = Program.start(gcc, "-shared", "-fPIC", "-o", clock(), source.toString())) {
            assertThat(compiler.awaitExit()).as("%s", compiler).isZero();
        }
    }

    @Test
    void aClientFindsTheEraOfAServerWhoseCountHasStartedAgain() throws IOException {
        assertEra("tcp", BEHIND, "Thu Feb  7 06:4[0-4]:.. 2036", BEFORE);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void clientsOnBothSidesFindTheEraOfAServerOnEitherSide(String protocol) throws IOException {
        Instant justBefore = Instant.parse("2036-02-07T06:20:00Z");
        assertEra(protocol, justBefore, "Thu Feb  7 06:2[0-4]:.. 2036", BEFORE, BEHIND);
        assertEra(protocol, BEHIND, "Thu Feb  7 06:4[0-4]:.. 2036", BEFORE, BEHIND);
    }

    private static void assertEra(String protocol, Instant time, String shown, Instant... clocks) throws IOException {
        try (Program server = startAt(time, protocol + "-server", "0", "--format", "rfc868")) {
            String address = "127.0.0.1:" + Week03Jar.port(protocol, server);
            for (Instant clock : clocks) {
                try (Program client = startAt(clock, protocol + "-client", address, "--format", "rfc868")) {
                    assertThat(client.awaitExit()).as(client.toString()).isZero();
                    assertThat(client.output()).matches(shown + "\n");
                }
            }
        }
    }

    private static Program startAt(Instant time, String... args) throws IOException {
        long offset = Duration.between(Instant.now(), time).toSeconds()
                + 1; // rounded up, or the clock would show a second less
        return Week03Jar.startUnder(List.of("env", "TZ=UTC", "LD_PRELOAD=" + clock(), "CLOCK_OFFSET=" + offset), args);
    }

    private static String clock() {
        return folder.resolve("clock.so").toString();
    }
}
