package netprog.netlab.doctor;

import java.util.Locale;
import java.util.function.Function;
import netprog.netlab.common.IcmpError.Kind;
import netprog.netlab.doctor.Question.Protocol;

/**
 * What the doctor concludes, in one word. Its sentence has the key {@code verdict.NAME}, followed by the variant that fits
 * what was seen; it says nothing that was not seen: causes are in the steps.
 */
enum Verdict {
    /** A server of the course answers. */
    OK(e -> "." + e.asked.serviceKey()),
    /** That host says that no program listens there, or its firewall says so. */
    REFUSED(e -> e.otherListens() ? ".other" : e.isOwnHost() ? ".itself" : ""),
    /** TCP: nothing came back. */
    TIMED_OUT(e -> e.isOwnHost() ? ".itself" : e.isAlive() ? ".alive" : Causes.hearsButIsSilent(e) ? ".hears" : ""),
    /** A router, or this host after asking for its neighbour, found no way to the host. */
    UNREACHABLE(Verdict::unreachable),
    /** This host knows no way: it sent nothing. */
    NO_LOCAL_ROUTE(e -> e.isOwnHost() ? ".loopback" : ""),
    /** The name has no address, or the address is not that of one host. */
    UNKNOWN_HOST(e -> e.addresses.isEmpty()
            ? "." + e.lookup
            : e.special().map(kind -> "." + kind).orElse("")),
    /** A firewall or router says that it is not allowed. */
    PROHIBITED(e -> !e.isSent() ? ".itself" : e.error(k -> k == Kind.PROHIBITED).isPresent() ? "" : ".unsure"),
    /** UDP: nothing came back; TCP: a connection, and no byte. */
    NO_ANSWER(Verdict::noAnswer),
    /** This host's own firewall does not let the packets out, or the answer in; or it has no port left. */
    BLOCKED_LOCALLY(e -> e.asked.outcome() == Outcome.NO_LOCAL_PORT
            ? ".ports"
            : e.firewall.drops() ? ".rules" : e.isRefusedBySystem() ? "" : ".other"),
    /** Something answers that is not a server of the course. */
    WRONG_SERVICE(e -> e.asked.outcome() == Outcome.ANSWERED ? "" : "." + e.asked.outcome());

    private final Function<Evidence, String> variant;

    Verdict(Function<Evidence, String> variant) {
        this.variant = variant;
    }

    /** Decides; if TCP shows two causes alike, a second sign tells them apart. */
    static Verdict of(Evidence e) {
        if (e.addresses.isEmpty() || e.special().isPresent()) {
            return UNKNOWN_HOST;
        } else if (!e.isSent()) {
            return ofOwnRoute(e);
        } else if (e.firewall.drops() && e.asked.mayBeBlocked()) {
            return BLOCKED_LOCALLY;
        }
        return switch (e.asked.outcome()) {
            case ANSWERED -> e.asked.isOurs() ? OK : WRONG_SERVICE;
            case CLOSED, RESET -> WRONG_SERVICE;
            case SILENT, ANSWERED_FROM_ELSEWHERE -> NO_ANSWER;
            case REFUSED -> REFUSED;
            case FORBIDDEN -> PROHIBITED;
            case NOT_PERMITTED, NO_LOCAL_PORT -> BLOCKED_LOCALLY;
            case NO_ROUTE -> ofNoRoute(e);
            case NETWORK_UNREACHABLE -> e.error(k -> k == Kind.PROHIBITED).isPresent() ? PROHIBITED : UNREACHABLE;
            case FAILED -> UNREACHABLE;
            case TIMED_OUT -> ofSilence(e);
        };
    }

    /** The system refused before it sent anything. */
    private static Verdict ofOwnRoute(Evidence e) {
        return switch (e.way.outcome()) {
            case NO_ROUTE -> UNREACHABLE;
            case FORBIDDEN -> PROHIBITED;
            case NOT_PERMITTED, NO_LOCAL_PORT -> BLOCKED_LOCALLY;
            default -> NO_LOCAL_ROUTE;
        };
    }

