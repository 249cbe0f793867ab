package netprog.week03;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import netprog.wire.Program;

/** A server's loop in a thread of its own, and what it logs; closing its socket ends it. */
final class Serving {
    interface Loop {
        void run() throws IOException;
    }

    private final PrintStream screen = System.out;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Closeable socket;
    private final Thread thread;
    private volatile Throwable end;

    Serving(Closeable socket, Loop loop) {
        this.socket = socket;
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        thread = new Thread(() -> run(loop), "server under test");
        thread.setDaemon(true);
        thread.start();
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    void stop() throws IOException, InterruptedException {
        boolean served = thread.isAlive();
        socket.close();
        thread.join(Program.TIMEOUT.toMillis());
        System.setOut(screen);
        if (!served || thread.isAlive() || !(end instanceof IOException)) {
            throw new AssertionError("a server serves until its socket is closed; this one's log: " + log(), end);
        }
    }

    private void run(Loop loop) {
        try {
            loop.run();
        } catch (Throwable e) {
            end = e;
        }
    }
}
