package netprog.netlab.capture;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import netprog.util.Messages;

/** A failure that the user can fix: one line that says what happened and what to try, and the exit status. */
final class CaptureException extends Exception {
    /** The sentences of this package. */
    static final Messages MESSAGES = new Messages("netprog.netlab.capture.messages");

    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * Makes the line.
     *
     * @param status 1 it could not be done, 2 the command line is wrong
     * @param key the sentence in the bundle
     */
    CaptureException(int status, String key, Object... values) {
        super(MESSAGES.get(key, values));
        this.status = status;
    }

    int status() {
        return status;
    }

    /** The cause in few words: Java repeats the name of the file or the program, which is in our sentence already. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return MESSAGES.get("reason.no-folder");
        } else if (e instanceof AccessDeniedException) {
            return MESSAGES.get("reason.denied");
        }
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().replaceFirst("^Cannot run program .*: error=\\d+, ", "");
    }
}
