package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.DatagramSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import netprog.wire.Wire;
import org.junit.jupiter.api.Test;

/** When the sockets of a test are closed. */
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

    @Test
    void nobodyElseIsGivenThePortThatAClientStillAsks() throws IOException, InterruptedException {
        DatagramSocket asked = new DatagramSocket(Wire.local(0));
        Started client = program(false);
        try (Exchange exchange = new Exchange()) {
            Exchange.Side side = exchange.side();
            side.askedSocket(asked);
            side.program(client);
        }
        assertThat(asked.isClosed()).isFalse();

        when(client.hasEnded()).thenReturn(true);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!asked.isClosed() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(asked.isClosed()).isTrue();
    }

    private static Started program(boolean failed) {
        Started program = mock(Started.class);
        when(program.hasFailed()).thenReturn(failed);
        return program;
    }
}
