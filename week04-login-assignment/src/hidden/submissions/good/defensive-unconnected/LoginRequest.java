package netprog.week04.login;

import java.util.BitSet;

public final record LoginRequest(String id, String password) {

    /** All characters that no word may have. */
    private static final BitSet FORBIDDEN = new BitSet(Character.MAX_VALUE + 1);

    static {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            FORBIDDEN.set(c, Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c));
        }
    }

    public static LoginRequest parse(final String text) throws IllegalArgumentException {
        final String line;
        if (text.endsWith("\r\n")) {
            line = text.substring(0, text.length() - "\r\n".length());
        } else if (text.endsWith("\n")) {
            line = text.substring(0, text.length() - "\n".length());
        } else {
            line = text;
        }
        final int first = line.indexOf(' ');
        final int last = line.lastIndexOf(' ');
        if (first < 0 || first != last) {
            throw new IllegalArgumentException("there has to be one space, between id and pass");
        }
        final String left = line.substring(0, first);
        final String right = line.substring(first + 1);
        if (!left.startsWith("id=") || left.lastIndexOf('=') != 2) {
            throw new IllegalArgumentException("the left word has to be id=, and no more =");
        }
        if (!right.startsWith("pass=")) {
            throw new IllegalArgumentException("the right word has to be pass=");
        }
        return new LoginRequest(word(left.substring(3)), word(right.substring(5)));
    }

    private static String word(final String word) {
        if (word.length() < 1 || 32 < word.length()) {
            throw new IllegalArgumentException("1 to 32 characters");
        }
        for (final char c : word.toCharArray()) {
            if (FORBIDDEN.get(c)) {
                throw new IllegalArgumentException("character " + (int) c);
            }
        }
        return word;
    }

    public String toText() {
        return "id=".concat(id).concat(" pass=").concat(password);
    }

    @Override
    public String toString() {
        return id + "/?";
    }
}
