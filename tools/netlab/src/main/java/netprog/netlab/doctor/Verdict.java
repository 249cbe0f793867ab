package netprog.netlab.doctor;

import java.util.Locale;
import java.util.function.Function;
import netprog.netlab.doctor.Question.Protocol;

/**
 * What the doctor concludes, in one word. Its sentence has the key {@code verdict.NAME}, followed by the variant that fits
 * what was seen; if two causes look alike from here, it names both.
 */
enum Verdict {
    /** A server of the course answers. */
    OK(e -> "." + e.asked().serviceKey()),
    /** That host says that no program listens there, or its firewall says so. */
    REFUSED(e -> e.otherListens() ? ".other" : e.isOwnHost() ? ".itself" : ""),
    /** TCP: nothing came back. */
    TIMED_OUT(e -> e.isOwnHost() ? ".itself" : e.isAlive() ? ".alive" : ""),
    /** A router, or this host after asking for its neighbour, found no way to the host. */
    UNREACHABLE(Verdict::unreachable),
    /** This host knows no way: it sent nothing. */
    NO_LOCAL_ROUTE(e -> ""),
    /** No name server knows the name, or none answered in time. */
    UNKNOWN_HOST(e -> e.lookupLate() ? ".late" : ""),
    /** A firewall or router says that it is not allowed. */
    PROHIBITED(e -> e.isSent() ? "" : ".itself"),
    /** UDP: nothing came back; TCP: a connection, and no byte. */
    NO_ANSWER(Verdict::noAnswer),
    /** This host's own firewall does not let the packets out, or the answer in. */
    BLOCKED_LOCALLY(e -> e.signs().firewall().drops() ? ".rules" : e.isRefusedBySystem() ? "" : ".other"),
    /** Something answers that is not a server of the course. */
    WRONG_SERVICE(
            e -> e.asked().outcome() == Outcome.ANSWERED ? "" : "." + e.asked().outcome());

    private final Function<Evidence, String> variant;

    Verdict(Function<Evidence, String> variant) {
        this.variant = variant;
    }

    /** Decides; if TCP shows two causes alike, a second sign tells them apart. */
    static Verdict of(Evidence e) {
        if (e.addresses().isEmpty()) {
            return UNKNOWN_HOST;
        } else if (!e.isSent()) {
            return ofOwnRoute(e.way().outcome());
        }
        Outcome asked = e.asked().outcome();
        if (e.signs().firewall().drops() && e.asked().mayBeBlocked()) {
            return BLOCKED_LOCALLY;
        }
        return switch (asked) {
            case ANSWERED -> e.asked().isOurs() ? OK : WRONG_SERVICE;
            case CLOSED, RESET -> WRONG_SERVICE;
            case SILENT, ANSWERED_FROM_ELSEWHERE -> NO_ANSWER;
            case REFUSED -> REFUSED;
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

    /** TCP shows "host unreachable" and "prohibited" alike; UDP receives the second one only. */
    private static Verdict ofNoRoute(Evidence e) {
        if (e.isNextHopSilent()) {
            return UNREACHABLE;
        }
        // Near: this host had no reason of its own to say so, because it knows the MAC address.
        boolean fromElsewhere = e.isNear() && !e.signs().neighbour().mac().isEmpty();
        boolean udp = e.question().protocol() == Protocol.UDP;
        return udp || isForbidden(e.otherOutcome()) || e.isAlive() || fromElsewhere ? PROHIBITED : UNREACHABLE;
    }

    private static Verdict ofSilence(Evidence e) {
        boolean udp = e.question().protocol() == Protocol.UDP;
        Outcome other = e.otherOutcome();
        if (e.isNextHopSilent()) {
            return UNREACHABLE;
        } else if (other == Outcome.NOT_PERMITTED) {
            return BLOCKED_LOCALLY;
        } else if (!e.signs().sockets().isEmpty() && !e.listensHere(e.question().protocol())) {
            return REFUSED; // by this host, whose system does not say so
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

    private static String noAnswer(Evidence e) {
        if (e.asked().outcome() == Outcome.ANSWERED_FROM_ELSEWHERE) {
            return ".elsewhere";
        } else if (e.question().protocol() == Protocol.TCP) {
            return ".tcp";
        }
        return e.otherListens() ? ".other" : e.isAlive() ? ".alive" : "";
    }

    private static String unreachable(Evidence e) {
        if (!e.isSent()) {
            return ".itself";
        } else if (e.isNear()) {
            return ".neighbour";
        }
        return e.isNextHopSilent() ? ".gateway" : "";
    }

    /** The verdict in a sentence, which has the English word. */
    String sentence(Evidence e) {
        Question question = e.question();
        String limit = String.valueOf(question.limit().toMillis() / 1000.0).replaceFirst("\\.0$", "");
        return Step.text(
                "verdict." + this + variant.apply(e),
                e.addresses().isEmpty() ? question.host() : e.endpoint(),
                limit,
                question.host(),
                question.protocol().other());
    }

    /** Such as {@code timed-out}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
