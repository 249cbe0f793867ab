package netprog.netlab.doctor;

import java.net.InetAddress;
import netprog.netlab.common.ServiceKind;

/**
 * What a probe saw.
 *
 * @param outcome how it ended
 * @param service what answered, if bytes came; else null
 * @param bytes the first bytes that came, at most 4096; may be empty
 * @param from who sent them; null if nothing came
 * @param millis how long it took
 * @param systemText what the system said of an error, in the user's language; of an answer from elsewhere its port; may be empty
 */
record Answer(Outcome outcome, ServiceKind service, byte[] bytes, InetAddress from, long millis, String systemText) {
    /** Nothing came. */
    static final Answer SILENCE = silence(0);

    static Answer silence(long millis) {
        return new Answer(Outcome.TIMED_OUT, null, new byte[0], null, millis, "");
    }

    /** Something unexpected. */
    static Answer failed(String cause) {
        return new Answer(Outcome.FAILED, null, new byte[0], null, 0, cause);
    }

    /** The service in the keys of messages, where the three formats of the time are one. */
    String serviceKey() {
        return switch (service) {
            case CTIME, DAYTIME, RFC868 -> "TIME";
            default -> service.name();
        };
    }

    /** Whether a firewall of this host can be the cause: it may drop or reject. */
    boolean mayBeBlocked() {
        return outcome == Outcome.REFUSED || !outcome.showsLife();
    }

    /** Whether one of the course's servers answered, from the address that was asked. */
    boolean isOurs() {
        return outcome == Outcome.ANSWERED && service.isOfCourse();
    }
}
