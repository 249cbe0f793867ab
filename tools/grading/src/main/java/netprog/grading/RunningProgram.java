package netprog.grading;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/** A program of the student's that was started. Thread-safe. */
interface RunningProgram extends AutoCloseable {
    /** How a program ended: the exit status that it returned, or else what it threw, and where if that is known. */
    record Ending(Integer status, String thrown, boolean ioException, Place at) {
        static Ending returned(int status) {
            return new Ending(status, null, false, null);
        }

        static Ending threw(String what, boolean ioException, Place at) {
            return new Ending(null, what, ioException, at);
        }

        /** What it threw, and where. */
        String describeThrown() {
            return describe(thrown);
        }

        /** What it threw, in other words, and where. */
        String describe(String what) {
            return at == null ? what : GradingWords.get("seen.thrown-at", what, at);
        }

        /** Whether it was an exception other than an IOException: the program failed, and not the network. */
        @JsonIgnore
        boolean failed() {
            return thrown != null && !ioException;
        }
    }

    /** The port of a server on 127.0.0.1. */
    int port();

    /** Waits until {@link #todos} and {@link #ending} know all that has happened so far. */
    void settle();

    /** The to-dos that it has met. */
    List<String> todos();

    /** How it ended; null while it runs. Waits up to so many milliseconds. */
    Ending ending(int millis);

    /** Whether it has ended, however. */
    default boolean hasEnded() {
        return ending(0) != null;
    }

    /** Whether it has ended by an exception other than an IOException; a server will answer no more. */
    default boolean hasFailed() {
        Ending ending = ending(0);
        return ending != null && ending.failed();
    }

    /**
     * Whether another program has ended or disturbed the JVM that this one shares: what was seen of it proves nothing, and the
     * test has to run again with a JVM of its own.
     */
    default boolean isDisturbed() {
        return false;
    }

    /** Whether all its threads wait in socket calls that have no time limit: it will wait for ever if nothing comes. */
    boolean waitsWithoutLimit();

    /**
     * Where its threads are in the student's files, the most telling one first; empty if none is there. Takes some
     * milliseconds.
     */
    List<Standing> standing();

    /** Types a line at a client's keyboard. */
    void type(String line);

    /** Ends the input of a client's keyboard. */
    void endInput();

    /** All that a client has put on its screen so far. */
    String screen();

    /** Closes the listener or the socket of a server, which has to end it. */
    void closeSocket();

    /** Asks for a value; null if there is no answer in time. */
    StudentCode.Answer answer(StudentCode.Question question);

    /** Ends it, whatever it does. */
    @Override
    void close();
}
