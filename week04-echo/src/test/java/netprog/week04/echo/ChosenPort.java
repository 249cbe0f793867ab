package netprog.week04.echo;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import netprog.wire.Program;

/**
 * A server that has to be told its port, running: on a port below those that the system hands out, and where this one is
 * taken, so that the program ends, on another one.
 */
record ChosenPort(Program program, int port) implements AutoCloseable {
    interface Start {
        Program on(int port) throws IOException;
    }

    static ChosenPort start(Start start, Predicate<Program> isReady) throws IOException {
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
