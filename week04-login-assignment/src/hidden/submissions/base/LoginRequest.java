package netprog.week04.login;

/** A correct program. Each patch in {@code bad} puts one bug into it. */
public record LoginRequest(String id, String password) {
    static LoginRequest parse(String text) {
        if (text.endsWith("\r\n")) {
            text = text.substring(0, text.length() - 2);
        } else if (text.endsWith("\n")) {
            text = text.substring(0, text.length() - 1);
        }
        int middle = text.indexOf(" pass=");
        if (!text.startsWith("id=") || middle < 0) {
            throw new IllegalArgumentException("a login is id=<id> pass=<password>");
        }
        String id = text.substring(3, middle);
        String password = text.substring(middle + 6);
        check(id);
        check(password);
        if (id.contains("=")) {
            throw new IllegalArgumentException("an id has no =");
        }
        return new LoginRequest(id, password);
    }

    private static void check(String value) {
        if (value.isEmpty() || value.length() > 32) {
            throw new IllegalArgumentException("1 to 32 characters");
        }
        for (char c : value.toCharArray()) {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                throw new IllegalArgumentException("no white space");
            }
        }
    }

    String toText() {
        return "id=" + id + " pass=" + password;
    }
}
