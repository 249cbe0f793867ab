package netprog.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * Asserts how long a client waits, with a lower and an upper bound. On a busy machine a wait takes longer than its timeout: so
 * up to three attempts are made, of which one must be within the bounds.
 */
public final class ClientTimeouts {
    private static final int ATTEMPTS = 3;

    /** The bounds for tries that are a second apart; the clients of students are graded by the same ones. */
    private static final Duration MIN_GAP = Duration.ofMillis(650);

    private static final Duration MAX_GAP = Duration.ofMillis(1600);

    /** A client that asks a UDP server, and throws a {@link SocketTimeoutException} if it gets no answer. */
    public interface Client {
        void ask(InetSocketAddress server) throws Exception;
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private ClientTimeouts() {}

    /** The client sends the same request so many times, a second apart, and times out a second after the last one. */
    public static void assertTriesASecondApart(int tries, byte[] request, Client client) throws Exception {
        untilWithinBounds(() -> {
            try (UdpPeer server = new UdpPeer(Wire.local(0))) {
                FutureTask<Void> run = start(client, server.address());
                assertThat(server.receive().data()).isEqualTo(request);
                for (int i = 1; i < tries; i++) {
                    long start = System.nanoTime();
                    assertThat(server.receive(MAX_GAP).data()).isEqualTo(request);
                    assertThat(since(start)).isGreaterThan(MIN_GAP);
                }
                long start = System.nanoTime();
                assertThatThrownBy(() -> run.get(MAX_GAP.toMillis(), TimeUnit.MILLISECONDS))
                        .hasRootCauseInstanceOf(SocketTimeoutException.class);
                assertThat(since(start)).isGreaterThan(MIN_GAP);
                assertThat(server.isSilent(1)).isTrue();
            }
        });
    }

    /** The call throws a {@link SocketTimeoutException} after this time. */
    public static void assertTimesOut(Duration timeout, ThrowingCallable call) throws Exception {
        untilWithinBounds(() -> {
            long start = System.nanoTime();
            assertThatThrownBy(call).isInstanceOf(SocketTimeoutException.class);
            assertThat(since(start)).isBetween(timeout.multipliedBy(95).dividedBy(100), timeout.plusMillis(600));
        });
    }

    private static FutureTask<Void> start(Client client, InetSocketAddress server) {
        FutureTask<Void> run = new FutureTask<>(() -> {
            client.ask(server);
            return null;
        });
        Thread thread = new Thread(run, "client under test");
        thread.setDaemon(true);
        thread.start();
        return run;
    }

    private static void untilWithinBounds(Attempt attempt) throws Exception {
        for (int i = 1; true; i++) {
            try {
                attempt.run();
                return;
            } catch (AssertionError | IOException e) {
                if (i == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
