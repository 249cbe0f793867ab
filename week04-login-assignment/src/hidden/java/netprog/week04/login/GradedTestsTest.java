package netprog.week04.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Stream;
import netprog.wire.BundleCheck;
import netprog.grading.Assignment;
import netprog.grading.Graded;
import netprog.week04.login.grading.LoginAssignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The graded tests themselves: each has a title in both languages and an explanation, and the points add up. */
class GradedTestsTest {
    private static final List<String> PARTS =
            new LoginAssignment().parts().stream().map(Assignment.Part::name).toList();

    @ParameterizedTest
    @CsvSource({"titles, ''", "hidden, Hidden"})
    void everyOneHasATitleInBothLanguages(String bundle, String prefix) {
        String name = "netprog.week04.login." + bundle;
        assertThat(BundleCheck.problems(name)).isEmpty();
        String[] tests = PARTS.stream()
                .flatMap(part -> graded(prefix + part + "Test"))
                .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName())
                .toArray(String[]::new);
        assertThat(ResourceBundle.getBundle(name, Locale.ROOT).keySet()).containsExactlyInAnyOrder(tests);
    }

    @Test
    void thePointsOfAPartAddUp() {
        for (Assignment.Part part : new LoginAssignment().parts()) {
            assertThat(points(part.name(), part.name() + "Test")).as(part.name()).isEqualTo(part.visible());
            assertThat(points(part.name(), "Hidden" + part.name() + "Test"))
                    .as("hidden " + part.name())
                    .isEqualTo(part.hidden());
        }
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
    void theAssignmentHasTheParts(String part, int visible, int hidden) {
        assertThat(new LoginAssignment().parts()).contains(new Assignment.Part(part, visible, hidden));
    }

    /** Of each bug it is known in which observations it shows, and there are words for it in both languages. */
    @Test
    void theBugsThatTheyAreMadeForAreExplained() {
        String folder = "netprog.week04.login.grading.";
        assertThat(BundleCheck.problems(folder + "explanations")).isEmpty();
        Set<String> bugs = ResourceBundle.getBundle(folder + "bugs", Locale.ROOT).keySet();
        Set<String> explained = new HashSet<>();
        for (String bundle : new String[] {folder + "explanations", "netprog.grading.messages"}) {
            explained.addAll(ResourceBundle.getBundle(bundle, Locale.ROOT).keySet());
        }
        assertThat(bugs).allMatch(bug -> explained.contains("explain." + bug));
        assertThat(PARTS.stream().flatMap(part -> Stream.concat(graded(part + "Test"), graded("Hidden" + part + "Test"))))
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

    private static Stream<Method> graded(String test) {
        try {
            Class<?> type = Class.forName("netprog.week04.login." + test);
            return Arrays.stream(type.getDeclaredMethods()).filter(method -> method.isAnnotationPresent(Graded.class));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
