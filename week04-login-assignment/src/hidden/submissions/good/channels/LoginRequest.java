package netprog.week04.login;

import java.nio.CharBuffer;

public record LoginRequest(String id, String password) {
    private static final int MAX_LENGTH = 32;

    public static LoginRequest parse(String text) {
        CharBuffer chars = CharBuffer.wrap(text);
        dropLineEnd(chars);
        take(chars, "id=");
        String id = takeWord(chars, true);
        take(chars, " pass=");
        String password = takeWord(chars, false);
        if (chars.hasRemaining()) {
            throw new IllegalArgumentException("more behind the password");
        }
        return new LoginRequest(id, password);
    }

    private static void dropLineEnd(CharBuffer chars) {
        int limit = chars.limit();
        if (limit > 0 && chars.get(limit - 1) == '\n') {
            chars.limit(limit - 1);
            if (limit > 1 && chars.get(limit - 2) == '\r') {
                chars.limit(limit - 2);
            }
        }
    }

    private static void take(CharBuffer chars, String literal) {
        if (chars.remaining() < literal.length() || !chars.subSequence(0, literal.length()).toString().equals(literal)) {
            throw new IllegalArgumentException("'" + literal + "' is missing");
        }
        chars.position(chars.position() + literal.length());
    }

    private static String takeWord(CharBuffer chars, boolean isId) {
        StringBuilder word = new StringBuilder();
        while (chars.hasRemaining()) {
            char c = chars.get(chars.position());
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c) || isId && c == '=') {
                break;
            }
            word.append(chars.get());
        }
        if (word.length() == 0 || word.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a word of " + word.length() + " characters");
        }
        return word.toString();
    }

    public String toText() {
        return "id=" + id + ' ' + "pass=" + password;
    }

    @Override
    public String toString() {
        return "id=" + id;
    }
}
