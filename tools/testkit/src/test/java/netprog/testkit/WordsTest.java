package netprog.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @ParameterizedTest
    @ValueSource(strings = {"netprog.testkit.messages", "netprog.testkit.grading.messages"})
    void bothLanguagesSayTheSame(String bundle) {
        assertThat(BundleCheck.problems(bundle)).isEmpty();
    }
}
