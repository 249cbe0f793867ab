package netprog.grading;

import static netprog.grading.WireFailure.Observation.ALMOST_SHOWN;
import static netprog.grading.WireFailure.Observation.NOT_SHOWN;
import static netprog.grading.WireFailure.Observation.NO_END;
import static netprog.grading.WireFailure.Observation.UNEXPECTED;
import static netprog.grading.WireFailure.Observation.WRONG_END;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import netprog.wire.Wire;

/**
 * The student's client: what is typed, what it shows, how it ends. The test plays the server.
 *
 * @param <C> the assignment's own client, which the steps return
 */
public abstract class GradedClient<C extends GradedClient<C>> {
    private static final int SHOWN = 36; // characters of a screen in a message
    private static final int MIN_ALIKE = 4; // characters: shorter texts are found inside others by chance

    private final TestRun run;
    private final TestRun.Party party;
    private final String name;
    private final StringBuilder typed = new StringBuilder();
    private RunningProgram client;
    private boolean inputEnded;
    private Set<String> knownWords = Set.of();

    GradedClient(TestRun run, String name) {
        this.run = run;
        this.party = run.party();
        this.name = name;
    }

    @SuppressWarnings("unchecked")
    final C self() {
        return (C) this;
    }

    final TestRun run() {
        return run;
    }

    final TestRun.Party party() {
        return party;
    }

    /** Types lines, now or as soon as the client runs. */
    public final C types(String... lines) {
        for (String line : lines) {
            if (client == null) {
                typed.append(line).append('\n');
            } else {
                client.type(line);
            }
        }
        return self();
    }

    /** Ends the keyboard's input behind what was typed. */
    public final C endsInput() {
        inputEnded = true;
        if (client != null) {
            client.endInput();
        }
        return self();
    }

    /**
     * Says which bug the next steps look for, where they look for another one than the test's first steps.
     *
     * @param bug a key of the explanations, such as {@code behind-nul}
     */
    public final C looksFor(String bug) {
        run.looksFor(bug);
        return self();
    }

    /** Starts the client, unless it runs; then types what is waiting. */
    final void start(InetSocketAddress server) {
        if (client != null) {
            return;
        }
        client = party.program(run.runner().client(name, server));
        if (typed.length() > 0) {
            client.type(typed.substring(0, typed.length() - 1));
        }
        if (inputEnded) {
            client.endInput();
        }
    }

    /**
     * Waits until the screen shows a text, unbroken.
     *
     * @param text a line end behind it does not count
     */
    public final C shows(String text) {
        String wanted = Texts.withoutLineEnd(text);
        if (!await(() -> client.screen().contains(wanted))) {
            String expected = GradingWords.get("expected.screen", Texts.quote(wanted));
            Matcher nearly = alike(wanted).matcher(client.screen());
            if (wanted.strip().length() >= MIN_ALIKE && nearly.find()) {
                throw new WireFailure(ALMOST_SHOWN, expected, Texts.quote(nearly.group()), Wire.bytes(nearly.group()));
            }
            throw onScreen(NOT_SHOWN, expected);
        }
        return self();
    }

    /** Finds the same characters in another case, or with other white space between them. */
    private static Pattern alike(String wanted) {
        String pattern = wanted.codePoints()
                .filter(c -> !Character.isWhitespace(c))
                .mapToObj(c -> Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining("\\s*"));
        return Pattern.compile(pattern + "\\s*", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /**
     * Checks that the screen does not show a text.
     *
     * @param text exact
     */
    public final C doesNotShow(String text) {
        String screen = client.screen();
        int at = screen.indexOf(text);
        if (at >= 0) {
            String around = screen.substring(Math.max(0, at - SHOWN / 2), Math.min(screen.length(), at + SHOWN));
            throw new WireFailure(
                    UNEXPECTED,
                    GradingWords.get("expected.not-screen", Texts.quote(text)),
                    "..." + Texts.quote(around),
                    Wire.bytes(screen));
        }
        return self();
    }

    /**
     * Remembers the words on the screen. A client that has come once through the dialogue has shown all its questions.
     */
    public final C marksScreen() {
        knownWords = words();
        return self();
    }

    /**
     * Waits until the screen shows a word that was not there at {@link #marksScreen}: a message, in words that are free.
     */
    public final C showsNewWords() {
        if (!await(() -> !knownWords.containsAll(words()))) {
            throw onScreen(NOT_SHOWN, GradingWords.get("expected.new-words"));
        }
        return self();
    }

    private WireFailure onScreen(WireFailure.Observation observation, String expected) {
        String screen = client.screen();
        boolean cut = screen.length() > SHOWN;
        String shown = Texts.quote(cut ? screen.substring(screen.length() - SHOWN) : screen);
        return new WireFailure(observation, expected, cut ? "..." + shown : shown, Wire.bytes(screen));
    }

    private Set<String> words() {
        return new HashSet<>(Arrays.asList(client.screen().split("[^\\p{L}\\p{N}]+")));
    }

    /** Whether it has ended, and all that it put on the screen is there. */
    final boolean hasEnded() {
        return client.hasEnded();
    }

    final boolean waitsWithoutLimit() {
        return client.waitsWithoutLimit();
    }

    /** Waits for the client to end with status 0. */
    public final void endsWell() {
        String expected = GradingWords.get("expected.status", 0);
        RunningProgram.Ending ending = awaitEnding(AdaptiveTimeouts.replyTimeout(), expected);
        if (ending.status() == null || ending.status() != 0) {
            throw new WireFailure(WRONG_END, expected, describe(ending));
        }
    }

    /** Waits for the end that a network failure has to bring: an IOException, or status 1. */
    final void awaitFailure(int millis) {
        String expected = GradingWords.get("expected.failure");
        RunningProgram.Ending ending = awaitEnding(millis, expected);
        if (!ending.ioException() && (ending.status() == null || ending.status() != 1)) {
            throw new WireFailure(WRONG_END, expected, describe(ending));
        }
    }

    private RunningProgram.Ending awaitEnding(int millis, String expected) {
        RunningProgram.Ending ending = client.ending(millis);
        if (ending == null) {
            throw new WireFailure(NO_END, expected, GradingWords.get("seen.runs", String.valueOf(millis / 1000)));
        }
        return ending;
    }

    private boolean await(BooleanSupplier condition) {
        long end = System.nanoTime() + AdaptiveTimeouts.replyTimeout() * 1_000_000L;
        while (true) {
            boolean last = System.nanoTime() > end || hasEnded() || Thread.interrupted();
            if (condition.getAsBoolean()) {
                return true;
            } else if (last) {
                return false;
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** Says that nothing came from it, and how it ended where it has. */
    final String seenNothing(int millis) {
        RunningProgram.Ending ending = client.ending(0);
        return ending == null
                ? GradingWords.get("seen.nothing", String.valueOf(millis / 1000))
                : GradingWords.get("seen.nothing-ended", describe(ending));
    }

    private static String describe(RunningProgram.Ending ending) {
        return ending.status() == null
                ? GradingWords.get("seen.threw", ending.describeThrown())
                : GradingWords.get("seen.status", ending.status());
    }
}
