package netprog.week04.login;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

public record LoginRequest(String id, String password) {

    private enum Rule {
        NOT_EMPTY("must not be empty", s -> !s.isEmpty()),
        NOT_TOO_LONG("must not have more than 32 characters", s -> s.length() <= 32),
        NO_WHITE_SPACE("must not contain white space",
            s -> s.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))),
        NO_CONTROLS("must not contain control characters", s -> s.chars().noneMatch(Character::isISOControl)),
        NO_EQUALS_SIGN("must not contain =", s -> !s.contains("="));

        private final String reason;
        private final Predicate<String> isObeyed;

        Rule(String reason, Predicate<String> isObeyed) {
            this.reason = reason;
            this.isObeyed = isObeyed;
        }

        Optional<String> complaint(Field field, String value) {
            return isObeyed.test(value) ? Optional.empty() : Optional.of(field.key + reason);
        }
    }

    private enum Field {
        ID("id=", Rule.values()),
        PASS("pass=", Rule.NOT_EMPTY, Rule.NOT_TOO_LONG, Rule.NO_WHITE_SPACE, Rule.NO_CONTROLS);

        private final String key;
        private final Rule[] rules;

        Field(String key, Rule... rules) {
            this.key = key;
            this.rules = rules;
        }

        String read(String token) {
            if (!token.startsWith(key)) {
                throw new IllegalArgumentException("expected " + key);
            }
            return token.substring(key.length());
        }

        Stream<String> complaints(String value) {
            return Arrays.stream(rules).map(rule -> rule.complaint(this, value)).flatMap(Optional::stream);
        }
    }

    /** @throws IllegalArgumentException with all reasons at once */
    public LoginRequest {
        String complaints = Stream.concat(Field.ID.complaints(id), Field.PASS.complaints(password))
            .collect(Collectors.joining(", "));
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException(complaints);
        }
    }

    public static LoginRequest parse(String text) {
        String line = text.endsWith("\r\n") ? text.substring(0, text.length() - 2)
            : text.endsWith("\n") ? text.substring(0, text.length() - 1)
            : text;
        String[] tokens = line.split(" ", Field.values().length);
        if (tokens.length != Field.values().length) {
            throw new IllegalArgumentException("expected " + Field.values().length + " fields, got " + tokens.length);
        }
        Map<Field, String> values = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            values.put(field, field.read(tokens[field.ordinal()]));
        }
        return new LoginRequest(values.get(Field.ID), values.get(Field.PASS));
    }

    public String toText() {
        return Stream.of(Field.ID.key + id, Field.PASS.key + password).collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return "%s[id=%s, password=%s]".formatted(getClass().getSimpleName(), id, "*".repeat(8));
    }
}
