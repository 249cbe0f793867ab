package netprog.week04.login;

import java.util.stream.IntStream;

public record LoginRequest(String id, String password) {
    static LoginRequest parse(String text) {
        int end = text.length() - (text.endsWith("\r\n") ? 2 : text.endsWith("\n") ? 1 : 0);
        // the first = and the second one: neither "id" nor the id itself may hold another
        int first = text.indexOf('=');
        int second = text.indexOf('=', first + 1);
        if (first != 2 || second < 0 || second >= end) {
            throw new IllegalArgumentException("two = are needed");
        }
        String key = text.substring(0, first);
        String middle = text.substring(first + 1, second);
        String password = text.substring(second + 1, end);
        if (!key.equals("id") || !middle.endsWith(" pass")) {
            throw new IllegalArgumentException("id=... pass=... is needed");
        }
        String id = middle.substring(0, middle.length() - " pass".length());
        if (!isWord(id)) {
            throw new IllegalArgumentException("this id is not allowed");
        }
        if (!isWord(password)) {
            throw new IllegalArgumentException("this password is not allowed");
        }
        return new LoginRequest(id, password);
    }

    static boolean isWord(String s) {
        return s.length() >= 1
                && s.length() <= 32
                && IntStream.range(0, s.length())
                        .map(s::charAt)
                        .noneMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c));
    }

    String toText() {
        return "id=" + id + " pass=" + password;
    }

    @Override
    public String toString() {
        return "[" + id + "]";
    }
}
