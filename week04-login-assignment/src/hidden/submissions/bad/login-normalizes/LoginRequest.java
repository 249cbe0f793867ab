package netprog.week04.login;

import java.text.Normalizer;

/** Known bad: composes the letters of ids and passwords (Unicode NFC). */
public record LoginRequest(String id, String password) {
    private static final int LONGEST = 32;
    private static final String FIRST = "id=";
    private static final String SECOND = " pass=";

    static LoginRequest parse(String text) {
        String line = Normalizer.normalize(dropLineEnd(text), Normalizer.Form.NFC);
        if (!line.startsWith(FIRST)) {
            throw new IllegalArgumentException("does not begin with id=");
        }
        int cut = line.indexOf(SECOND);
        if (cut < 0) {
            throw new IllegalArgumentException("no pass= behind the id");
        }
        String id = line.substring(FIRST.length(), cut);
        String password = line.substring(cut + SECOND.length());
        check("id", id);
        check("password", password);
        if (id.indexOf('=') >= 0) {
            throw new IllegalArgumentException("the id holds an =");
        }
        return new LoginRequest(id, password);
    }

    String toText() {
        return FIRST + id + SECOND + password;
    }

    @Override
    public String toString() {
        return "LoginRequest[id=" + id + "]";
    }

    private static String dropLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        if (text.endsWith("\n")) {
            return text.substring(0, text.length() - 1);
        }
        return text;
    }

    private static void check(String what, String value) {
        if (value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException(what + " has " + value.length() + " characters, 1 to 32 are allowed");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                throw new IllegalArgumentException(what + " holds white space or a control character");
            }
        }
    }
}
