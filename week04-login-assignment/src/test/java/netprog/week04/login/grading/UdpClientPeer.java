package netprog.week04.login.grading;

import netprog.grading.GradedDatagrams;

/** The test's UDP client of a login server. */
public final class UdpClientPeer extends GradedDatagrams<UdpClientPeer> {
    UdpClientPeer(Endpoint endpoint) {
        super(endpoint);
    }

    /** Waits for the datagram that answers a right login; its exact text is the business of one test. */
    public UdpClientPeer receivesWelcome() {
        return receivesMatching(Requests.WELCOME, Requests::isWelcome);
    }
}
