package netprog.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    @ParameterizedTest
    @ValueSource(strings = {"netprog.wire.messages"})
    void bothLanguagesSayTheSame(String bundle) {
        assertThat(BundleCheck.problems(bundle)).isEmpty();
    }
}
