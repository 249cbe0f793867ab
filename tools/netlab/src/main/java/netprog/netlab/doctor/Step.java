package netprog.netlab.doctor;

import netprog.util.Bytes;
import netprog.util.Messages;

/**
 * One thing that was looked at.
 *
 * @param check its name, the same in every language, such as {@code gateway}
 * @param known true where it was seen; false where it is only supposed
 * @param result what was found, in the user's language
 * @param next what to try now; empty where there is nothing to do
 */
record Step(String check, boolean known, String result, String next) {
    static final Messages MESSAGES = new Messages("netprog.netlab.doctor.messages");

    /** Something that was seen. */
    static Step known(String check, String sentence, Object... values) {
        return new Step(check, true, say(sentence, values), "");
    }

    /** Something that fits what was seen, as other things may. */
    static Step supposed(String check, String sentence, Object... values) {
        return new Step(check, false, say(sentence, values), "");
    }

    /** The same with something to try. */
    Step next(String sentence, Object... values) {
        return new Step(check, known, result, say(sentence, values));
    }

    static String say(String sentence, Object... values) {
        return Bytes.escape(MESSAGES.get(sentence, values));
    }
}
