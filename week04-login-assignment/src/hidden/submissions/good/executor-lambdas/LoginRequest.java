package netprog.week04.login;

import java.util.function.IntPredicate;

public record LoginRequest(String id, String password) {

    private static final IntPredicate FORBIDDEN =
        ((IntPredicate) Character::isWhitespace).or(Character::isSpaceChar).or(Character::isISOControl);

    public static LoginRequest parse(String text) {
        var line = text.replaceFirst("\r?\n\\z", "");
        var words = line.split(" ", -1);
        if (words.length != 2) {
            throw new IllegalArgumentException("two words expected, not " + words.length);
        }
        return new LoginRequest(value(words[0], "id", FORBIDDEN.or(c -> c == '=')), value(words[1], "pass", FORBIDDEN));
    }

    private static String value(String word, String name, IntPredicate forbidden) {
        if (!word.startsWith(name + "=")) {
            throw new IllegalArgumentException(name + "= expected");
        }
        var value = word.substring(name.length() + 1);
        if (value.isEmpty() || value.length() > 32) {
            throw new IllegalArgumentException(name + " has to have 1 to 32 characters");
        }
        value.chars().filter(forbidden).findFirst().ifPresent(c -> {
            throw new IllegalArgumentException(String.format("%s must not contain U+%04X", name, c));
        });
        return value;
    }

    public String toText() {
        return String.format("id=%s pass=%s", id, password);
    }
}
