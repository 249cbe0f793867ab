package netprog.wire;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * A server of others that must be told its port, running. The port is below those that the system hands out; if it is taken, so
 * that the program ends, another one is tried.
 */
public record ChosenPort(Program program, int port) implements AutoCloseable {
    /** Starts the server. */
    public interface Start {
        Program on(int port) throws IOException;
    }

    /** Starts a server, and waits until it is ready. */
    public static ChosenPort start(Start start, Predicate<Program> isReady) throws IOException {
        for (int tries = 0; tries < 20; tries++) {
            int port = ThreadLocalRandom.current().nextInt(20000, 30000);
            Program program = start.on(port);
            await().atMost(Program.TIMEOUT)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> isReady.test(program) || !program.isAlive());
            if (program.isAlive()) {
                return new ChosenPort(program, port);
            }
            program.close();
        }
        throw new IOException("20 ports were taken");
    }

    @Override
    public void close() {
        program.close();
    }
}
