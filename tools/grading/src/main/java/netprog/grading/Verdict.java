package netprog.grading;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import netprog.wire.Ladder;
import netprog.wire.Recording;

/** Makes the message of a failed test: what we did, what came, what that means, what next. It fits on one screen. */
final class Verdict {
    private static final int MOST_STEPS = 8;
    private static final int COLUMNS = 98;
    private static final int MOST_LETTERS = 150; // of what a program threw
    private static final String INDENT = "  "; // and a space
    private static final Set<WireFailure.Sight> GONE =
            EnumSet.of(WireFailure.Sight.CLOSED, WireFailure.Sight.RESET, WireFailure.Sight.REFUSED);
    private static final Set<WireFailure.Sight> ENDS =
            EnumSet.of(WireFailure.Sight.NO_END, WireFailure.Sight.WRONG_END);

    private Verdict() {}

    static GradedFailure failure(Method test, Exchange exchange, Throwable failure) {
        Graded graded = test.getAnnotation(Graded.class);
        Started.Ending ending = exchange.failure();
        String bug = exchange.bug().isEmpty() ? graded.bug() : exchange.bug();
        StringBuilder text = new StringBuilder();
        text.append(GradingWords.get(
                "headline",
                graded.part(),
                Assignment.of(test.getDeclaringClass()).task(graded.part()),
                title(test),
                graded.points()));
        text.append("\n\n").append(ladder(exchange.recording().steps()));
        String cause;
        if (failure instanceof WireFailure) {
            WireFailure wire = (WireFailure) failure;
            text.append(lines(GradingWords.get("expected", wire.expected())));
            text.append(lines(GradingWords.get("came", wire.seen())));
            cause = cause(bug, ending, wire);
        } else {
            text.append(lines(shortened(failure.toString())));
            cause = "other"; // what a test looks for can be seen on the wire only
        }
        if (ending != null) {
            text.append(lines(GradingWords.get("program-threw", shortened(ending.thrown()))));
        }
        text.append('\n').append(lines(GradingWords.get("explain." + cause)).stripTrailing());
        return new GradedFailure(text.toString(), cause);
    }

    /** The title of a test, from the bundle beside its class. */
    static String title(Method test) {
        Class<?> type = test.getDeclaringClass();
        String bundle = type.isAnnotationPresent(Hidden.class) ? "hidden" : "titles";
        try {
            return ResourceBundle.getBundle(
                            type.getPackageName() + "." + bundle, Locale.getDefault(), type.getClassLoader())
                    .getString(type.getSimpleName() + "." + test.getName());
        } catch (MissingResourceException e) {
            return test.getName();
        }
    }

    /** Names the likely cause: first what the bytes themselves prove, then what this test was made for, then the sight. */
    static String cause(String bug, Started.Ending ending, WireFailure failure) {
        String proven = proven(ending, failure);
        if (proven != null) {
            return proven;
        }
        if (bug.equals("client-gone")
                && (failure.sight() == WireFailure.Sight.NO_END || failure.sight() == WireFailure.Sight.UNEXPECTED)) {
            return "half-frame"; // the half frame was not the end of this connection
        } else if (!bug.isEmpty() && !failure.isEarly() && shows(bug, failure)) {
            return bug;
        }
        String sight = failure.sight().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return sight.equals("wrong") && otherCode(failure) ? "other-code" : sight;
    }

    private static String proven(Started.Ending ending, WireFailure failure) {
        byte[] bytes = failure.bytes();
        String thrown = ending == null ? failure.seen() : ending.thrown();
        if (thrown.contains("java.lang.NoSuchMethodException: ")) {
            return "no-method";
        } else if (ending != null && ending.thrown().startsWith("System.exit")) {
            return "system-exit";
        } else if (ending != null) {
            return "threw";
        } else if (startsWith(bytes, 0xAC, 0xED)) {
            return "object-stream";
        } else if (bytes.length > 2 && bytes[0] == 0 && (bytes[1] & 0xff) == Math.min(bytes.length, 128) - 2) {
            return "write-utf";
        }
        String came = new String(bytes, StandardCharsets.UTF_8);
        boolean foreign = quoted(failure.expected()).chars().anyMatch(c -> c >= 0xac00 && c <= 0xd7a3);
        if (foreign && (came.contains("??") || came.contains("\ufffd"))) {
            return "charset";
        }
        return null;
    }

    /** The protocol's own text in a sentence, which may be a Korean one. */
    private static String quoted(String sentence) {
        int first = sentence.indexOf('"');
        return first < 0 ? "" : sentence.substring(first, sentence.lastIndexOf('"') + 1);
    }

    /** Some bugs show in one way only: what is seen in another way has another cause. */
    private static boolean shows(String bug, WireFailure failure) {
        WireFailure.Sight sight = failure.sight();
        return switch (bug) {
            case "idle-client" -> sight == WireFailure.Sight.SILENCE;
            case "one-client", "client-gone" -> GONE.contains(sight) || sight == WireFailure.Sight.SILENCE;
            case "after-failure" ->
                GONE.contains(sight)
                        || sight == WireFailure.Sight.SILENCE
                        || failure.expected().startsWith("\"200");
            case "no-end" -> sight == WireFailure.Sight.NO_END;
            case "as-typed", "before-login", "welcome-id" -> sight == WireFailure.Sight.WRONG;
            case "network-failed" -> ENDS.contains(sight);
            case "end-of-input" -> ENDS.contains(sight) || sight == WireFailure.Sight.UNEXPECTED;
            default -> true;
        };
    }

    /** A reply with a number was expected, and one with another number came. */
    private static boolean otherCode(WireFailure failure) {
        String came = new String(failure.bytes(), StandardCharsets.UTF_8);
        String expected = failure.expected().replaceFirst("^\"", "");
        return came.matches("(?s)[24]0\\d .*")
                && expected.matches("(?s)[24]0\\d .*")
                && !came.startsWith(expected.substring(0, 4));
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
    }

    private static String ladder(List<Recording.Step> steps) {
        if (steps.isEmpty()) {
            return "";
        }
        List<Recording.Step> last = new ArrayList<>(steps);
        String leftOut = "";
        if (steps.size() > MOST_STEPS) {
            last = last.subList(steps.size() - MOST_STEPS, steps.size());
            leftOut = "     " + GradingWords.get("left-out", steps.size() - MOST_STEPS) + "\n";
        }
        return leftOut + Ladder.draw("client", "server", last) + "\n";
    }

    /** Indents lines, and breaks at a space what is too long for a screen. */
    private static String lines(String text) {
        StringBuilder all = new StringBuilder();
        for (String line : text.split("\n")) {
            StringBuilder now = new StringBuilder(INDENT);
            for (String word : line.split(" ", -1)) {
                if (now.length() > INDENT.length() && Ladder.columns(now + " " + word) > COLUMNS) {
                    all.append(now).append('\n');
                    now = new StringBuilder(INDENT);
                }
                now.append(' ').append(word);
            }
            all.append(now).append('\n');
        }
        return all.toString();
    }

    private static String shortened(String thrown) {
        String line = thrown.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
        return line.length() <= MOST_LETTERS ? line : line.substring(0, MOST_LETTERS) + "...";
    }
}
