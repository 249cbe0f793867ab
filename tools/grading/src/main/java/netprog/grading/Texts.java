package netprog.grading;

/** Comparing texts of the protocol: one line end behind them does not count. */
final class Texts {
    private Texts() {}

    static String withoutLineEnd(String text) {
        String shorter = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return shorter.length() < text.length() && shorter.endsWith("\r")
                ? shorter.substring(0, shorter.length() - 1)
                : shorter;
    }

    static boolean same(String one, String other) {
        return withoutLineEnd(one).equals(withoutLineEnd(other));
    }

    /** Whether a request ends: op 4, whatever stands behind its space ({@code wire-protocols.md}, section 4). */
    static boolean isEnd(String request) {
        return withoutLineEnd(request).matches("(?s)4( .*)?");
    }
}
