package netprog.week04.login;

/** A login request, read by a small automaton, one character at a time. */
public record LoginRequest(String id, String password) {

    private enum State { ID_KEY, ID, PASS_KEY, PASSWORD }

    static LoginRequest parse(String text) {
        int length = text.length();
        if (text.endsWith("\n")) {
            length -= text.endsWith("\r\n") ? 2 : 1;
        }
        StringBuilder id = new StringBuilder();
        StringBuilder password = new StringBuilder();
        State state = State.ID_KEY;
        int key = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            switch (state) {
                case ID_KEY -> {
                    expect("id=", key++, c);
                    if (key == 3) {
                        state = State.ID;
                    }
                }
                case ID -> {
                    if (c == ' ') {
                        state = State.PASS_KEY;
                        key = 0;
                    } else if (c == '=') {
                        throw new IllegalArgumentException("an id has no =");
                    } else {
                        add(id, c);
                    }
                }
                case PASS_KEY -> {
                    expect("pass=", key++, c);
                    if (key == 5) {
                        state = State.PASSWORD;
                    }
                }
                default -> add(password, c);
            }
        }
        if (state != State.PASSWORD || id.length() == 0 || password.length() == 0) {
            throw new IllegalArgumentException("incomplete: ended in state " + state);
        }
        return new LoginRequest(id.toString(), password.toString());
    }

    private static void expect(String key, int index, char c) {
        if (key.charAt(index) != c) {
            throw new IllegalArgumentException(key + " expected");
        }
    }

    private static void add(StringBuilder part, char c) {
        if (Character.isSpaceChar(c) || Character.isWhitespace(c) || Character.isISOControl(c)) {
            throw new IllegalArgumentException("white space or a control character");
        }
        if (part.length() == 32) {
            throw new IllegalArgumentException("more than 32 characters");
        }
        part.append(c);
    }

    String toText() {
        return new StringBuilder("id=").append(id).append(' ').append("pass=").append(password).toString();
    }

    @Override
    public String toString() {
        return id + "/***";
    }
}
