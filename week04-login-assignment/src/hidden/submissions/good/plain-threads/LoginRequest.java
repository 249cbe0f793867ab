package netprog.week04.login;

/** What a client sends to log in. */
public record LoginRequest(String id, String password) {

    private static final int MAX = 32;

    /** Reads "id=... pass=...". */
    public static LoginRequest parse(String text) {
        String line = text;
        if (line.endsWith("\n")) {
            line = line.substring(0, line.length() - 1);
            if (line.endsWith("\r")) {
                line = line.substring(0, line.length() - 1);
            }
        }
        if (!line.startsWith("id=")) {
            throw new IllegalArgumentException("a login request begins with id=");
        }
        int space = line.indexOf(' ');
        if (space == -1 || !line.startsWith("pass=", space + 1)) {
            throw new IllegalArgumentException("after the id there has to be one space and pass=");
        }
        String id = line.substring("id=".length(), space);
        String password = line.substring(space + 1 + "pass=".length());
        check("id", id);
        check("password", password);
        if (id.indexOf('=') != -1) {
            throw new IllegalArgumentException("an id must not have a =");
        }
        return new LoginRequest(id, password);
    }

    private static void check(String name, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the " + name + " is empty");
        }
        if (value.length() > MAX) {
            throw new IllegalArgumentException("the " + name + " is longer than " + MAX);
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                throw new IllegalArgumentException("the " + name + " has white space or a control character");
            }
        }
    }

    /** Writes it the way parse reads it. */
    public String toText() {
        return "id=" + id + " pass=" + password;
    }

    @Override
    public String toString() {
        return "LoginRequest[id=" + id + ", password=***]";
    }
}
