package netprog.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramIT {
    @Test
    void typesReadsAndTellsTheExitStatus() throws Exception {
        try (Program program = Program.start(Child.command("echo"))) {
            program.awaitOutput("ready").type("한글").awaitOutput("got 2");
            assertThat(program.isAlive()).isTrue();

            assertThat(program.endInput().awaitExit()).isEqualTo(3);
            assertThat(program.isAlive()).isFalse();
            assertThat(program.output().lines()).containsExactly("ready", "got 2");
            assertThat(program.errors().lines()).containsExactly("no trouble so far");
        }
    }

    @Test
    void aWaitForAProgramThatEndsSaysSoAndWhatCameInstead() throws Exception {
        try (Program program = Program.start(Child.command("echo"))) {
            program.endInput();
            assertThatThrownBy(() -> program.awaitOutput("listening on"))
                    .isInstanceOf(ProgramException.class)
                    .hasMessageMatching("(?s)waited \\d\\d?\\.\\d s for \"listening on\", until its output ended: .*")
                    .hasMessageContaining(Child.class.getName() + " echo (status 3)")
                    .hasMessageContaining("ready");
        }
    }

    @Test
    void aWaitThatTimesOutSaysHowLongItReallyLasted() throws Exception {
        try (Program program = Program.start(Child.command("echo"))) {
            assertThatThrownBy(() -> program.awaitExit(Duration.ofMillis(500)))
                    .isInstanceOf(ProgramException.class)
                    .hasMessageMatching("(?s)waited (0\\.[5-9]|[1-9]\\.\\d) s for its end: .* echo \\(runs\\).*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stay", "stay-in-a-child"})
    void closeEndsAProgramThatNeverEnds(String how) throws Exception {
        try (ServerSocket listener = TcpPeer.listen()) {
            Program program = Program.start(Child.command(how, "" + listener.getLocalPort()));
            TcpPeer connection;
            try (program) {
                connection = TcpPeer.accept(listener);
                assertThat(connection.receive(1)).containsExactly('!');
                assertThat(program.isAlive()).isTrue();
            }
            assertThat(program.isAlive()).isFalse();
            try (connection) {
                assertThat(connection.receiveToEnd()).isEmpty();
            }
        }
    }

    @Test
    void keepsTheFirstFourMebibytesAndNeverBlocksTheProgram() throws Exception {
        try (Program program = Program.start(Child.command("flood"))) {
            assertThat(program.awaitExit()).isZero();
            assertThat(program.outputBytes()).hasSize(4 << 20).hasSizeLessThan(Child.FLOOD);
        }
    }
}
