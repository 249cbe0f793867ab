package netprog.grading;

/** A graded test failed; the message is what the student reads. */
public final class GradedFailure extends AssertionError {
    private static final long serialVersionUID = 1;
    private final String explanation;
    private final String sight;

    /** Its stack trace is the student's line alone, if there is one: the engine's own frames help nobody. */
    GradedFailure(String message, String explanation, String sight, Place at) {
        super(message);
        this.explanation = explanation;
        this.sight = sight;
        setStackTrace(at == null ? new StackTraceElement[0] : new StackTraceElement[] {at.element()});
    }

    /** Returns the student's line that threw, the first of the stack trace, as {@code File.java:LINE}; null if none did. */
    String at() {
        return getStackTrace().length == 0
                ? null
                : getStackTrace()[0].getFileName() + ":" + getStackTrace()[0].getLineNumber();
    }

    /** Returns the words that differ between what was expected and what came; empty if there are none. */
    String sight() {
        return sight;
    }

    /** Returns the key of the explanation in the message, such as {@code one-read}. */
    public String explanation() {
        return explanation;
    }
}
