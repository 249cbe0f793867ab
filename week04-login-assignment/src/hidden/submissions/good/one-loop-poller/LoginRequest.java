package netprog.week04.login;

import java.util.StringTokenizer;

public record LoginRequest(String id, String password) {
    public static LoginRequest parse(String text) {
        if (text.endsWith("\n"))
            text = text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1));

        StringTokenizer words = new StringTokenizer(text, " ", true);
        String first = next(words);
        String space = next(words);
        String second = next(words);
        if (words.hasMoreTokens() || !space.equals(" "))
            throw new IllegalArgumentException("not two words with one space between them");
        if (!first.startsWith("id=") || !second.startsWith("pass="))
            throw new IllegalArgumentException("not id= and pass=");

        LoginRequest request = new LoginRequest(first.substring(3), second.substring(5));
        if (!isWord(request.id) || request.id.contains("="))
            throw new IllegalArgumentException("not an id");
        if (!isWord(request.password))
            throw new IllegalArgumentException("not a password");
        return request;
    }

    private static String next(StringTokenizer words) {
        return words.hasMoreTokens() ? words.nextToken() : "";
    }

    static boolean isWord(String s) {
        for (char c : s.toCharArray())
            if (Character.isSpaceChar(c) || Character.isWhitespace(c) || Character.isISOControl(c))
                return false;
        return s.length() >= 1 && s.length() <= 32;
    }

    public String toText() {
        return "id=%s pass=%s".formatted(id, password);
    }

    public String toString() {
        return toText().replaceFirst("pass=.*", "pass=?");
    }
}
