package netprog.week04.login.grading;

import netprog.grading.GradedConnection;
import netprog.grading.Texts;
import netprog.grading.WireFailure;
import netprog.wire.Wire;

/** The test's end of a TCP connection of the login service. */
public final class Peer extends GradedConnection<Peer> {
    Peer(Endpoint endpoint) {
        super(endpoint);
    }

    /**
     * Waits for the frame that answers a right login. Only that it is a welcome counts here: its exact text is the business of
     * one test, and a mistake in it must not cost the others.
     */
    public Peer receivesWelcome() {
        return receivesMatching(Requests.WELCOME, Requests::isWelcome);
    }

    /** Waits for the request that ends: {@code 4}, with or without more behind it. */
    public Peer receivesRequestToEnd() {
        return receivesMatching(Requests.END, frame -> Requests.isEnd(Wire.text(frame)));
    }

    /** Sends {@code 4}, waits for what the server does about it, whatever it is, and closes: another test looks at that. */
    public void leaves() {
        sends("4");
        try {
            awaitsEndBriefly(128);
        } catch (WireFailure e) {
            // Nothing came of it.
        }
        close();
    }

    /** Waits for the client to end: it closes, or it sends {@code 4} and we close. */
    public void letsGo() {
        byte[] frame = awaitsEnd(128);
        if (frame.length > 0 && !Requests.isEnd(Wire.text(frame))) {
            throw new WireFailure(WireFailure.Observation.UNEXPECTED, "\"4\", or the end", Texts.shown(frame), frame);
        }
        close();
    }
}
