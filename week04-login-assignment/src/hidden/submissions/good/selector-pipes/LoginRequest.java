package netprog.week04.login;

public record LoginRequest(String id, String password) {

    public static LoginRequest parse(String text) throws IllegalArgumentException {
        String line = withoutLineEnd(text);
        String id = between(line, "id=", " pass=");
        String password = line.substring("id=".length() + id.length() + " pass=".length());
        checkWord(id);
        checkWord(password);
        if (id.indexOf('=') >= 0) throw new IllegalArgumentException("equals sign in id");
        return new LoginRequest(id, password);
    }

    private static String withoutLineEnd(String text) {
        int end = text.length();
        if (end >= 1 && text.charAt(end - 1) == '\n') end--;
        if (end < text.length() && end >= 1 && text.charAt(end - 1) == '\r') end--;
        return text.substring(0, end);
    }

    private static String between(String line, String before, String behind) {
        int at = line.indexOf(behind, before.length());
        if (!line.startsWith(before) || at < 0) throw new IllegalArgumentException("not " + before + "..." + behind + "...");
        return line.substring(before.length(), at);
    }

    private static void checkWord(String word) {
        if (word.isEmpty()) throw new IllegalArgumentException("empty");
        if (word.length() > 32) throw new IllegalArgumentException("too long");
        word.chars().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) throw new IllegalArgumentException("white space");
            if (Character.isISOControl(c)) throw new IllegalArgumentException("control character");
        });
    }

    public String toText() {
        return "id=" + id + " pass=" + password;
    }

    @Override public String toString() {
        return getClass().getName();
    }
}
