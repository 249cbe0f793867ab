package netprog.netlab.capture;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import netprog.util.Messages;

/** The sentences of this package. */
final class CaptureMessages {
    static final Messages MESSAGES = new Messages("netprog.netlab.capture.messages");

    private CaptureMessages() {}

    /** The cause in few words: Java repeats the name of the file or the program, which is in our sentence already. */
    static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return MESSAGES.get("reason.no-folder");
        } else if (e instanceof AccessDeniedException) {
            return MESSAGES.get("reason.denied");
        } else if (e.getMessage() == null) {
            return e.getClass().getSimpleName();
        }
        return e.getMessage().replaceFirst("^Cannot run program .*: error=\\d+, ", "");
    }
}
