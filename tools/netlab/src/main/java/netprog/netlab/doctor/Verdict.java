package netprog.netlab.doctor;

import java.util.Locale;
import netprog.netlab.doctor.Question.Protocol;

/** What the doctor says in one word. */
enum Verdict {
    /** One of the course's servers answers. */
    OK,
    /** That machine says that nobody listens there, or its firewall says so. */
    REFUSED,
    /** TCP: nothing came back. */
    TIMED_OUT,
    /** Somebody on the way, or this machine in vain, found no way to the host. */
    UNREACHABLE,
    /** This machine knows no way: it sent nothing. */
    NO_LOCAL_ROUTE,
    /** Nobody knows the name. */
    UNKNOWN_HOST,
    /** A firewall or router says that it is not allowed. */
    PROHIBITED,
    /** UDP: silence; TCP: a connection, and silence. */
    NO_ANSWER,
    /** This machine's own firewall does not let the packets out, or the answer in. */
    BLOCKED_LOCALLY,
    /** Something answers, and it is none of the course's servers. */
    WRONG_SERVICE;

    /** Decides; where TCP shows two causes alike, a second sign tells them apart. */
    static Verdict of(Evidence e) {
        if (e.addresses().isEmpty()) {
            return UNKNOWN_HOST;
        } else if (e.way().outcome() != Outcome.SILENT) {
            return ofOwnRoute(e.way().outcome());
        }
        return switch (e.asked().outcome()) {
            case ANSWERED -> e.asked().isOurs() ? OK : WRONG_SERVICE;
            case CLOSED, RESET -> WRONG_SERVICE;
            case SILENT, ANSWERED_FROM_ELSEWHERE -> NO_ANSWER;
            case REFUSED -> e.firewall().drops() ? BLOCKED_LOCALLY : REFUSED; // it can reject as well
            case FORBIDDEN -> PROHIBITED;
            case NOT_PERMITTED -> BLOCKED_LOCALLY;
            case NO_ROUTE -> ofNoRoute(e);
            case NETWORK_UNREACHABLE, FAILED -> UNREACHABLE;
            case TIMED_OUT -> ofSilence(e);
        };
    }

    /** The system refused before it sent anything. */
    private static Verdict ofOwnRoute(Outcome way) {
        return switch (way) {
            case NO_ROUTE -> UNREACHABLE;
            case FORBIDDEN -> PROHIBITED;
            case NOT_PERMITTED -> BLOCKED_LOCALLY;
            default -> NO_LOCAL_ROUTE;
        };
    }

    /** TCP shows "host unreachable" and "prohibited" alike; UDP hears of the second alone. */
    private static Verdict ofNoRoute(Evidence e) {
        if (e.neighbour().state() == Neighbour.State.SILENT) {
            return UNREACHABLE;
        }
        // Near: this machine had no reason of its own to say so, because it knows the hardware address.
        boolean fromElsewhere = e.isNear() && !e.neighbour().mac().isEmpty();
        boolean udp = e.question().protocol() == Protocol.UDP;
        return udp || isForbidden(e.otherOutcome()) || e.isAlive() || fromElsewhere ? PROHIBITED : UNREACHABLE;
    }

    private static Verdict ofSilence(Evidence e) {
        boolean udp = e.question().protocol() == Protocol.UDP;
        Outcome other = e.otherOutcome();
        if (e.neighbour().state() == Neighbour.State.SILENT) {
            return UNREACHABLE;
        } else if (e.firewall().drops() || other == Outcome.NOT_PERMITTED) {
            return BLOCKED_LOCALLY;
        } else if (!e.sockets().isEmpty() && !e.listensHere(e.question().protocol())) {
            return REFUSED; // by this machine, where the system keeps silent about it
        } else if (udp && (other == Outcome.NO_ROUTE || other == Outcome.NETWORK_UNREACHABLE) && !e.isAlive()) {
            return UNREACHABLE;
        } else if (!udp && isForbidden(other)) {
            return PROHIBITED;
        }
        return udp ? NO_ANSWER : TIMED_OUT;
    }

    private static boolean isForbidden(Outcome udp) {
        return udp == Outcome.NO_ROUTE || udp == Outcome.FORBIDDEN;
    }

    /** Such as {@code timed-out}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
