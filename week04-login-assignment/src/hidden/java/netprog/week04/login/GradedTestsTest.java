package netprog.week04.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import netprog.wire.BundleCheck;
import netprog.grading.Graded;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The graded tests themselves: each has a title in both languages and an explanation, and the points add up. */
class GradedTestsTest {
    private static final List<String> PARTS = List.of(
            "LoginRequest", "UserTable", "TcpLoginServer", "TcpLoginClient", "UdpLoginServer", "UdpLoginClient");

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

    @ParameterizedTest
    @CsvSource({
        "LoginRequest, 6, 4",
        "UserTable, 6, 4",
        "TcpLoginServer, 16, 12",
        "TcpLoginClient, 12, 8",
        "UdpLoginServer, 12, 7",
        "UdpLoginClient, 8, 5"
    })
    void thePointsOfAPartAddUp(String part, int visible, int hidden) {
        assertThat(points(part, part + "Test")).isEqualTo(visible);
        assertThat(points(part, "Hidden" + part + "Test")).isEqualTo(hidden);
    }

    @ParameterizedTest
    @CsvSource({"''", "Hidden"})
    void theBugsThatTheyAreMadeForAreExplained(String prefix) {
        ResourceBundle words = ResourceBundle.getBundle("netprog.grading.messages", Locale.ROOT);
        assertThat(PARTS.stream().flatMap(part -> graded(prefix + part + "Test")))
                .map(method -> method.getAnnotation(Graded.class).bug())
                .allMatch(bug -> bug.isEmpty() || words.containsKey("explain." + bug));
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
