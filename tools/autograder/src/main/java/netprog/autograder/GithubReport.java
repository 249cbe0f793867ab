package netprog.autograder;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A verdict as a check on the student's commit, for GitHub's API of checks. The student reads it at once, so it holds the visible
 * tests alone.
 */
record GithubReport(String name, String status, String conclusion, Output output) {
    private static final int MAX_ANNOTATIONS = 50; // in one request

    /** The first line that the compiler names. */
    private static final Pattern LINE = Pattern.compile("\\b(\\d{1,7}): ");

    /** What the page of the check shows. */
    record Output(String title, String summary, List<Annotation> annotations) {}

    /** A message at a line of the student's. */
    record Annotation(
            String path,
            @JsonProperty("start_line") int startLine,
            @JsonProperty("end_line") int endLine,
            @JsonProperty("annotation_level") String level,
            String title,
            String message) {}

    static GithubReport of(Verdict verdict) {
        List<Verdict.Check> visible =
                verdict.checks().stream().filter(check -> !check.hidden()).toList();
        int max = visible.stream().mapToInt(Verdict.Check::points).sum();
        int score = visible.stream()
                .filter(Verdict.Check::passed)
                .mapToInt(Verdict.Check::points)
                .sum();
        boolean scored = verdict.verdict() != Verdict.Kind.INFRASTRUCTURE;
        String title = scored
                ? Autograder.MESSAGES.get("grade.feedback.score", score, max)
                : Autograder.MESSAGES.get("grade.feedback.no-score");
        String summary = scored
                ? Autograder.MESSAGES.get("grade.github.visible")
                : Autograder.MESSAGES.get("grade.feedback.fault", verdict.fault());
        if (!verdict.sandbox()) {
            summary += " " + Autograder.MESSAGES.get("grade.feedback.unsafe");
        }
        String conclusion = !scored ? "neutral" : score == max ? "success" : "failure";
        return new GithubReport("netprog", "completed", conclusion, new Output(title, summary, annotations(verdict)));
    }

    private static List<Annotation> annotations(Verdict verdict) {
        List<Annotation> all = new ArrayList<>();
        verdict.problems().forEach((part, problem) -> {
            Matcher line = LINE.matcher(problem);
            add(all, verdict, part + ".java:" + (line.find() ? line.group(1) : "1"), part, problem);
        });
        Reports.failures(verdict).stream()
                .filter(check -> !check.hidden())
                .forEach(check -> add(
                        all,
                        verdict,
                        check.at() == null ? check.part() + ".java:1" : check.at(),
                        check.part() + ": " + check.title(),
                        check.message()));
        return all.subList(0, Math.min(MAX_ANNOTATIONS, all.size()));
    }

    /** Adds an annotation; a file that is not in the submission has no line to show it at. */
    private static void add(List<Annotation> all, Verdict verdict, String at, String title, String message) {
        int colon = at.indexOf(':');
        String path = verdict.paths().get(at.substring(0, colon));
        if (path != null) {
            int line = Math.max(1, Integer.parseInt(at.substring(colon + 1)));
            all.add(new Annotation(path, line, line, "failure", title, message));
        }
    }

    /** The same annotations as commands of a workflow, each a line; no text of a student's can be another command. */
    String workflowCommands() {
        return output.annotations().stream()
                .map(each -> "::error file=" + property(each.path()) + ",line=" + each.startLine() + ",title="
                        + property(each.title()) + "::" + data(each.message()) + "\n")
                .collect(Collectors.joining());
    }

    private static String data(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\t\r\n]]", "\ufffd")
                .replace("%", "%25")
                .replace("\r", "%0D")
                .replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
