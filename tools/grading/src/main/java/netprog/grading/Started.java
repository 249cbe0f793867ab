package netprog.grading;

import java.util.List;

/** A program of the student's that was started; how it runs is nobody's business. Safe for several threads. */
interface Started extends AutoCloseable {
    /** How a program ended: its exit status if it returned one, else what it threw. */
    record Ending(Integer status, String thrown, boolean ioException) {
        static Ending returned(int status) {
            return new Ending(status, null, false);
        }

        static Ending threw(String what, boolean ioException) {
            return new Ending(null, what, ioException);
        }

        /** Whether it was an exception that is no IOException: a fault of the program, and none of the network. */
        boolean failed() {
            return thrown != null && !ioException;
        }
    }

    /** The port of a server on 127.0.0.1. */
    int port();

    /** Waits until {@link #todos} knows of all that it has met so far. */
    void settle();

    /** The to-dos that it has met. */
    List<String> todos();

    /** How it ended; null while it runs. Waits up to so many milliseconds. */
    Ending ending(int millis) throws InterruptedException;

    /** Whether it has ended, however. */
    default boolean hasEnded() {
        try {
            return ending(0) != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Whether it has ended by an exception that is no IOException; a server will answer no more. */
    default boolean hasFailed() {
        try {
            Ending ending = ending(0);
            return ending != null && ending.failed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Types a line at a client's keyboard. */
    void type(String line);

    /** Ends the input of a client's keyboard. */
    void endInput();

    /** All that a client has put on its screen so far. */
    String screen();

    /** Closes the listener or the socket of a server, which is to end it. */
    void closeSocket();

    /** Asks for a value (see {@link Subject#value}). */
    String value(String question);

    /** Ends it, whatever it does. */
    @Override
    void close();
}
