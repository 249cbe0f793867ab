package netprog.week04.login.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import netprog.grading.GradedValues;
import netprog.grading.StudentCode.Answer;
import netprog.grading.TestRun;
import netprog.grading.Texts;

/** The student's {@code LoginRequest} and {@code UserTable}. */
public final class ValuesUnderTest extends GradedValues {
    ValuesUnderTest(TestRun run) {
        super(run);
    }

    /**
     * Expects that {@code LoginRequest.parse} reads a text.
     *
     * @param text the text of a frame
     * @param id what it has to find
     * @param password what it has to find
     */
    public void parses(String text, String id, String password) {
        Answer answer = ask("parse", List.of(text));
        String shown = Texts.quote(id) + ", " + Texts.quote(password);
        expect("parse(" + Texts.quote(text) + ")", shown, answer, List.of(id, password));
    }

    /**
     * Expects that {@code LoginRequest.parse} refuses a text with an IllegalArgumentException.
     *
     * @param text the text of a frame
     */
    public void refuses(String text) {
        Answer answer = ask("parse", List.of(text));
        if (!answer.kind().equals("illegal")) {
            throw failure("parse(" + Texts.quote(text) + ")", "IllegalArgumentException", answer);
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
        Answer answer = ask("toText", List.of(id, password));
        String call = "new LoginRequest(" + Texts.quote(id) + ", " + Texts.quote(password) + ").toText()";
        expect(call, Texts.quote(text), answer, List.of(text));
    }

    /**
     * Expects what a table that was loaded from a file answers.
     *
     * @param file the file's content
     * @param questions id, password and result, one after the other
     */
    public void loads(String file, String... questions) {
        answers(load(file), "load", List.of(file), questions);
    }

    /** Expects that {@code UserTable.load} refuses a file with an IOException. */
    public void refusesFile(String file) {
        Answer answer = ask("load", List.of(file));
        if (!answer.kind().equals("io")) {
            throw failure(load(file), "IOException", answer);
        }
    }

    /** The call as Java, with a file of this content. */
    private static String load(String file) {
        return "UserTable.load(Files.writeString(Path.of(\"users\"), " + Texts.quote(file) + "))";
    }

    /**
     * Expects what a table that was made of a map answers.
     *
     * @param hashes hash by id
     * @param questions id, password and result, one after the other
     */
    public void knows(Map<String, String> hashes, String... questions) {
        List<String> texts = new ArrayList<>(List.of(String.valueOf(hashes.size())));
        List<String> shown = new ArrayList<>();
        hashes.forEach((id, hash) -> {
            texts.addAll(List.of(id, hash));
            shown.add(Texts.quote(id) + ", " + Texts.quote(hash));
        });
        answers("new UserTable(Map.of(" + String.join(", ", shown) + "))", "map", texts, questions);
    }

    /** Asks one question after the other; the message shows the first wrong answer, with its call as Java. */
    private void answers(String table, String call, List<String> made, String... questions) {
        List<String> texts = new ArrayList<>(made);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < questions.length; i += 3) {
            texts.addAll(List.of(questions[i], questions[i + 1]));
            expected.add(questions[i + 2]);
        }
        Answer answer = ask(call, texts);
        if (!answer.kind().equals("value")) {
            throw failure(table, String.join(", ", expected), answer);
        }
        for (int i = 0; i < expected.size(); i++) {
            String request = Texts.quote(questions[3 * i]) + ", " + Texts.quote(questions[3 * i + 1]);
            Answer one = new Answer("value", List.of(answer.texts().get(i)), null);
            String shown = table + ".authenticate(new LoginRequest(" + request + "))";
            expect(shown, expected.get(i), one, List.of(expected.get(i)));
        }
    }
}
