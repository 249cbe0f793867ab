package netprog.grading;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import netprog.wire.Ladder;
import netprog.wire.Wire;

/** A student's client at work: what is typed, what it shows, how it ends; the same for both protocols. */
final class ClientRun {
    private final Exchange.Side side;
    private final Starter starter;
    private final String name;
    private Started client;
    private final StringBuilder typed = new StringBuilder();
    private boolean inputEnded;
    private Set<String> knownWords = Set.of();

    ClientRun(Exchange.Side side, Starter starter, String name) {
        this.side = side;
        this.starter = starter;
        this.name = name;
    }

    void type(String... lines) {
        for (String line : lines) {
            if (client == null) {
                typed.append(line).append('\n');
            } else {
                client.type(line);
            }
        }
    }

    void endInput() {
        inputEnded = true;
        if (client != null) {
            client.endInput();
        }
    }

    /** Starts the client, unless it runs; then types what is waiting. */
    void start(InetSocketAddress server) {
        if (client != null) {
            return;
        }
        try {
            client = side.program(starter.client(name, server));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (typed.length() > 0) {
            client.type(typed.substring(0, typed.length() - 1));
        }
        if (inputEnded) {
            client.endInput();
        }
    }

    /** Waits until the screen shows a text, unbroken. */
    void shows(String text) {
        String wanted = Texts.withoutLineEnd(text);
        if (!await(() -> client.screen().contains(wanted))) {
            throw onScreen(
                    WireFailure.Sight.NOT_SHOWN, GradingWords.get("expected.screen", Ladder.quote(Wire.bytes(wanted))));
        }
    }

    /** Tells that the screen does not show a text. */
    void doesNotShow(String text) {
        if (client.screen().contains(text)) {
            throw onScreen(
                    WireFailure.Sight.UNEXPECTED,
                    GradingWords.get("expected.not-screen", Ladder.quote(Wire.bytes(text))));
        }
    }

    /** Remembers the words that the screen shows. */
    void marksScreen() {
        knownWords = words();
    }

    /** Waits until the screen shows a word that it did not show at the mark. */
    void showsNewWords() {
        if (!await(() -> !knownWords.containsAll(words()))) {
            throw onScreen(WireFailure.Sight.NOT_SHOWN, GradingWords.get("expected.new-words"));
        }
    }

    /** What is wrong with the screen: it shows what was not expected. */
    private WireFailure onScreen(WireFailure.Sight sight, String expected) {
        String screen = client.screen();
        return new WireFailure(sight, expected, GradingWords.get("seen.screen", tail(screen)), Wire.bytes(screen));
    }

    private Set<String> words() {
        return new HashSet<>(Arrays.asList(client.screen().split("[^\\p{L}\\p{N}]+")));
    }

    /** Whether it has ended, and all that it put on the screen is there. */
    boolean hasEnded() {
        try {
            return client.ending(0) != null && client.ending(Limits.moment()) != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    void ends(int status, int millis) {
        Started.Ending ending = awaitEnding(millis, GradingWords.get("expected.status", status));
        if (ending.status() == null || ending.status() != status) {
            throw new WireFailure(
                    WireFailure.Sight.WRONG_END, GradingWords.get("expected.status", status), describe(ending));
        }
    }

    /** Waits for the end that a network failure has to bring: an IOException, or status 1. */
    void fails(int millis) {
        Started.Ending ending = awaitEnding(millis, GradingWords.get("expected.failure"));
        if (!ending.ioException() && (ending.status() == null || ending.status() != 1)) {
            throw new WireFailure(WireFailure.Sight.WRONG_END, GradingWords.get("expected.failure"), describe(ending));
        }
    }

    private Started.Ending awaitEnding(int millis, String expected) {
        try {
            Started.Ending ending = client.ending(millis);
            if (ending == null) {
                throw new WireFailure(
                        WireFailure.Sight.NO_END,
                        expected,
                        GradingWords.get("seen.runs", String.valueOf(millis / 1000)));
            }
            return ending;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private interface Condition {
        boolean holds();
    }

    private boolean await(Condition condition) {
        long end = System.nanoTime() + Limits.must() * 1_000_000L;
        while (true) {
            boolean last = System.nanoTime() > end || hasEnded() || Thread.interrupted();
            if (condition.holds()) {
                return true;
            } else if (last) {
                return false;
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** Says that nothing came from it, and how it ended where it has. */
    String seenNothing(int millis) {
        try {
            Started.Ending ending = client.ending(0);
            return ending == null
                    ? GradingWords.get("seen.nothing", String.valueOf(millis / 1000))
                    : GradingWords.get("seen.nothing-ended", describe(ending));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String describe(Started.Ending ending) {
        return ending.status() == null
                ? GradingWords.get("seen.threw", ending.thrown())
                : GradingWords.get("seen.status", ending.status());
    }

    private static String tail(String screen) {
        String shown = Ladder.quote(Wire.bytes(screen.substring(Math.max(0, screen.length() - 36))));
        return screen.length() > 36 ? "..." + shown : shown;
    }
}
