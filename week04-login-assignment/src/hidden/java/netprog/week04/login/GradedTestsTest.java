package netprog.week04.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import netprog.grading.Assignment.Part;
import netprog.grading.Graded;
import netprog.week04.login.grading.LoginAssignment;
import netprog.wire.BundleCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The graded tests themselves: titles in both languages, numbers, points, explanations, and a rule of the handout for each. */
class GradedTestsTest {
    private static final List<Part> PARTS = new LoginAssignment().parts();

    @ParameterizedTest
    @CsvSource({"titles, ''", "hidden, Hidden"})
    void eachHasATitleInBothLanguages(String bundle, String prefix) {
        String name = "netprog.week04.login." + bundle;
        assertThat(BundleCheck.problems(name)).isEmpty();
        String[] tests = PARTS.stream()
                .flatMap(part -> graded(prefix + part.name() + "Test"))
                .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName())
                .toArray(String[]::new);
        assertThat(ResourceBundle.getBundle(name, Locale.ROOT).keySet()).containsExactlyInAnyOrder(tests);
    }

    @Test
    void theUnscoredTestExplainsItsFailuresInBothLanguages() {
        assertThat(BundleCheck.problems("netprog.week04.login.asking")).isEmpty();
    }

    static List<Part> parts() {
        return PARTS;
    }

    /** As the specification has them. */
    @ParameterizedTest
    @CsvSource({
        "LoginRequest, 6, 4",
        "UserTable, 6, 4",
        "TcpLoginServer, 16, 12",
        "TcpLoginClient, 12, 8",
        "UdpLoginServer, 12, 7",
        "UdpLoginClient, 8, 5"
    })
    void theAssignmentHasThePart(String part, int visible, int hidden) {
        assertThat(PARTS).hasSize(6).contains(new Part(part, visible, hidden));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void thePointsOfAPartAddUp(Part part) {
        assertThat(points(part.name(), part.name() + "Test")).isEqualTo(part.visible());
        assertThat(points(part.name(), "Hidden" + part.name() + "Test")).isEqualTo(part.hidden());
    }

    @ParameterizedTest
    @MethodSource("parts")
    void theTestsOfAPartAreNumberedFrom1(Part part) {
        for (String test : new String[] {part.name() + "Test", "Hidden" + part.name() + "Test"}) {
            assertThat(steps(test)).containsExactlyElementsOf(IntStream.rangeClosed(1, steps(test).size()).boxed().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RULES.md", "RULES.ko.md"})
    void theHandoutHasARuleForEachVisibleTest(String file) throws IOException {
        Set<String> rules = new TreeSet<>();
        Path handout = Path.of(System.getProperty("netprog.top"), "week04-login-assignment", file);
        for (String line : Files.readAllLines(handout)) {
            Pattern.compile("(\\d)\\.(\\d+)(?: - \\1\\.(\\d+))?").matcher(line.replaceAll("^\\| ([\\d., -]+) \\|.*|^.*", "$1"))
                    .results()
                    .flatMap(GradedTestsTest::expand)
                    .forEach(rules::add);
        }
        Set<String> tests = new TreeSet<>();
        for (int i = 0; i < PARTS.size(); i++) {
            for (int step : steps(PARTS.get(i).name() + "Test")) {
                tests.add((i + 1) + "." + step);
            }
        }
        assertThat(rules).isEqualTo(tests);
    }

    /** A student who has passed all visible tests is told which sections to read again. */
    @ParameterizedTest
    @CsvSource({"en, README.md", "ko, README.ko.md"})
    void theSectionsThatTheHiddenTestsLookAtAreInTheHandout(String language, String file) throws IOException {
        List<String> handout = Files.readAllLines(
                Path.of(System.getProperty("netprog.top"), "week04-login-assignment", file));
        String line = ResourceBundle.getBundle(new LoginAssignment().explanations(), Locale.forLanguageTag(language))
                .getString("hidden-tests");
        List<String> sections = Pattern.compile("\"([^\"]+)\"")
                .matcher(line)
                .results()
                .map(section -> "## " + section.group(1))
                .toList();
        assertThat(sections).isNotEmpty().allMatch(handout::contains);
    }

    /** All numbers of a range such as 3.1 - 3.5. */
    private static Stream<String> expand(MatchResult range) {
        int first = Integer.parseInt(range.group(2));
        int last = range.group(3) == null ? first : Integer.parseInt(range.group(3));
        return IntStream.rangeClosed(first, last).mapToObj(step -> range.group(1) + "." + step);
    }

    /** For each bug it is known in which observations it shows, and there is an explanation in both languages. */
    @Test
    void theBugsThatTheyAreMadeForAreExplained() {
        LoginAssignment assignment = new LoginAssignment();
        assertThat(BundleCheck.problems(assignment.explanations())).isEmpty();
        Set<String> bugs = ResourceBundle.getBundle(assignment.bugs(), Locale.ROOT).keySet();
        Set<String> explained = new HashSet<>();
        for (String bundle : new String[] {assignment.explanations(), "netprog.grading.messages"}) {
            explained.addAll(ResourceBundle.getBundle(bundle, Locale.ROOT).keySet());
        }
        assertThat(bugs).allMatch(bug -> explained.contains("explain." + bug));
        assertThat(PARTS.stream()
                        .map(Part::name)
                        .flatMap(part -> Stream.concat(graded(part + "Test"), graded("Hidden" + part + "Test"))))
                .map(method -> method.getAnnotation(Graded.class).bug())
                .allMatch(bug -> bug.isEmpty() || bugs.contains(bug));
    }

    private static int points(String part, String test) {
        assertThat(graded(test)).allMatch(method -> method.getAnnotation(Graded.class)
                .part()
                .equals(part));
        return graded(test)
                .mapToInt(method -> method.getAnnotation(Graded.class).points())
                .sum();
    }

    private static List<Integer> steps(String test) {
        return graded(test)
                .map(method -> method.getAnnotation(Graded.class).step())
                .sorted()
                .toList();
    }

    private static Stream<Method> graded(String test) {
        try {
            Class<?> type = Class.forName("netprog.week04.login." + test);
            return Arrays.stream(type.getDeclaredMethods()).filter(method -> method.isAnnotationPresent(Graded.class));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
