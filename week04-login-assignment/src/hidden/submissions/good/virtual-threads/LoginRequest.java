package netprog.week04.login;

import java.util.List;

public record LoginRequest(String id, String password) {
    public static final int LONGEST = 32;

    public static LoginRequest parse(String text) {
        List<String> lines = text.lines().toList();
        String line = text;
        if (lines.size() == 1 && (text.equals(lines.get(0) + "\n") || text.equals(lines.get(0) + "\r\n"))) {
            line = lines.get(0);
        }
        String[] half = line.split(" pass=", 2);
        if (half.length < 2 || !half[0].startsWith("id=")) {
            throw new IllegalArgumentException("this is not id=... pass=...: " + half[0]);
        }
        String id = half[0].substring(3);
        String password = half[1];
        String reason = reason(id, password);
        if (reason != null) {
            throw new IllegalArgumentException(reason);
        }
        return new LoginRequest(id, password);
    }

    private static String reason(String id, String password) {
        if (id.length() == 0 || id.length() > LONGEST) return "length of the id";
        if (password.length() == 0 || password.length() > LONGEST) return "length of the password";
        if (id.contains("=")) return "= in the id";
        if (!id.chars().allMatch(LoginRequest::visible)) return "white space or control in the id";
        if (!password.chars().allMatch(LoginRequest::visible)) return "white space or control in the password";
        return null;
    }

    private static boolean visible(int c) {
        return !(Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c));
    }

    public String toText() {
        return new StringBuilder("id=").append(id).append(" pass=").append(password).toString();
    }

    @Override
    public String toString() {
        return "LoginRequest of " + id;
    }
}
