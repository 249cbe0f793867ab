package netprog.netlab.capture;

/** A failure that the user can fix: one line that says what happened and what to try, and the exit status. */
final class CaptureException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * Makes the line.
     *
     * @param status 1 it could not be done, 2 the command line is wrong
     * @param key the sentence in the bundle
     */
    CaptureException(int status, String key, Object... values) {
        super(CaptureMessages.MESSAGES.get(key, values));
        this.status = status;
    }

    int status() {
        return status;
    }
}
