package netprog.week04.login;

/**
 * What a client sends to log in, {@code id=<id> pass=<password>}.
 *
 * <p>The record accepts any two texts; {@link #parse} decides what may come over the network. So a client can send what was
 * typed, and the server decides.
 *
 * @param id the id of the user
 * @param password the password, as it was typed
 */
public record LoginRequest(String id, String password) {
    private static final String ID = "id=";
    private static final String PASSWORD = " pass=";
    private static final int MAX_LENGTH = 32;

    /**
     * Reads a login request, such as {@code id=guest pass=guest}.
     *
     * @param text the text that arrived, as {@code Frame.text()} returns it
     * @return its id and password
     * @throws IllegalArgumentException if it is not a login request; the message gives the reason, and never the password
     */
    static LoginRequest parse(String text) {
        String line = withoutLineEnd(text);
        // An id contains no space, so the first " pass=" is the one between the two.
        int end = line.indexOf(PASSWORD);
        if (!line.startsWith(ID) || end < 0) {
            throw new IllegalArgumentException("a login is id=<id> pass=<password>");
        }
        String id = line.substring(ID.length(), end);
        String password = line.substring(end + PASSWORD.length());
        check("id", id);
        check("password", password);
        if (id.indexOf('=') >= 0) {
            throw new IllegalArgumentException("an id contains no =");
        }
        return new LoginRequest(id, password);
    }

    /**
     * Writes the request as it is sent, without a line end.
     *
     * @return such as {@code id=guest pass=guest}
     */
    String toText() {
        return ID + id + PASSWORD + password;
    }

    /** Hides the password: this text may end up in a log. */
    @Override
    public String toString() {
        return "LoginRequest[id=" + id + ", password=***]";
    }

    private static String withoutLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static void check(String what, String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(what + " has " + value.length() + " characters, not 1 to " + MAX_LENGTH);
        }
        if (value.codePoints().anyMatch(LoginRequest::isForbidden)) {
            throw new IllegalArgumentException(what + " contains white space or a control character");
        }
    }

    /** White space needs both: isWhitespace alone lets the no-break space through, isSpaceChar alone the tab. */
    private static boolean isForbidden(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }
}
