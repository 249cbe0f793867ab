package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.DatagramSocket;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import netprog.wire.Wire;
import org.junit.jupiter.api.Test;

/** When the sockets of a test are closed. */
class TestRunTest {
    private static final int PATIENCE = 60; // seconds

    @Test
    void aFailedProgramEndsTheWaitingForItAndForNoOther() throws IOException, InterruptedException {
        try (TestRun run = new TestRun(mock(ProgramRunner.class), new Random())) {
            CountDownLatch failedOnes = new CountDownLatch(2);
            CountDownLatch other = new CountDownLatch(1);
            TestRun.Party failed = run.party();
            failed.socket(failedOnes::countDown);
            failed.program(program(true));
            TestRun.Party running = run.party();
            running.socket(other::countDown);
            running.program(program(false));

            // Each look at the programs closes them again: behind the second one the other's turn has come, too.
            assertThat(failedOnes.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            assertThat(other.getCount()).isOne();
        }
    }

    @Test
    void nobodyElseIsGivenThePortThatAClientStillAsks() throws IOException, InterruptedException {
        DatagramSocket asked = new DatagramSocket(Wire.local(0));
        RunningProgram client = program(false);
        try (TestRun run = new TestRun(mock(ProgramRunner.class), new Random())) {
            TestRun.Party side = run.party();
            side.askedSocket(asked);
            side.program(client);
        }
        assertThat(asked.isClosed()).isFalse();

        when(client.hasEnded()).thenReturn(true);
        await().atMost(PATIENCE, TimeUnit.SECONDS).until(asked::isClosed);
    }

    private static RunningProgram program(boolean failed) {
        RunningProgram program = mock(RunningProgram.class);
        when(program.hasFailed()).thenReturn(failed);
        return program;
    }
}
