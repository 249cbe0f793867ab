package netprog.netlab.topology;

import java.io.IOException;

/** The lab cannot be built or entered; the message is one sentence for the user, in their language. */
public final class LabException extends IOException {
    private static final long serialVersionUID = 1;

    LabException(String message) {
        super(message);
    }
}
