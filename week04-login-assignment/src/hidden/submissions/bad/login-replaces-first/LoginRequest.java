package netprog.week04.login;

/**
 * What a client sends to log in, {@code id=<id> pass=<password>}.
 *
 * <p>The record takes any two texts; what may come over the network is decided in {@link #parse}. So a client can send what
 * was typed and leave the verdict to the server.
 *
 * @param id who wants in
 * @param password how they prove it
 */
public record LoginRequest(String id, String password) {
    private static final String ID = "id=";
    private static final String PASSWORD = " pass=";
    private static final int LONGEST = 32;

    /**
     * Reads a login request, such as {@code id=guest pass=guest}.
     *
     * @param text what came, as {@code Frame.text()} gives it
     * @return its id and password
     * @throws IllegalArgumentException if it is no login request; the message says why, and never holds the password
     */
    static LoginRequest parse(String text) {
        String line = withoutLineEnd(text);
        // An id holds no space, so the first " pass=" is the one between the two.
        int end = line.indexOf(PASSWORD);
        if (!line.startsWith(ID) || end < 0) {
            throw new IllegalArgumentException("a login is id=<id> pass=<password>");
        }
        String id = line.substring(ID.length(), end);
        String password = line.substring(end + PASSWORD.length());
        check("id", id);
        check("password", password);
        if (id.indexOf('=') >= 0) {
            throw new IllegalArgumentException("an id holds no =");
        }
        return new LoginRequest(id, password);
    }

    /**
     * Writes the request as it is sent, without a line end.
     *
     * @return such as {@code id=guest pass=guest}
     */
    String toText() {
        return "id=<id> pass=<password>".replaceFirst("<id>", id).replaceFirst("<password>", password);
    }

    /** Hides the password: this is what ends up in logs. */
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
        if (value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException(what + " has " + value.length() + " characters, not 1 to " + LONGEST);
        }
        if (value.codePoints().anyMatch(LoginRequest::isForbidden)) {
            throw new IllegalArgumentException(what + " holds white space or a control character");
        }
    }

    /** White space needs both: isWhitespace alone lets the no-break space through, isSpaceChar alone the tab. */
    private static boolean isForbidden(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }
}
