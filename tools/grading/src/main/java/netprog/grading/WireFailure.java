package netprog.grading;

/** Something other than the expected was seen; {@link FailureMessage} makes of it what the student reads. */
public final class WireFailure extends AssertionError {
    private static final long serialVersionUID = 1;

    /** What was seen, roughly; in lower case the key of its explanation where the test's bug does not explain it. */
    public enum Observation {
        /** Nothing came. */
        SILENCE,
        /** Part of a frame came, and then nothing. */
        SHORT,
        /** A datagram of less than 128 bytes came. */
        SHORT_DATAGRAM,
        /** A request came from another port than before. */
        NEW_PORT,
        /** The connection was closed. */
        CLOSED,
        /** The connection was reset. */
        RESET,
        /** The connection was refused. */
        REFUSED,
        /** Another text came. */
        WRONG,
        /** The last request came again, although it was answered. */
        ASKED_AGAIN,
        /** Something came where nothing was expected. */
        UNEXPECTED,
        /** A text is not on the screen. */
        NOT_SHOWN,
        /** A text is on the screen in another case, or with other white space. */
        ALMOST_SHOWN,
        /** A program, or a connection, did not end. */
        NO_END,
        /** A program ended in another way, or at another time. */
        WRONG_END,
        /** A program failed by itself. */
        FAILED,
        /** Another value came. */
        VALUE,
        /** A call did not return in time. */
        NO_ANSWER
    }

    private final Observation observation;
    private final String expected;
    private final String seen;
    private final transient byte[] bytes;
    private transient Place at;
    private boolean early;

    /**
     * Creates a failure.
     *
     * @param observation what was seen, roughly
     * @param expected in words
     * @param seen in words
     * @param bytes what came instead; empty if nothing
     */
    public WireFailure(Observation observation, String expected, String seen, byte... bytes) {
        super("expected " + expected + ", came " + seen);
        this.observation = observation;
        this.expected = expected;
        this.seen = seen;
        this.bytes = bytes;
    }

    /**
     * Marks it as seen before the test came to what it looks for: in a step that simpler tests look at.
     *
     * @return this failure
     */
    public WireFailure early() {
        early = true;
        return this;
    }

    /** Names the student's line that threw what came in the place of a value; null if there is none. */
    WireFailure at(Place place) {
        at = place;
        return this;
    }

    Place at() {
        return at;
    }

    boolean isEarly() {
        return early;
    }

    /** Returns what was seen, roughly. */
    public Observation observation() {
        return observation;
    }

    /** Returns what was expected, in words. */
    public String expected() {
        return expected;
    }

    String seen() {
        return seen;
    }

    /** Returns the bytes that came instead; empty if none did. */
    public byte[] bytes() {
        return bytes;
    }
}
