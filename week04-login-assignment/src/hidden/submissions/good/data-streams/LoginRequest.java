package netprog.week04.login;

import java.util.Objects;

public record LoginRequest(String id, String password) {
    private static final String ID = "id=";
    private static final String PASS = " pass=";

    /** Nobody can make a LoginRequest that no server would take. */
    public LoginRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(password, "password");
        requireWord(id);
        requireWord(password);
        if (id.contains("=")) {
            throw new IllegalArgumentException("'=' in id: " + id);
        }
    }

    public static LoginRequest parse(String text) {
        String s = text.endsWith("\r\n") ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        int pass = s.indexOf(PASS);
        if (!s.startsWith(ID) || pass < 0) {
            throw new IllegalArgumentException("expected id=<id> pass=<password>");
        }
        return new LoginRequest(s.substring(ID.length(), pass), s.substring(pass + PASS.length()));
    }

    private static void requireWord(String s) {
        if (s.length() < 1 || s.length() > 32) {
            throw new IllegalArgumentException("1 to 32 characters are allowed, not " + s.length());
        }
        if (s.codePoints().anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c))) {
            throw new IllegalArgumentException("no white space and no control characters allowed");
        }
    }

    public String toText() {
        return String.join("", ID, id, PASS, password);
    }

    @Override
    public String toString() {
        return id;
    }
}
