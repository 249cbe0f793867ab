package netprog.week04.login;

import java.text.ParseException;

/**
 * A login request.
 *
 * @param id 1 to 32 characters, no white space, no '='
 * @param password 1 to 32 characters, no white space
 */
public record LoginRequest(String id, String password) {

    /** Walks over a text from left to right. */
    private static final class Cursor {
        private final String text;
        private int at;

        Cursor(String text) {
            this.text = text;
        }

        void skip(String literal) throws ParseException {
            if (!text.startsWith(literal, at)) {
                throw new ParseException("expected '" + literal + "'", at);
            }
            at += literal.length();
        }

        String word(String forbidden) throws ParseException {
            int start = at;
            while (at < text.length() && isPlain(text.charAt(at)) && forbidden.indexOf(text.charAt(at)) < 0) {
                at++;
            }
            if (at == start) {
                throw new ParseException("expected a word", at);
            }
            if (at - start > 32) {
                throw new ParseException("word of more than 32 characters", start);
            }
            return text.substring(start, at);
        }

        void end() throws ParseException {
            if (at == text.length() || text.substring(at).equals("\n") || text.substring(at).equals("\r\n")) {
                return;
            }
            throw new ParseException("expected the end", at);
        }
    }

    private static boolean isPlain(char c) {
        return !Character.isWhitespace(c) && !Character.isSpaceChar(c) && Character.getType(c) != Character.CONTROL;
    }

    public static LoginRequest parse(String text) {
        Cursor cursor = new Cursor(text);
        try {
            cursor.skip("id=");
            String id = cursor.word("=");
            cursor.skip(" pass=");
            String password = cursor.word("");
            cursor.end();
            return new LoginRequest(id, password);
        } catch (ParseException e) {
            throw new IllegalArgumentException(e.getMessage() + " at " + e.getErrorOffset(), e);
        }
    }

    public String toText() {
        return "id=" + id() + " pass=" + password();
    }

    @Override
    public String toString() {
        return "LoginRequest[" + id() + "]";
    }
}
