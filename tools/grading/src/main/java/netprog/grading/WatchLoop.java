package netprog.grading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.ClosedWatchServiceException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;

/**
 * A round of tests at every save and at every key. A save while a round is on ends that round: its outcome would be old. Rounds
 * run on a thread of their own, and so does the look for saves.
 */
final class WatchLoop implements AutoCloseable {
    private final Workbench bench;
    private final WatchView view;
    private final SourceWatch saves;
    private final Map<String, Boolean> passed = new HashMap<>(); // by test, in the round before
    private Set<String> parts;
    private Request pending;

    /**
     * Why a round is wanted.
     *
     * @param files that were saved
     * @param again whether everything is tested again
     * @param at since when, by {@link System#nanoTime}
     */
    private record Request(Set<String> files, boolean again, long at) {
        Request and(Request later) {
            Set<String> all = new TreeSet<>(files);
            all.addAll(later.files);
            return new Request(all, again || later.again, at);
        }
    }

    /**
     * Creates one; it watches the files from now on.
     *
     * @param parts names of the parts to test
     */
    WatchLoop(Workbench bench, Set<String> parts, WatchView view) {
        this.bench = bench;
        this.parts = parts;
        this.view = view;
        this.saves = new SourceWatch(bench.folder());
    }

    /**
     * Runs one round.
     *
     * @return whether everything that ran passed, or is still to do
     */
    boolean once() throws IOException {
        return round(new Request(newest(), false, System.nanoTime())).isGood();
    }

    /** Begins with a round, and goes on at every save; returns at once. */
    void start() {
        request(new Request(newest(), false, System.nanoTime()));
        daemon("rounds", this::rounds);
        daemon("saves", () -> {
            while (true) {
                SourceWatch.Saved saved = saves.await();
                request(new Request(saved.files(), false, saved.at()));
            }
        });
    }

    private Set<String> newest() {
        return Set.of(saves.newest());
    }

    private interface Endless {
        void run() throws InterruptedException;
    }

    private static void daemon(String name, Endless work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException | ClosedWatchServiceException e) {
                        // The loop was closed.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Does what a key stands for.
     *
     * @return false if it ends the loop
     */
    boolean press(int key) {
        List<String> all =
                bench.assignment().parts().stream().map(Assignment.Part::name).toList();
        boolean again = true;
        if (key == 'q' || key == 'Q') {
            return false;
        } else if (key == 'l' || key == 'L') {
            boolean korean = Locale.getDefault().getLanguage().equals("ko");
            Locale.setDefault(korean ? Locale.ENGLISH : Locale.KOREAN);
        } else if (key == 'a' || key == 'A') {
            choose(new LinkedHashSet<>(all));
        } else if (key >= '1' && key < '1' + all.size()) {
            choose(Set.of(all.get(key - '1')));
        } else {
            again = key == '\n' || key == '\r';
        }
        if (again) {
            request(new Request(newest(), true, System.nanoTime()));
        }
        return true;
    }

    private synchronized void choose(Set<String> chosen) {
        parts = chosen;
    }

    /** Takes a line for its first character, until the input ends or a line ends the loop; returns whether one did. */
    boolean obeyLines() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        String line;
        while ((line = lines.readLine()) != null) {
            if (!press(line.isEmpty() ? '\n' : line.charAt(0))) {
                return true;
            }
        }
        return false;
    }

    private synchronized void request(Request request) {
        bench.cancel(); // first: the round that is asked for now must not be ended
        pending = pending == null ? request : pending.and(request);
        notifyAll();
    }

    private void rounds() throws InterruptedException {
        while (true) {
            Request request;
            synchronized (this) {
                while (pending == null) {
                    wait();
                }
                request = pending;
                pending = null;
            }
            try {
                round(request);
                bench.prepare();
            } catch (CancellationException e) {
                synchronized (this) {
                    pending = pending == null ? request : request.and(pending);
                }
            } catch (IOException | RuntimeException | VirtualMachineError e) { // the compiler may run out of stack
                view.fails(e instanceof GraderFault ? e.getMessage() : e.toString());
            }
        }
    }

    private Workbench.Round round(Request request) throws IOException {
        Set<String> chosen;
        synchronized (this) {
            chosen = parts;
        }
        view.begins();
        Workbench.Round round = bench.round(chosen, request.again(), first -> view.first(outcome(first, request)));
        view.shows(outcome(round, request));
        round.sheet().rows().forEach(row -> passed.put(row.name(), hasPassed(row)));
        return round;
    }

    private WatchView.Outcome outcome(Workbench.Round round, Request request) {
        return new WatchView.Outcome(
                round,
                request.files(),
                changed(round, true),
                changed(round, false),
                (System.nanoTime() - request.at()) / 1_000_000);
    }

    private List<Row> changed(Workbench.Round round, boolean now) {
        return round.sheet().rows().stream()
                .filter(row -> hasPassed(row) == now && passed.getOrDefault(row.name(), now) != now)
                .toList();
    }

    private static boolean hasPassed(Row row) {
        return row.state() == Row.State.PASSED;
    }

    @Override
    public void close() throws IOException {
        saves.close();
        bench.cancel();
    }
}