    /**
     * TCP shows "host unreachable" and "prohibited" alike; the code of the ICMP error decides where it was seen, and UDP
     * receives the second one only. Where nothing else tells: one's own search for a neighbour takes three seconds.
     */
    private static Verdict ofNoRoute(Evidence e) {
        if (e.error(k -> k == Kind.PROHIBITED).isPresent()) {
            return PROHIBITED;
        } else if (e.isNextHopSilent()
                || e.error(k -> k == Kind.HOST_UNREACHABLE || k == Kind.NET_UNREACHABLE)
                        .isPresent()) {
            return UNREACHABLE;
        }
        boolean there = e.isAlive() || !e.neighbour.mac().isEmpty() && e.isNear();
        return e.isUdp() || isForbidden(e.otherOutcome()) || there && e.asked.millis() < 1000
                ? PROHIBITED
                : UNREACHABLE;
    }

    private static boolean isForbidden(Outcome udp) {
        return udp == Outcome.NO_ROUTE || udp == Outcome.FORBIDDEN;
    }

    private static Verdict ofSilence(Evidence e) {
        Outcome other = e.otherOutcome();
        if (e.isOwnHost() && e.interfaces.stream().anyMatch(i -> i.loopback() && Causes.isOff(i))) {
            return NO_LOCAL_ROUTE;
        } else if (e.isNextHopSilent()) {
            return UNREACHABLE;
        } else if (other == Outcome.NOT_PERMITTED) {
            return BLOCKED_LOCALLY;
        } else if (!e.sockets.isEmpty() && !e.listensHere(e.question.protocol())) {
            return REFUSED; // by this host, whose system does not say so
        } else if (e.isAlive()) {
            return e.isUdp() ? NO_ANSWER : TIMED_OUT;
        } else if (!e.isUdp() && isForbidden(other)) {
            return PROHIBITED;
        } else if (e.error(k -> k == Kind.HOST_UNREACHABLE || k == Kind.NET_UNREACHABLE)
                        .isPresent()
                || e.isUdp() && (other == Outcome.NO_ROUTE || other == Outcome.NETWORK_UNREACHABLE)) {
            return UNREACHABLE;
        }
        return e.isUdp() ? NO_ANSWER : TIMED_OUT;
    }

    private static String noAnswer(Evidence e) {
        if (e.asked.outcome() == Outcome.ANSWERED_FROM_ELSEWHERE) {
            return e.asked.from().equals(e.server()) ? ".elsewhere-port" : ".elsewhere";
        } else if (e.question.protocol() == Protocol.TCP) {
            return ".tcp";
        }
        return e.otherListens() ? ".other" : e.isAlive() ? ".alive" : Causes.hearsButIsSilent(e) ? ".hears" : "";
    }

    private static String unreachable(Evidence e) {
        if (!e.isSent()) {
            return ".itself";
        } else if (e.isNextHopSilent()) {
            return e.isNear() ? ".neighbour" : ".gateway";
        }
        boolean told = e.error(k -> k == Kind.HOST_UNREACHABLE || k == Kind.NET_UNREACHABLE)
                .isPresent();
        return told ? "" : e.asked.outcome() == Outcome.FAILED ? ".failed" : ".unsure";
    }

    /** The verdict in a sentence, which has the English word. */
    String sentence(Evidence e) {
        Question question = e.question;
        double waited =
                (e.asked.millis() > 0 ? e.asked.millis() : question.limit().toMillis()) / 1000.0;
        return Step.text(
                "verdict." + this + variant.apply(e),
                e.addresses.isEmpty() ? question.host() : e.endpoint(),
                String.format(Locale.ROOT, "%.1f", waited),
                question.host(),
                question.protocol().other(),
                e.error(k -> true).map(error -> error.sender()).orElse("?"));
    }

    /** Such as {@code timed-out}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
