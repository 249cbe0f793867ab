package netprog.autograder;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import netprog.grading.Assignment;
import netprog.grading.GradescopeResult;
import netprog.grading.ScoreSheet;
import netprog.util.Messages;

/** The documents that are made from verdicts: whatever a student wrote is text in them, and never a command. */
final class Reports {
    private static final Messages WORDS = Autograder.MESSAGES;
    private static final int MAX_BUGS = 15;

    private final Assignment assignment;

    Reports(Assignment assignment) {
        this.assignment = assignment;
    }

    /** Gradescope's {@code results.json}. */
    record Gradescope(double score, String output, String visibility, List<GradescopeResult> tests) {}

    static Gradescope gradescope(Verdict verdict) {
        List<String> output = new ArrayList<>(verdict.notes());
        output.addAll(verdict.problems().values());
        if (!verdict.fault().isEmpty()) {
            output.add(WORDS.get("grade.feedback.fault", verdict.fault()));
        }
        if (!verdict.sandbox()) {
            output.add(WORDS.get("grade.feedback.unsafe"));
        }
        List<GradescopeResult> tests = verdict.checks().stream()
                .map(check -> GradescopeResult.of(
                        check.part(),
                        check.task(),
                        check.title(),
                        check.points(),
                        check.passed(),
                        check.hidden(),
                        check.message()))
                .toList();
        return new Gradescope(verdict.score(), String.join("\n", output), "visible", tests);
    }

    /** What the student reads. */
    static String feedback(Verdict verdict) {
        StringBuilder text = new StringBuilder();
        boolean scored = verdict.verdict() != Verdict.Kind.INFRASTRUCTURE;
        text.append("# ")
                .append(
                        scored
                                ? WORDS.get("grade.feedback.score", verdict.score(), verdict.max())
                                : WORDS.get("grade.feedback.no-score"))
                .append("\n\n");
        if (!scored) {
            text.append(block(WORDS.get("grade.feedback.fault", verdict.fault())));
        }
        if (!verdict.sandbox()) {
            text.append(WORDS.get("grade.feedback.unsafe")).append("\n\n");
        }
        if (scored) {
            text.append("| ")
                    .append(WORDS.get("grade.feedback.part"))
                    .append(" | ")
                    .append(WORDS.get("grade.feedback.points"))
                    .append(" |\n|---|---|\n");
            verdict.parts()
                    .forEach((part, points) -> text.append("| `")
                            .append(part)
                            .append("` | ")
                            .append(points.score())
                            .append(" / ")
                            .append(points.max())
                            .append(" |\n"));
            text.append('\n');
        }
        verdict.notes().forEach(note -> text.append(block(note)));
        verdict.problems().values().forEach(problem -> text.append(block(problem)));
        failures(verdict).forEach(check -> text.append(block(check.message())));
        text.append(WORDS.get("grade.feedback.record", verdict.sha256(), verdict.tests(), "" + verdict.seed()))
                .append('\n');
        return text.toString();
    }

    /** The checks that failed by themselves: those of a part without a program have one reason, which stands above. */
    static List<Verdict.Check> failures(Verdict verdict) {
        return verdict.checks().stream()
                .filter(check -> !check.passed() && !verdict.problems().containsKey(check.part()))
                .toList();
    }

    /** A block that its content cannot leave, and that is no command of a build log. */
    private static String block(String content) {
        String fence = "```";
        while (content.contains(fence)) {
            fence += "`";
        }
        String lines = content.lines()
                .map(line -> line.strip().startsWith("::") || line.strip().startsWith("##[")
                        ? line.replaceFirst("::|##\\[", "$0 ")
                                .replaceFirst(":: ", ": :")
                                .replaceFirst("##\\[ ", "# #[")
                        : line)
                .map(line -> line.replaceAll("[\\p{Cntrl}&&[^\t]]", "\ufffd"))
                .collect(Collectors.joining("\n"));
        return fence + "text\n" + lines + "\n" + fence + "\n\n";
    }

    /** All scores, for a spreadsheet and for Moodle's gradebook. */
    String csv(List<Verdict> verdicts) {
        StringBuilder text = new StringBuilder("\ufeff"); // or Excel takes Korean for something else
        List<String> head = new ArrayList<>(List.of("Name", "ID", "Score", "Max", "Verdict", "Sandbox"));
        List<String> parts =
                assignment.parts().stream().map(Assignment.Part::name).toList();
        head.addAll(parts);
        text.append(Csv.line(head));
        for (Verdict verdict : verdicts) {
            boolean scored = verdict.verdict() != Verdict.Kind.INFRASTRUCTURE;
            List<String> cells = new ArrayList<>(List.of(
                    Csv.text(verdict.name()),
                    Csv.text(verdict.id()),
                    scored ? String.valueOf(verdict.score()) : "", // blank: no grade
                    String.valueOf(verdict.max()),
                    verdict.verdict().text(),
                    String.valueOf(verdict.sandbox())));
            parts.forEach(part -> cells.add(
                    verdict.parts().containsKey(part)
                            ? String.valueOf(verdict.parts().get(part).score())
                            : ""));
            text.append(Csv.line(cells));
        }
        return text.toString();
    }

