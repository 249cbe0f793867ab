package netprog.grading;

/** A failure of the grader or of the machine, never of the student's program: it ends the run without a score. */
public final class GraderFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Creates a fault.
     *
     * @param message what happened and what to try, in the user's language
     * @param cause may be null
     */
    public GraderFault(String message, Throwable cause) {
        super(message, cause);
    }
}
