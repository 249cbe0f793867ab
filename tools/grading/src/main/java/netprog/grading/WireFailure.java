package netprog.grading;

/** Something else came than was expected, or nothing; {@link GradedExtension} makes the message that the student reads. */
final class WireFailure extends AssertionError {
    private static final long serialVersionUID = 1;

    /** What was seen, roughly; the key of its explanation where the test names no bug of its own. */
    enum Sight {
        SILENCE,
        SHORT,
        SHORT_DATAGRAM,
        NEW_PORT,
        CLOSED,
        RESET,
        REFUSED,
        WRONG,
        UNEXPECTED,
        NOT_SHOWN,
        NO_END,
        WRONG_END,
        VALUE
    }

    private final Sight sight;
    private final String expected;
    private final String seen;
    private final transient byte[] bytes;
    private boolean early;

    WireFailure(Sight sight, String expected, String seen, byte... bytes) {
        super("expected " + expected + ", came " + seen);
        this.sight = sight;
        this.expected = expected;
        this.seen = seen;
        this.bytes = bytes;
    }

    /** Says that it was seen before the test came to what it looks for: in a step that simpler tests look at. */
    WireFailure early() {
        early = true;
        return this;
    }

    boolean isEarly() {
        return early;
    }

    Sight sight() {
        return sight;
    }

    String expected() {
        return expected;
    }

    String seen() {
        return seen;
    }

    /** The bytes that came instead; empty where none did. */
    byte[] bytes() {
        return bytes;
    }
}
