package netprog.netlab.capture;

import netprog.util.Messages;

/** Something that a user can mend: one line that says what happened and what to try, and the exit status. */
final class CaptureException extends Exception {
    static final Messages MESSAGES = new Messages("netprog.netlab.capture.messages");

    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * Makes the line.
     *
     * @param status 1 it could not be done, 2 the command line is wrong
     * @param key the sentence in the bundle
     * @param values what stands for {@code {0}}, {@code {1}}, ...
     */
    CaptureException(int status, String key, Object... values) {
        super(MESSAGES.get(key, values));
        this.status = status;
    }

    int status() {
        return status;
    }
}
