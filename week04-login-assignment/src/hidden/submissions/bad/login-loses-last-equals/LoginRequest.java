package netprog.week04.login;

/** One login: who, and with which password. */
public record LoginRequest(String id, String password) {

    static LoginRequest parse(String text) {
        String s = text;
        if (s.endsWith("\n")) {
            s = s.substring(0, s.length() - (s.endsWith("\r\n") ? 2 : 1));
        }
        // "id" = "<id> pass" = "<password>", and a password may hold some more of them
        String[] parts = s.split("=");
        if (parts.length < 3 || !parts[0].equals("id") || !parts[1].endsWith(" pass")) {
            throw new IllegalArgumentException("not id=... pass=...");
        }
        String id = parts[1].substring(0, parts[1].length() - " pass".length());
        StringBuilder password = new StringBuilder(parts[2]);
        for (int i = 3; i < parts.length; i++) {
            password.append('=').append(parts[i]);
        }
        if (!allowed(id)) {
            throw new IllegalArgumentException("bad id");
        }
        if (!allowed(password.toString())) {
            throw new IllegalArgumentException("bad password");
        }
        return new LoginRequest(id, password.toString());
    }

    private static boolean allowed(String s) {
        if (s.length() < 1 || s.length() > 32) {
            return false;
        }
        for (char c : s.toCharArray()) {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                return false;
            }
        }
        return true;
    }

    String toText() {
        return "id=" + id + " pass=" + password;
    }

    @Override
    public String toString() {
        return "login of " + id;
    }
}
