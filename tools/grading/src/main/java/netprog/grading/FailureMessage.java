package netprog.grading;

import static netprog.grading.WireFailure.Observation.ALMOST_SHOWN;
import static netprog.grading.WireFailure.Observation.UNEXPECTED;
import static netprog.grading.WireFailure.Observation.WRONG;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import netprog.wire.Ladder;
import netprog.wire.Recording;

/** Makes the message of a failed test: what we did, what came, what that means, what next. It fits on one screen. */
final class FailureMessage {
    private static final int MAX_STEPS = 8;
    private static final int COLUMNS = 98;
    private static final int MAX_THROWN = 300; // characters
    private static final int MAX_THREADS = 3;
    private static final int FRAME = 128; // bytes
    private static final String INDENT = "  "; // and a space

    private final Assignment assignment;

    private FailureMessage(Assignment assignment) {
        this.assignment = assignment;
    }

    static GradedFailure of(Assignment assignment, Method test, TestRun run, Throwable failure) {
        return new FailureMessage(assignment).of(test, run, failure);
    }

    private GradedFailure of(Method test, TestRun run, Throwable failure) {
        Graded graded = test.getAnnotation(Graded.class);
        RunningProgram.Ending ending = run.failure(AdaptiveTimeouts.shortDelay());
        String bug = run.bug().isEmpty() ? graded.bug() : run.bug();
        StringBuilder text = new StringBuilder();
        String headline = lines(GradingWords.get("headline", graded.part(), number(test, graded), title(test)))
                .strip();
        String points = GradingWords.get("headline.points", graded.points());
        boolean fits = Ladder.columns(headline.substring(headline.lastIndexOf('\n') + 1) + "    " + points) <= COLUMNS;
        text.append(headline).append(fits ? "    " : "\n   ").append(points);
        text.append("\n\n").append(ladder(run.recording().steps()));
        String sight = "";
        String cause = "other"; // what a test looks for can be seen on the wire only
        if (failure instanceof WireFailure wire) {
            text.append(lines(GradingWords.get("expected", wire.expected())));
            if (!wire.seen().isEmpty()) {
                String came = lines(GradingWords.get("came", wire.seen()));
                Difference difference = Difference.of(wire, came);
                text.append(came).append(difference.caret());
                sight = difference.words();
            }
            cause = cause(bug, ending, wire);
            if (cause.equals("silence") && waitsForKeyboard(run)) {
                cause = "keyboard";
            }
        } else if (failure instanceof TimeoutException) {
            text.append(lines(GradingWords.get("timed-out")));
        } else {
            text.append(lines(shortened(failure.toString())));
        }
        if (ending != null) {
            text.append(lines(GradingWords.get("program-threw", ending.describe(shortened(ending.thrown())))));
        }
        boolean isClient = Stream.of(test.getParameterTypes()).anyMatch(GradedClient.class::isAssignableFrom);
        text.append(standing(run, isClient ? "client" : "server", failure));
        text.append('\n')
                .append(lines(assignment.explanation(cause).orElseThrow()).stripTrailing());
        return new GradedFailure(text.toString(), cause, sight, place(run, failure));
    }

    /**
     * Where what came differs from what was expected.
     *
     * @param column of the first difference in the line of what came; -1 if it is not known
     * @param words the expected word there and the one that came; empty if that is not known
     */
    private record Difference(int column, String words) {
        private static final Set<WireFailure.Observation> TEXTS =
                Set.of(WRONG, ALMOST_SHOWN, UNEXPECTED, WireFailure.Observation.VALUE);

        static Difference of(WireFailure failure, String came) {
            WireFailure.Observation observation = failure.observation();
            String expected = failure.expected();
            if (observation == WireFailure.Observation.VALUE) {
                expected = expected.substring(expected.lastIndexOf("): ") + 1); // behind the call
            }
            String wanted = quoted(expected);
            int start = came.indexOf('"');
            boolean oneLine = came.indexOf('\n') == came.length() - 1;
            if (!TEXTS.contains(observation) || wanted.isEmpty() || wanted.contains(" | ") || start < 0 || !oneLine) {
                return new Difference(-1, "");
            }
            String shown = came.substring(start);
            if (observation == UNEXPECTED) { // what must not be there
                int at = shown.indexOf(wanted.substring(1, wanted.length() - 1));
                return new Difference(at < 0 ? -1 : Ladder.columns(came.substring(0, start + at)), "");
            }
            int at = 0;
            while (at < wanted.length() && at < shown.length() && wanted.charAt(at) == shown.charAt(at)) {
                at++;
            }
            return new Difference(
                    Ladder.columns(came.substring(0, start + at)), word(wanted, at) + " " + word(shown, at));
        }

        private static String word(String text, int at) {
            int start = at;
            while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
                start--;
            }
            int end = at;
            while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            return text.substring(start, end);
        }

