package netprog.netlab.topology;

import netprog.util.Messages;

/** The sentences of this package. */
final class LabMessages {
    static final Messages MESSAGES = new Messages("netprog.netlab.topology.messages");

    private LabMessages() {}
}
