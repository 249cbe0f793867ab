package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import netprog.testkit.Program;
import netprog.testkit.SystemProgram;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes with clocks on both sides of 2036-02-07T06:28:16Z, where the count of RFC 868 begins again at 0. */
@Execution(ExecutionMode.CONCURRENT)
class Year2036IT {
    @ParameterizedTest
    @CsvSource({
        "tcp, 2036-02-07 06:20:00, Thu Feb  7 06:2[0-4]:.. 2036",
        "udp, 2036-02-07 06:20:00, Thu Feb  7 06:2[0-4]:.. 2036",
        "tcp, 2036-02-07 06:40:00, Thu Feb  7 06:4[0-4]:.. 2036",
        "udp, 2036-02-07 06:40:00, Thu Feb  7 06:4[0-4]:.. 2036",
    })
    void clientsOnBothSidesFindTheEraOfTheServer(String protocol, String time, String shown) throws IOException {
        try (Program server = startAt(time, protocol + "-server", "0", "--format", "rfc868")) {
            String endpoint = "127.0.0.1:" + server.listeningPort();
            for (String clientsTime : List.of("2036-02-07 06:00:00", "2036-02-07 07:00:00")) {
                try (Program client = startAt(clientsTime, protocol + "-client", endpoint, "--format", "rfc868")) {
                    assertThat(client.awaitExit()).as(client.toString()).isZero();
                    assertThat(client.output()).matches(shown + "\n");
                }
            }
            // A process that is ended by force would leave shared memory of libfaketime behind.
            ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroy);
            server.awaitExit();
        }
    }

    private static Program startAt(String time, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "TZ=UTC"));
        command.addAll(settingsOfFaketime(time));
        return Week03Jar.startUnder(command, args);
    }

    /** The variables that faketime sets for a program; without faketime as its parent, nothing is left behind. */
    private static List<String> settingsOfFaketime(String time) throws IOException {
        String faketime = SystemProgram.find("faketime", "faketime");
        try (Program env = Program.start("env", "TZ=UTC", faketime, "--exclude-monotonic", time, "env")) {
            assertThat(env.awaitExit()).as(env.toString()).isZero();
            return env.output()
                    .lines()
                    .filter(line -> line.matches("(LD_PRELOAD|FAKETIME(_DONT_FAKE_MONOTONIC)?)=.*"))
                    .toList();
        }
    }
}