    /** A table for the summary of a workflow's step. */
    String markdown(List<Verdict> verdicts) {
        StringBuilder text = new StringBuilder("| " + WORDS.get("grade.report.name") + " | "
                + WORDS.get("grade.report.score") + " | " + WORDS.get("grade.report.verdict") + " |\n|---|---|---|\n");
        for (Verdict verdict : verdicts) {
            String name = verdict.name().replaceAll("[\\\\`*_{}\\[\\]<>()#+!|&~-]", "\\\\$0");
            text.append("| ")
                    .append(name)
                    .append(" | ")
                    .append(
                            verdict.verdict() == Verdict.Kind.INFRASTRUCTURE
                                    ? "-"
                                    : verdict.score() + " / " + verdict.max())
                    .append(" | ")
                    .append(verdict.verdict().text())
                    .append(verdict.sandbox() ? "" : ", --unsafe")
                    .append(" |\n");
        }
        return text.toString();
    }

    private record Page(
            Map<String, String> words,
            List<String> parts,
            List<Bug> bugs,
            Iterable<Student> submissions,
            String similar) {}

    private record Bug(String cause, String text, long count, TreeSet<String> parts) {}

    private record Student(
            String name,
            int score,
            int max,
            Map<String, ScoreSheet.Points> parts,
            Verdict.Kind verdict,
            boolean sandbox,
            List<String> notes,
            Map<String, String> problems,
            List<Fail> failures,
            String fault) {}

    private record Fail(String part, String title, int points, String message, String cause) {}

    /**
     * One page with all that is known, which works from a file and asks no other computer for anything.
     *
     * @param similar a file beside the page, with what is alike; null if there is none
     */
    void html(List<Verdict> verdicts, String similar, Writer out) throws IOException {
        Map<String, String> words = new LinkedHashMap<>();
        for (String key : List.of(
                "unsafe",
                "distribution",
                "bugs",
                "submissions",
                "filter",
                "verdict",
                "bug",
                "hint",
                "show",
                "name",
                "score",
                "average",
                "passed",
                "all",
                "similar")) {
            words.put(key, WORDS.get("grade.report." + key));
        }
        words.put("shown", WORDS.get("grade.report.shown", "{0}", "{1}")); // the page knows the numbers
        words.put(
                "about",
                WORDS.get(
                        "grade.report.about",
                        verdicts.size(),
                        verdicts.isEmpty() ? "" : verdicts.get(0).tests()));
        Iterable<Student> students = () -> verdicts.stream()
                .map(verdict -> new Student(
                        verdict.name(),
                        verdict.score(),
                        verdict.max(),
                        verdict.parts(),
                        verdict.verdict(),
                        verdict.sandbox(),
                        verdict.notes(),
                        verdict.problems(),
                        failures(verdict).stream()
                                .map(check -> new Fail(
                                        check.part(), check.title(), check.points(), check.message(), check.cause()))
                                .toList(),
                        verdict.fault()))
                .iterator(); // read and written one after the other
        Page page = new Page(
                words,
                assignment.parts().stream().map(Assignment.Part::name).toList(),
                bugs(verdicts),
                students,
                similar);
        try (InputStream in = Reports.class.getResourceAsStream("report.html")) {
            String[] template = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@LANG@", Locale.getDefault().getLanguage().equals("ko") ? "ko" : "en")
                    .replace("@TITLE@", WORDS.get("grade.report.title"))
                    .split("@DATA@");
            out.write(template[0]);
            GradeWorker.JSON
                    .writer()
                    .with(new WithoutTags())
                    .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .writeValue(out, page);
            out.write(template[1]);
        }
    }

    /** Nothing in the page's data looks like the end of its element. */
    private static final class WithoutTags extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes['<'] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return null; // the standard one
        }
    }

    /** The causes by the number of students who have them, each with its explanation. */
    private List<Bug> bugs(List<Verdict> verdicts) {
        Map<String, Set<String>> students = new TreeMap<>();
        Map<String, TreeSet<String>> parts = new TreeMap<>();
        for (Verdict verdict : verdicts) {
            for (Verdict.Check check : failures(verdict)) {
                if (!explanation(check.cause()).isEmpty()) {
                    students.computeIfAbsent(check.cause(), cause -> new HashSet<>())
                            .add(verdict.name());
                    parts.computeIfAbsent(check.cause(), cause -> new TreeSet<>())
                            .add(check.part());
                }
            }
        }
        return students.entrySet().stream()
                .map(each -> new Bug(
                        each.getKey(),
                        explanation(each.getKey()),
                        each.getValue().size(),
                        parts.get(each.getKey())))
                .sorted(Comparator.comparingLong(Bug::count).reversed())
                .limit(MAX_BUGS)
                .toList();
    }

    private String explanation(String cause) {
        return "other".equals(cause) ? "" : assignment.explanation(cause).orElse(""); // "other" explains nothing
    }
}