        String caret() {
            return column < 0 ? "" : " ".repeat(column) + "^\n";
        }
    }

    /** The student's line that threw; if none did, the one where the most telling thread was. */
    private static Place place(TestRun run, Throwable failure) {
        Stream<Place> thrown = Stream.concat(
                run.endings().stream().map(RunningProgram.Ending::at),
                Stream.of(failure).filter(WireFailure.class::isInstance).map(each -> ((WireFailure) each).at()));
        return Stream.concat(thrown, run.standing().stream().map(Standing::at))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Where the program was when the test gave up, and whether both sides wait for each other. */
    private static String standing(TestRun run, String name, Throwable failure) {
        List<Standing> all = run.standing();
        if (all.isEmpty()) {
            return run.endings().stream()
                    .filter(ending -> ending.status() != null && name.equals("server"))
                    .findFirst()
                    .map(ending -> lines(GradingWords.get("standing", GradingWords.get("standing.returned"))))
                    .orElse("");
        }
        int missing = missing(run.recording().steps(), name);
        String text = lines(GradingWords.get(
                "standing",
                all.stream()
                        .limit(MAX_THREADS)
                        .map(each -> shown(each, missing))
                        .collect(Collectors.joining("; "))));
        boolean waits = failure instanceof WireFailure wire
                && List.of(WireFailure.Observation.SILENCE, WireFailure.Observation.SHORT)
                        .contains(wire.observation());
        return waits && all.get(0).activity().isForPeer() ? text + lines(GradingWords.get("standing.both")) : text;
    }

    /** A client that asks for another line, where all lines have been typed. */
    private static boolean waitsForKeyboard(TestRun run) {
        List<Standing> all = run.standing();
        return !all.isEmpty() && all.get(0).activity() == Standing.Activity.KEYBOARD;
    }

    private static String shown(Standing standing, int missing) {
        boolean collects = standing.activity() == Standing.Activity.READ && missing > 0;
        String key = standing.activity().name().toLowerCase(Locale.ROOT) + (collects ? "-more" : "");
        return GradingWords.get("standing." + key, standing.at(), standing.call(), missing);
    }

    /** How many bytes a frame lacks that the program has begun to receive; 0 if none does, or it has several connections. */
    private static int missing(List<Recording.Step> steps, String name) {
        List<Recording.Step> received = steps.stream()
                .filter(step -> step.to().equals(name) && step.kind() == Recording.Kind.DATA)
                .toList();
        if (received.stream().map(Recording.Step::from).distinct().count() != 1) {
            return 0;
        }
        int bytes = received.stream().mapToInt(step -> step.data().length).sum();
        return (FRAME - bytes % FRAME) % FRAME;
    }

    /** The task, and for a visible test its number in the task: the rule of the handout that it checks. */
    private String number(Method test, Graded graded) {
        int task = assignment.task(graded.part());
        boolean hidden = test.getDeclaringClass().isAnnotationPresent(Hidden.class);
        return hidden ? String.valueOf(task) : task + "." + graded.step();
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

    /** Names the likely cause: what the assignment knows, what is proven, what this test looks for, what was seen. */
    private String cause(String bug, RunningProgram.Ending ending, WireFailure failure) {
        String thrown = ending == null ? "" : ending.thrown();
        String bugOfTest = failure.isEarly() ? "" : bug;
        return assignment.cause(bugOfTest, failure, thrown).orElseGet(() -> {
            String proven = proven(thrown, failure);
            if (proven != null) {
                return proven;
            }
            if (!bugOfTest.isEmpty() && shows(bugOfTest, failure.observation())) {
                return bugOfTest;
            }
            return assignment
                    .cause("", failure, thrown)
                    .orElse(failure.observation()
                            .name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-'));
        });
    }

    /** Whether a bug can show in this way: what is seen in another way has another cause. */
    private boolean shows(String bug, WireFailure.Observation observation) {
        ResourceBundle bugs = ResourceBundle.getBundle(
                assignment.bugs(), Locale.ROOT, assignment.getClass().getClassLoader());
        return bugs.containsKey(bug)
                && List.of(bugs.getString(bug).split(", *")).contains(observation.name());
    }

    private static String proven(String ended, WireFailure failure) {
        byte[] bytes = failure.bytes();
        String thrown = ended.isEmpty() ? failure.seen() : ended;
        if (thrown.contains("java.lang.NoSuchMethodException: ")) {
            return "no-method";
        } else if (thrown.startsWith("System.exit")) {
            return "system-exit";
        } else if (thrown.indexOf('\0') >= 0) {
            return "nul-in-text";
        } else if (!ended.isEmpty()) {
            return "threw";
        } else if (startsWith(bytes, 0xAC, 0xED)) {
            return "object-stream";
        } else if (bytes.length > 2 && bytes[0] == 0 && (bytes[1] & 0xff) == Math.min(bytes.length, 128) - 2) {
            return "write-utf";
        }
        String came = new String(bytes, StandardCharsets.UTF_8);
        boolean foreign = quoted(failure.expected()).chars().anyMatch(c -> c >= 0xac00 && c <= 0xd7a3);
        return foreign && (came.contains("??") || came.contains("\ufffd")) ? "charset" : null;
    }

    /** The protocol's own text in a sentence, which may be a Korean one. */
    private static String quoted(String sentence) {
        int first = sentence.indexOf('"');
        return first < 0 ? "" : sentence.substring(first, sentence.lastIndexOf('"') + 1);
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
        if (steps.size() > MAX_STEPS) {
            last = last.subList(steps.size() - MAX_STEPS, steps.size());
            leftOut = "     " + GradingWords.get("left-out", steps.size() - MAX_STEPS) + "\n";
        }
        return leftOut + Ladder.draw("client", "server", last) + "\n";
    }

    /** Indents lines, and breaks at a space what is too long for a screen. */
    static String lines(String text) {
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
        String line =
                thrown.lines().findFirst().orElse("").replaceAll("\0+", "\\\\0").replaceAll("\\p{Cntrl}", "?");
        if (line.length() <= MAX_THROWN) {
            return line;
        }
        int space = line.lastIndexOf(' ', MAX_THROWN); // no name is cut in two
        return line.substring(0, space > 0 ? space : MAX_THROWN) + "...";
    }
}
