package netprog.netlab.doctor;

import netprog.netlab.doctor.Question.Protocol;
import netprog.util.Addresses;

/** The verdict in a sentence, which holds the English word; where two causes look alike from here it names both. */
final class Summary {
    private Summary() {}

    static String of(Evidence e, Verdict verdict) {
        String host = e.question().host();
        String server = e.addresses().isEmpty() ? host : Addresses.show(e.server());
        String endpoint = e.question().protocol() + " " + (server.indexOf(':') < 0 ? server : "[" + server + "]") + ":"
                + e.question().port();
        String limit = String.valueOf(e.question().limit().toMillis() / 1000.0).replaceFirst("\\.0$", "");
        return Step.say(
                "verdict." + verdict + variant(e, verdict),
                endpoint,
                limit,
                host,
                e.question().protocol().other());
    }

    /** The part of the sentence's key that tells variants of a verdict apart. */
    private static String variant(Evidence e, Verdict verdict) {
        return switch (verdict) {
            case OK -> "." + e.asked().serviceKey();
            case REFUSED -> e.otherListens() ? ".other" : e.isOwnMachine() ? ".itself" : "";
            case TIMED_OUT -> e.isOwnMachine() ? ".itself" : e.isAlive() ? ".alive" : "";
            case NO_ANSWER -> noAnswer(e);
            case UNREACHABLE -> unreachable(e);
            case BLOCKED_LOCALLY -> e.firewall().drops() ? ".rules" : "";
            case PROHIBITED -> e.way().outcome() != Outcome.SILENT ? ".itself" : "";
            case WRONG_SERVICE ->
                e.asked().outcome() == Outcome.ANSWERED ? "" : "." + e.asked().outcome();
            default -> "";
        };
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
        if (e.way().outcome() != Outcome.SILENT) {
            return ".itself";
        } else if (e.isNear()) {
            return ".neighbour";
        }
        return e.neighbour().state() == Neighbour.State.SILENT ? ".gateway" : "";
    }
}
