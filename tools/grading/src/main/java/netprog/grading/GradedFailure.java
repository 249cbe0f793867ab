package netprog.grading;

/** A graded test failed; the message is what the student reads. */
public final class GradedFailure extends AssertionError {
    private static final long serialVersionUID = 1;
    private final String explanation;

    GradedFailure(String message, String explanation) {
        super(message);
        this.explanation = explanation;
        setStackTrace(new StackTraceElement[0]); // the engine's own frames help nobody
    }

    /** Returns the student's line that threw, the first of the stack trace, as {@code File.java:LINE}; null if none did. */
    String at() {
        return getStackTrace().length == 0
                ? null
                : getStackTrace()[0].getFileName() + ":" + getStackTrace()[0].getLineNumber();
    }

    /** Returns the key of the explanation in the message, such as {@code one-read}. */
    public String explanation() {
        return explanation;
    }
}
