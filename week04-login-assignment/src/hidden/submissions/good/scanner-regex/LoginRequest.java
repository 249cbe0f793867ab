package netprog.week04.login;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

record LoginRequest(String id, String password) {

    // \p{Z}: spaces and separators of any script, \p{Cc}: control characters, which includes tab and line ends
    private static final Pattern PATTERN =
            Pattern.compile("id=(?<id>[^=\\p{Z}\\p{Cc}]+) pass=(?<pass>[^\\p{Z}\\p{Cc}]+)(?:\\r?\\n)?");

    static LoginRequest parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not of the form id=ID pass=PASSWORD");
        }
        String id = matcher.group("id");
        String password = matcher.group("pass");
        if (Math.max(id.length(), password.length()) > 32) {
            throw new IllegalArgumentException("more than 32 characters");
        }
        return new LoginRequest(id, password);
    }

    String toText() {
        return "id=" + id + " pass=" + password;
    }
}
