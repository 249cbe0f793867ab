package netprog.netlab.doctor;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import netprog.util.Bytes;
import netprog.util.Messages;

/**
 * One thing that was looked at, or one cause that fits.
 *
 * @param check its name, the same in every language, such as {@code gateway}
 * @param evidence what was seen, in words and numbers, in the user's language
 * @param result what was found or concluded
 * @param next what to try now; empty if there is nothing to do
 */
@JsonPropertyOrder({"check", "certainty", "evidence", "result", "next"})
record Step(String check, Certainty certainty, String evidence, String result, String next) {
    private static final Messages MESSAGES = new Messages("netprog.netlab.doctor.messages");

    /** How much a step says. */
    enum Certainty {
        /** It was observed: a packet, a table, a rule with its counter, an answer. */
        KNOWN,
        /** One cause that explains all that was seen. */
        LIKELY,
        /** One of several that fit; the list is open, and the most likely one stands first. */
        POSSIBLE
    }

    /** Something that was seen; the result is what was seen. */
    static Step known(String check, String key, Object... values) {
        String text = text(key, values);
        return new Step(check, Certainty.KNOWN, text, text, "");
    }

    /** A cause, with what speaks for it. */
    static Step cause(Certainty certainty, String check, String evidence, String key, Object... values) {
        return new Step(check, certainty, evidence, text(key, values), "");
    }

    /** The same, and where it was seen. */
    Step seen(String what) {
        return new Step(check, certainty, what, result, next);
    }

    /** The same with something to try. */
    Step next(String key, Object... values) {
        return new Step(check, certainty, evidence, result, text(key, values));
    }

    static String text(String key, Object... values) {
        return Bytes.escape(MESSAGES.get(key, values));
    }
}
