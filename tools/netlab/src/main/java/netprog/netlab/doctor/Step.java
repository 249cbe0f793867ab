package netprog.netlab.doctor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import netprog.util.Bytes;
import netprog.util.Messages;

/**
 * One thing that was looked at.
 *
 * @param check its name, the same in every language, such as {@code gateway}
 * @param known true if it was seen; false if it is only supposed
 * @param result what was found, in the user's language
 * @param next what to try now; empty if there is nothing to do
 */
@JsonPropertyOrder({"check", "certainty", "result", "next"})
record Step(String check, @JsonIgnore boolean known, String result, String next) {
    private static final Messages MESSAGES = new Messages("netprog.netlab.doctor.messages");

    /** Something that was seen. */
    static Step known(String check, String key, Object... values) {
        return of(check, true, key, values);
    }

    /** Something that fits what was seen, as other things may. */
    static Step supposed(String check, String key, Object... values) {
        return of(check, false, key, values);
    }

    static Step of(String check, boolean known, String key, Object... values) {
        return new Step(check, known, text(key, values), "");
    }

    /** The same with something to try. */
    Step next(String key, Object... values) {
        return new Step(check, known, result, text(key, values));
    }

    /** {@code known} or {@code supposed}. */
    @JsonProperty
    String certainty() {
        return known ? "known" : "supposed";
    }

    static String text(String key, Object... values) {
        return Bytes.escape(MESSAGES.get(key, values));
    }
}
