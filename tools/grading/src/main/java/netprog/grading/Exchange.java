package netprog.grading;

import java.io.IOException;
import java.net.DatagramSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import netprog.wire.Recording;

/** What belongs to one run of one graded test: the programs that it started, the sockets it opened, and the recording. */
final class Exchange implements AutoCloseable {
    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "to-dos");
        thread.setDaemon(true);
        return thread;
    });

    /** A program, once it is started, and the sockets that the test has for it; nobody waits in vain on those of a failed one. */
    final class Side {
        private final List<AutoCloseable> sockets = new CopyOnWriteArrayList<>();
        private volatile Started program;
        private boolean asked;
        private long failedAt; // nanoseconds; 0 while it has not

        Started program(Started started) {
            program = started;
            programs.add(started);
            return started;
        }

        <T extends AutoCloseable> T socket(T socket) {
            sockets.add(socket);
            return socket;
        }

        /**
         * A socket that a client asks. In this JVM a client may go on asking behind its test's end, and nobody else may be given
         * the port as long as it does: its requests would reach them.
         */
        DatagramSocket askedSocket(DatagramSocket socket) {
            asked = true;
            return socket(socket);
        }

        private void close() {
            if (asked && program != null && !program.hasEnded()) {
                WATCH.schedule(this::close, 1, TimeUnit.SECONDS);
            } else {
                closeSockets();
            }
        }

        private void stopInVain() {
            if (failedAt != 0) {
                // The test had time to take what the program sent before.
                if (System.nanoTime() - failedAt > Limits.must() * 200_000L) {
                    closeSockets();
                }
            } else if (program != null && program.hasFailed()) {
                failedAt = System.nanoTime();
            }
        }

        private void closeSockets() {
            for (AutoCloseable socket : sockets) {
                try {
                    socket.close();
                } catch (Exception e) {
                    // It is closed.
                }
            }
        }
    }

    private final Recording recording = new Recording();
    private final List<Side> sides = new CopyOnWriteArrayList<>();
    private final List<Started> programs = new CopyOnWriteArrayList<>(); // in the order of their starts
    private final ScheduledFuture<?> watch;
    private volatile String bug = "";

    Exchange() {
        // Whoever has met a to-do or failed will not answer any more: the test is not to wait until its time is up.
        watch = WATCH.scheduleWithFixedDelay(this::stopInVain, 20, 20, TimeUnit.MILLISECONDS);
    }

    Recording recording() {
        return recording;
    }

    /** One more program of this test, and the sockets for it. */
    Side side() {
        Side side = new Side();
        sides.add(side);
        return side;
    }

    /** Says which bug the next steps look for; it takes the place of {@link Graded#bug}. */
    void looksFor(String key) {
        bug = key;
    }

    /** The bug that the steps at the end looked for; empty where none was named. */
    String bug() {
        return bug;
    }

    /** Waits until {@link #todos} is complete. */
    void settle() {
        programs.forEach(Started::settle);
    }

    List<String> todos() {
        List<String> todos = new ArrayList<>();
        programs.forEach(program -> todos.addAll(program.todos()));
        return todos;
    }

    /**
     * How the first program that failed by itself did so; null where none did. A failing program closes its sockets first and
     * ends then: what was seen on the wire may be a moment older than the end.
     */
    Started.Ending failure() {
        for (Started program : programs) {
            try {
                Started.Ending ending = program.ending(Limits.moment());
                if (ending != null && ending.failed()) {
                    return ending;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return null;
    }

    private void stopInVain() {
        if (todos().isEmpty()) {
            sides.forEach(Side::stopInVain);
        } else {
            sides.forEach(Side::closeSockets);
        }
    }

    @Override
    public void close() throws IOException {
        watch.cancel(false);
        programs.forEach(Started::close);
        sides.forEach(Side::close);
    }
}
