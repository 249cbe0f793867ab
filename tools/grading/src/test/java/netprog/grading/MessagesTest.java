package netprog.grading;

import static org.assertj.core.api.Assertions.assertThat;

import netprog.wire.BundleCheck;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "netprog.grading.messages",
                "netprog.grading.score",
                "netprog.grading.help",
                "netprog.grading.compile"
            })
    void bothLanguagesSayTheSame(String bundle) {
        assertThat(BundleCheck.problems(bundle)).isEmpty();
    }
}
