package netprog.week04.login;

public record LoginRequest(String id, String password) {

    public LoginRequest {
        String problem = problemOfId(id);
        if (problem == null) {
            problem = problemOfPassword(password);
        }
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** What is wrong with an id; null if nothing is. */
    static String problemOfId(String id) {
        if (id != null && id.indexOf('=') >= 0) {
            return "an ID has no =";
        }
        return problemOf(id, "an ID");
    }

    /** What is wrong with a password; null if nothing is. */
    static String problemOfPassword(String password) {
        return problemOf(password, "a password");
    }

    private static String problemOf(String value, String what) {
        if (value == null || value.isEmpty()) {
            return what + " has at least one character";
        }
        if (value.length() > 32) {
            return what + " has at most 32 characters, not " + value.length();
        }
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            int c = value.codePointAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                return what + " has no white space";
            }
            if (Character.isISOControl(c)) {
                return what + " has no control characters";
            }
        }
        return null;
    }

    public static LoginRequest parse(String text) {
        if (text == null) {
            throw new IllegalArgumentException("no text");
        }
        int end = text.length();
        if (text.endsWith("\r\n")) {
            end -= 2;
        } else if (text.endsWith("\n")) {
            end -= 1;
        }
        String line = text.substring(0, end);
        int space = line.indexOf(' ');
        if (!line.startsWith("id=") || space < 0 || !line.substring(space).startsWith(" pass=")) {
            throw new IllegalArgumentException("a login request is id=<id> pass=<password>");
        }
        return new LoginRequest(line.substring(3, space), line.substring(space + 6));
    }

    public String toText() {
        return "id=" + id + " pass=" + password;
    }

    @Override
    public String toString() {
        return "id=" + id + " pass=(" + password.length() + " characters)";
    }
}
