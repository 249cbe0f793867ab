package netprog.autograder;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import netprog.grading.Assignment;
import netprog.grading.Row;
import netprog.grading.ScoreSheet;
import netprog.wire.Ladder;
import netprog.wire.Recording;

/** Verdicts of a large class that no grader ran for: the same ones in every run. */
final class GeneratedVerdicts {
    /** Markup, a formula, and a name whose characters are in pieces, as a Mac writes it. */
    static final String MARKUP = "<img src=x onerror=window.harmed=1><script>window.harmed=1</script>";

    static final String FORMULA = "=HYPERLINK(\"x\")";
    static final String FROM_A_MAC = Normalizer.normalize("각별희 20269999", Normalizer.Form.NFD);
    /** The only one whose program met {@link #RARE_CAUSE}. */
    static final String ALONE = "독고탁 20268888";

    static final String RARE_CAUSE = "empty-datagram";

    private static final String[] FAMILY = {"김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "Lee", "Kim"};
    private static final String[] GIVEN = {"민준", "서연", "도윤", "하은", "지호", "수아", "예준", "지우", "Minsu", "Jiyoung"};
    private static final String[] CAUSES = {
        "one-read",
        "one-read",
        "one-read",
        "idle-client",
        "idle-client",
        "other-code",
        "charset",
        "behind-nul",
        "coalesced"
    };
    private static final int CHECKS_OF_A_PART = 5;

    private GeneratedVerdicts() {}

    /** Writes pages in the language of this JVM: how their names begin, and how many submissions each has. */
    public static void main(String[] args) throws IOException {
        Assignment assignment = Assignment.in(GeneratedVerdicts.class.getClassLoader());
        for (String count : List.of(args).subList(1, args.length)) {
            try (Writer page = Files.newBufferedWriter(Path.of(args[0] + "-" + count + ".html"))) {
                new Reports(assignment).html(of(assignment, Integer.parseInt(count)), "similar.jplag", page);
            }
        }
    }

    static List<Verdict> of(Assignment assignment, int count) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            verdicts.add(verdict(assignment, i, new Random(i)));
        }
        return verdicts;
    }

    private static String name(int number, Random random) {
        return switch (number) {
            case 3 -> MARKUP;
            case 5 -> FORMULA;
            case 7 -> FROM_A_MAC;
            case 8 -> ALONE;
            default ->
                FAMILY[random.nextInt(FAMILY.length)] + GIVEN[random.nextInt(GIVEN.length)] + " " + (20260000 + number);
        };
    }

    private static Verdict verdict(Assignment assignment, int number, Random random) {
        String name = name(number, random);
        Verdict.Kind kind = Verdict.Kind.GRADED;
        Map<String, ScoreSheet.Points> parts = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        List<Verdict.Check> checks = new ArrayList<>();
        double skill = random.nextDouble();
        int score = 0;
        int max = 0;
        for (Assignment.Part part : assignment.parts()) {
            int most = part.visible() + part.hidden();
            max += most;
            if (number != 8 && random.nextInt(40) == 0) {
                kind = random.nextBoolean() ? Verdict.Kind.NOT_COMPILED : Verdict.Kind.MISSING_FILES;
                problems.put(
                        part.name(),
                        kind == Verdict.Kind.MISSING_FILES
                                ? part.file() + " is missing."
                                : part.file()
                                        + " does not compile, line 12: ';' expected <b>\n    int x = 1\n             ^");
            }
            int passed = 0;
            for (int i = 0; i < CHECKS_OF_A_PART; i++) {
                boolean pass =
                        !problems.containsKey(part.name()) && number != 8 && random.nextDouble() < 0.4 + skill * 0.6;
                passed += pass ? 1 : 0;
                String cause = number == 8 ? RARE_CAUSE : CAUSES[random.nextInt(CAUSES.length)];
                checks.add(check(assignment, part, i, pass, cause, name));
            }
            int points = most * passed / CHECKS_OF_A_PART;
            score += points;
            parts.put(part.name(), new ScoreSheet.Points(points, most));
        }
        boolean fault = number % 100 == 50;
        return new Verdict(
                name,
                "" + number,
                fault ? Verdict.Kind.INFRASTRUCTURE : kind,
                fault ? 0 : score,
                max,
                fault ? Map.of() : parts,
                true,
                "ab12",
                Map.of(),
                "tests-2026-09",
                4711,
                fault ? Map.of() : problems,
                number % 10 == 4 ? List.of("extra.zip was not opened: zips may lie in each other 2 deep.") : List.of(),
                fault ? List.of() : checks,
                fault ? "a worker process gave no verdict within 5 minutes" : "");
    }

    private static Verdict.Check check(
            Assignment assignment, Assignment.Part part, int number, boolean passed, String cause, String name) {
        String title = "a check of " + part.name() + ", number " + number;
        return new Verdict.Check(
                part.name(),
                assignment.task(part.name()),
                part.name() + "Test.check" + number,
                title,
                number > 2,
                2,
                passed ? Row.State.PASSED : Row.State.FAILED,
                passed ? "" : message(part.name(), title, name),
                passed ? "" : cause,
                null);
    }

    /** What the grader says of a failed test, with its ladder. */
    private static String message(String part, String title, String text) {
        List<Recording.Step> steps = List.of(
                step(1, "client", Recording.Kind.CONNECT, ""),
                step(2, "server", Recording.Kind.DATA, "Welcome to Server!!"),
                step(3, "client", Recording.Kind.DATA, "LOGIN guest " + text),
                step(5, "server", Recording.Kind.DATA, "402 Invalid Password\n"),
                step(8, "server", Recording.Kind.END, ""));
        return "   " + part + ": " + title + "    0 of 2 points\n\n" + Ladder.draw("client", "server", steps)
                + "\n   expected: \"200 Welcome guest!!\\n\"\n   came:     \"402 Invalid Password\\n\"\n              ^\n\n"
                + "   The frame arrived in several pieces, and your code took the first piece for the whole frame:\n"
                + "   TCP has no message boundaries.\n   Next: collect 128 bytes before you use a frame;"
                + " Frame.readFrom does it. <b>" + MARKUP;
    }

    private static Recording.Step step(int millis, String from, Recording.Kind kind, String text) {
        return new Recording.Step(
                Duration.ofMillis(millis),
                from,
                from.equals("client") ? "server" : "client",
                kind,
                text.getBytes(StandardCharsets.UTF_8));
    }
}
