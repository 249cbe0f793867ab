package netprog.testkit.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a test's sockets meet when one of its programs fails. */
class ExchangeTest {
    private static final int PATIENCE = 60; // seconds

    @Test
    void aFailedProgramEndsTheWaitingForItAndForNoOther() throws IOException, InterruptedException {
        try (Exchange exchange = new Exchange()) {
            CountDownLatch failedOnes = new CountDownLatch(2);
            CountDownLatch other = new CountDownLatch(1);
            Exchange.Side failed = exchange.side();
            failed.socket(failedOnes::countDown);
            failed.program(program(true));
            Exchange.Side running = exchange.side();
            running.socket(other::countDown);
            running.program(program(false));

            // Each look at the programs closes them again: behind the second one the other's turn has come, too.
            assertThat(failedOnes.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            assertThat(other.getCount()).isOne();
        }
    }

    private static Started program(boolean failed) {
        Started program = mock(Started.class);
        when(program.hasFailed()).thenReturn(failed);
        return program;
    }
}
