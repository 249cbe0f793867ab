package netprog.grading;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import netprog.wire.Ladder;
import netprog.wire.Wire;

/** The student's {@code LoginRequest} and {@code UserTable}: texts go in, values come out, and what is right is decided here. */
public final class ValuesUnderTest {
    private final Exchange.Side side;
    private final Starter starter;
    private Started values;

    ValuesUnderTest(Exchange exchange, Starter starter) {
        this.side = exchange.side();
        this.starter = starter;
    }

    /**
     * Expects that {@code LoginRequest.parse} reads a text.
     *
     * @param text the text of a frame
     * @param id what it has to find
     * @param password what it has to find
     */
    public void parses(String text, String id, String password) {
        String[] answer = ask("parse", text);
        expect("parse(" + quote(text) + ")", quote(id) + ", " + quote(password), answer, "request", id, password);
    }

    /**
     * Expects that {@code LoginRequest.parse} refuses a text with an IllegalArgumentException.
     *
     * @param text the text of a frame
     */
    public void refuses(String text) {
        String[] answer = ask("parse", text);
        if (!answer[0].equals("illegal")) {
            throw failure("parse(" + quote(text) + ")", "IllegalArgumentException", answer);
        }
    }

    /**
     * Expects what {@code toText} writes.
     *
     * @param id of the request
     * @param password of the request
     * @param text what it has to write
     */
    public void writes(String id, String password, String text) {
        String[] answer = ask("toText", id, password);
        String call = "new LoginRequest(" + quote(id) + ", " + quote(password) + ").toText()";
        expect(call, quote(text), answer, "text", text);
    }

    /**
     * Expects what a table that was loaded from a file answers.
     *
     * @param file the file's content
     * @param questions id, password and result, one after the other
     */
    public void loads(String file, String... questions) {
        List<String> words = new ArrayList<>(List.of(file));
        answers("UserTable.load", words, "load", questions);
    }

    /**
     * Expects that {@code UserTable.load} refuses a file with an IOException.
     *
     * @param file the file's content
     */
    public void refusesFile(String file) {
        String[] answer = ask("load", file);
        if (!answer[0].equals("io")) {
            throw failure("UserTable.load, " + quote(file), "IOException", answer);
        }
    }

    /**
     * Expects what a table that was made of a map answers.
     *
     * @param hashes hash by id
     * @param questions id, password and result, one after the other
     */
    public void knows(Map<String, String> hashes, String... questions) {
        List<String> words = new ArrayList<>(List.of(String.valueOf(hashes.size())));
        hashes.forEach((id, hash) -> words.addAll(List.of(id, hash)));
        answers("new UserTable(map)", words, "map", questions);
    }

    private void answers(String table, List<String> words, String question, String... questions) {
        List<String> asked = new ArrayList<>();
        String[] expected = new String[questions.length / 3];
        for (int i = 0; i < expected.length; i++) {
            asked.addAll(List.of(questions[3 * i], questions[3 * i + 1]));
            expected[i] = questions[3 * i + 2];
        }
        List<String> all = new ArrayList<>(words);
        all.addAll(asked);
        String[] answer = ask(question, all.toArray(new String[0]));
        String call = table + ", authenticate" + asked;
        expect(call, String.join(", ", expected), answer, "result", expected);
    }

    private String[] ask(String question, String... texts) {
        try {
            if (values == null) {
                values = side.program(starter.values());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        String[] words = values.value(Subject.question(question, texts)).split(" ", -1);
        for (int i = 1; i < words.length; i++) {
            words[i] = new String(Base64.getDecoder().decode(words[i]), StandardCharsets.UTF_8);
        }
        return words;
    }

    private static void expect(String call, String shown, String[] answer, String word, String... texts) {
        boolean good = answer[0].equals(word) && Arrays.equals(Arrays.copyOfRange(answer, 1, answer.length), texts);
        if (!good) {
            throw failure(call, shown, answer);
        }
    }

    private static WireFailure failure(String call, String expected, String[] answer) {
        String came = String.join(", ", Arrays.copyOfRange(answer, 1, answer.length));
        String seen = switch (answer[0]) {
            case "illegal" -> "IllegalArgumentException: " + came;
            case "io" -> "IOException: " + came;
            default -> came;
        };
        byte[] bytes = Wire.bytes(seen);
        return new WireFailure(WireFailure.Sight.VALUE, call + ": " + expected, Ladder.quote(bytes), bytes);
    }

    private static String quote(String text) {
        return Ladder.quote(Wire.bytes(text));
    }
}
