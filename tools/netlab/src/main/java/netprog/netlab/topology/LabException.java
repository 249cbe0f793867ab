package netprog.netlab.topology;

import java.io.IOException;
import netprog.util.Messages;

/** The lab cannot be built or entered; the message is one sentence for the user, in their language. */
public final class LabException extends IOException {
    /** The sentences of this package. */
    static final Messages MESSAGES = new Messages("netprog.netlab.topology.messages");

    private static final long serialVersionUID = 1;

    LabException(String message) {
        super(message);
    }
}
