package netprog.grading;

import java.net.DatagramSocket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import netprog.wire.Recording;

/** What belongs to one run of one graded test: the programs that it started, the sockets it opened, and the recording. */
public final class TestRun implements AutoCloseable {
    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watch");
        thread.setDaemon(true);
        return thread;
    });

    /** A program, once it is started, and the sockets that the test has for it. */
    final class Party {
        private final List<AutoCloseable> sockets = new CopyOnWriteArrayList<>();
        private volatile RunningProgram program;
        private boolean asked;
        private long failedAt; // nanoseconds; 0 while it has not

        RunningProgram program(RunningProgram started) {
            program = started;
            programs.add(started);
            return started;
        }

        <T extends AutoCloseable> T socket(T socket) {
            sockets.add(socket);
            return socket;
        }

        /**
         * A socket that a client sends requests to. A client may go on with that after the end of its test, and the port must
         * not be given to another test as long as it does.
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

        /** A failed program will not answer: the test need not wait. It had time to take what was sent before. */
        private void closeIfFailed() {
            if (failedAt != 0) {
                if (System.nanoTime() - failedAt > AdaptiveTimeouts.replyTimeout() * 200_000L) {
                    closeSockets();
                }
            } else if (program != null && (program.hasFailed() || program.isDisturbed())) {
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

    private final ProgramRunner runner;
    private final Random random;
    private final Recording recording = new Recording();
    private final List<Party> parties = new CopyOnWriteArrayList<>();
    private final List<RunningProgram> programs = new CopyOnWriteArrayList<>(); // in the order of their starts
    private final ScheduledFuture<?> watch;
    private volatile String bug = "";
    private volatile List<Standing> standing = List.of();

    TestRun(ProgramRunner runner, Random random) {
        this.runner = runner;
        this.random = random;
        watch = WATCH.scheduleWithFixedDelay(this::watch, 20, 20, TimeUnit.MILLISECONDS);
    }

    /** Returns what this test draws its texts with: anew for each run, or the same again for the same seed. */
    Random random() {
        return random;
    }

    ProgramRunner runner() {
        return runner;
    }

    Recording recording() {
        return recording;
    }

    /** One more program of this test, and the sockets for it. */
    Party party() {
        Party party = new Party();
        parties.add(party);
        return party;
    }

    /** Says which bug the next steps look for; it takes the place of {@link Graded#bug}. */
    void looksFor(String key) {
        bug = key;
    }

    /** The bug that the last steps looked for; empty where none was named. */
    String bug() {
        return bug;
    }

    /** Waits until to-dos and endings of all programs are known. */
    void settle() {
        programs.forEach(RunningProgram::settle);
    }

    List<String> todos() {
        List<String> todos = new ArrayList<>();
        programs.forEach(program -> todos.addAll(program.todos()));
        return todos;
    }

    /** Whether what was seen proves nothing, because another program ended or disturbed the JVM. */
    boolean isDisturbed() {
        return programs.stream().anyMatch(RunningProgram::isDisturbed);
    }

    /**
     * How the first program that failed by itself did so; null where none did. A failing program closes its sockets first and
     * ends then: what was seen on the wire may be a moment older than the end.
     *
     * @param millis how long to wait for the end of each
     */
    RunningProgram.Ending failure(int millis) {
        for (RunningProgram program : programs) {
            RunningProgram.Ending ending = program.ending(millis);
            if (ending != null && ending.failed()) {
                return ending;
            }
        }
        return null;
    }

    /** Notes where the programs are, for the message of a failure: when the test gives up, before they are ended. */
    void noteStanding() {
        standing = programs.stream()
                .flatMap(program -> program.standing().stream())
                .sorted(Comparator.comparing(Standing::activity))
                .toList();
    }

    /**
     * Where the programs were when the test gave up, the most telling thread first; each place and activity once. That a
     * server also waits for its next client tells nothing.
     */
    List<Standing> standing() {
        List<Standing> all = standing.stream().distinct().toList();
        List<Standing> telling = all.stream()
                .filter(each -> each.activity() != Standing.Activity.ACCEPT)
                .toList();
        return telling.isEmpty() ? all : telling;
    }

    /** How the programs that have ended did so. */
    List<RunningProgram.Ending> endings() {
        return programs.stream()
                .map(program -> program.ending(0))
                .filter(Objects::nonNull)
                .toList();
    }

    private void watch() {
        if (todos().isEmpty()) {
            parties.forEach(Party::closeIfFailed);
        } else {
            parties.forEach(Party::closeSockets); // what has met a to-do will not answer
        }
    }

    @Override
    public void close() {
        watch.cancel(false);
        programs.forEach(RunningProgram::close);
        parties.forEach(Party::close);
        runner.close();
    }
}
