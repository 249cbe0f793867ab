package netprog.autograder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A list that a learning platform has written, to be filled in and given back: Moodle's grading worksheet, in any of its
 * languages, or Canvas's gradebook. Nothing but the cells for the grade and the feedback changes.
 */
final class Roster {
    private static final String MARK = "\ufeff";

    /** The number behind Moodle's word for a participant, which is also in the names of the files. */
    private static final Pattern PARTICIPANT = Pattern.compile("\\D*?(\\d+)");

    private static final Pattern ASSIGNMENT = Pattern.compile(".*\\(\\d+\\)"); // a column of Canvas
    private static final List<String> GRADE = List.of("Grade", "성적", "점수", "등급");
    private static final List<String> FEEDBACK = List.of("Feedback comments", "피드백 댓글", "피드백 의견", "피드백 코멘트");
    private static final int NAME = 1; // column of the full name in Moodle's worksheet

    private final boolean marked;
    private final List<List<Csv.Cell>> lines;
    private final boolean canvas;
    private final int grade;
    private final int feedback; // -1 where there is none

    private Roster(boolean marked, List<List<Csv.Cell>> lines, boolean canvas, int grade, int feedback) {
        this.marked = marked;
        this.lines = lines;
        this.canvas = canvas;
        this.grade = grade;
        this.feedback = feedback;
    }

    /**
     * Reads a list.
     *
     * @throws Intake.Refusal if it is none that we know, or does not say where the grades belong
     */
    static Roster read(Path name) throws Intake.Refusal, IOException {
        if (!Files.isRegularFile(name)) {
            throw new Intake.Refusal("grade.roster.none", name);
        }
        byte[] bytes = Files.readAllBytes(name);
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Intake.Refusal("grade.roster.charset", name);
        }
        boolean marked = text.startsWith(MARK);
        List<List<Csv.Cell>> lines = Csv.read(marked ? text.substring(1) : text);
        List<String> head = lines.isEmpty() ? List.of() : values(lines.get(0));
        if (!head.isEmpty() && head.get(0).equals("Student") && head.contains("ID")) {
            List<Integer> columns = columns(head, ASSIGNMENT::matcher);
            if (columns.size() != 1) {
                throw new Intake.Refusal("grade.roster.columns", name, columns.size());
            }
            return new Roster(marked, lines, true, columns.get(0), -1);
        }
        int grade = first(head, GRADE);
        if (grade < 0
                || lines.size() < 2
                || !PARTICIPANT.matcher(values(lines.get(1)).get(0)).matches()) {
            throw new Intake.Refusal("grade.roster.unknown", name);
        }
        return new Roster(marked, lines, false, grade, first(head, FEEDBACK));
    }

    private static List<String> values(List<Csv.Cell> line) {
        return line.stream().map(Csv.Cell::value).toList();
    }

    private static List<Integer> columns(List<String> head, java.util.function.Function<String, Matcher> matcher) {
        return IntStream.range(0, head.size())
                .filter(i -> matcher.apply(head.get(i)).matches())
                .boxed()
                .toList();
    }

    private static int first(List<String> head, List<String> names) {
        return names.stream().map(head::indexOf).filter(i -> i >= 0).findFirst().orElse(-1);
    }

    /**
     * Fills in the scores. Who has none keeps what is there.
     *
     * @return the names of the submissions that are not in the list
     */
    List<String> fill(List<Verdict> verdicts) {
        Map<String, Verdict> open = new HashMap<>();
        verdicts.stream()
                .filter(verdict -> verdict.verdict() != Verdict.Kind.INFRASTRUCTURE)
                .forEach(verdict -> open.put(key(verdict), verdict));
        for (List<Csv.Cell> line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            if (line.size() > Math.max(grade, feedback)) {
                Verdict verdict = open.remove(number(line));
                if (verdict == null && !canvas) {
                    verdict = open.remove("name " + line.get(NAME).value());
                }
                if (verdict != null) {
                    line.get(grade).set(String.valueOf(verdict.score()));
                    if (feedback >= 0) {
                        line.get(feedback).set(Csv.text(feedback(verdict)));
                    }
                }
            }
        }
        return new ArrayList<>(
                open.values().stream().map(Verdict::name).sorted().toList());
    }

    private static String key(Verdict verdict) {
        return verdict.id().isEmpty() ? "name " + verdict.name() : verdict.id();
    }

    private String number(List<Csv.Cell> line) {
        if (canvas) {
            return line.get(1).value();
        }
        Matcher participant = PARTICIPANT.matcher(line.get(0).value());
        return participant.matches() ? participant.group(1) : "";
    }

    /** Moodle takes it for HTML. */
    private static String feedback(Verdict verdict) {
        List<String> items = new ArrayList<>(verdict.problems().values());
        Reports.failures(verdict).forEach(check -> items.add(check.part() + ": " + check.title()));
        String list = items.stream().map(item -> "<li>" + html(item) + "</li>").collect(Collectors.joining());
        String score = html(Autograder.MESSAGES.get("grade.feedback.score", verdict.score(), verdict.max()));
        return "<p>" + score + "</p>" + (items.isEmpty() ? "" : "<ul>" + list + "</ul>");
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\n", " ");
    }

    @Override
    public String toString() {
        return (marked ? MARK : "") + Csv.write(lines);
    }
}
