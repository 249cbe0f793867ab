package netprog.week04.login.grading;

import netprog.grading.Texts;
import netprog.wire.Wire;

/** Messages that more than one kind of test looks for. */
final class Requests {
    static final String END = "\"4\"";
    static final String WELCOME = "\"200 Welcome <id>!!\"";

    private Requests() {}

    /** Whether a request ends the session: op 4, whatever stands behind its space. */
    static boolean isEnd(String request) {
        return Texts.withoutLineEnd(request).matches("(?s)4( .*)?");
    }

    /** Whether a reply is a welcome, and not the greeting of the server. */
    static boolean isWelcome(byte[] reply) {
        String text = Texts.withoutLineEnd(Wire.text(reply));
        return text.contains("Welcome") && !text.equals("Welcome to Server!!");
    }
}
