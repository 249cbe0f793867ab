package netprog.netlab.doctor;

import java.net.InetAddress;

/**
 * What a probe saw.
 *
 * @param outcome how it ended
 * @param service who answered, where bytes came; else null
 * @param bytes the first bytes that came, at most 4096; may be empty
 * @param from who sent them; null where nothing came
 * @param millis how long it took
 * @param systemText what the system said of an error, in the user's language; may be empty
 */
record Answer(Outcome outcome, Service service, byte[] bytes, InetAddress from, long millis, String systemText) {
    /** Nothing came. */
    static final Answer SILENCE = new Answer(Outcome.TIMED_OUT, null, new byte[0], null, 0, "");

    /** Whether one of the course's servers answered, from the address that was asked. */
    boolean isOurs() {
        return outcome == Outcome.ANSWERED && service.isOurs();
    }
}
