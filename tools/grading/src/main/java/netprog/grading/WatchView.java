package netprog.grading;

import java.util.List;
import java.util.Set;

/** Shows the rounds of {@link WatchLoop}; it is called by one thread at a time. */
interface WatchView {
    /**
     * What is to be shown of a round.
     *
     * @param round what came of it so far
     * @param files which files were saved
     * @param gained tests that pass now, and did not in the round before
     * @param lost tests that passed in the round before, and do not now
     * @param millis how long it took since the save
     */
    record Outcome(Workbench.Round round, Set<String> files, List<Row> gained, List<Row> lost, long millis) {}

    /** A round has begun. */
    void begins();

    /** The changed parts are tested, and those that use them follow. */
    void first(Outcome outcome);

    /** A round is over. */
    void shows(Outcome outcome);

    /** A round could not be run, for a reason that is not the program's. */
    void fails(String reason);
}
