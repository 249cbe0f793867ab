package netprog.wire;

/** A running program did not do what was waited for: the time ran out, or the program ended first. */
public final class ProgramException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProgramException(String message) {
        super(message);
    }
}
