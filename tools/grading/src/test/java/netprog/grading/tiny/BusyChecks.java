package netprog.grading.tiny;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import netprog.grading.Graded;
import netprog.grading.WireFailure;

/** Graded tests that fail so many times; {@code GradedExtensionTest} runs them. */
public class BusyChecks {
    /** The program of each run. */
    public static final List<Object> RUNS = new CopyOnWriteArrayList<>();

    @Graded(part = "Upper", step = 1, points = 1)
    void failsOnce(TinyAssignment.UdpClient client) {
        fails(client, 1);
    }

    @Graded(part = "Upper", step = 2, points = 1)
    void fails(TinyAssignment.UdpClient client) {
        fails(client, 100);
    }

    @Graded(part = "Upper", step = 3, points = 1)
    void hasNoClock(TinyAssignment.Server server) {
        fails(server, 1);
    }

    private static void fails(Object program, int times) {
        RUNS.add(program);
        if (RUNS.size() <= times) {
            throw new WireFailure(WireFailure.Observation.SILENCE, "an answer in time", "none");
        }
    }
}
