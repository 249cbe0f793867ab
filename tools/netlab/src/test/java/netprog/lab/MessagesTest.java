package netprog.lab;

import static org.assertj.core.api.Assertions.assertThat;

import netprog.testkit.BundleCheck;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Korean and English have the same sentences. */
class MessagesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "netprog.lab.capture.messages",
                "netprog.lab.doctor.messages",
                "netprog.lab.machine.messages",
                "netprog.lab.pairs.messages",
                "netprog.lab.topology.messages"
            })
    void koreanAndEnglishSayTheSame(String bundle) {
        assertThat(BundleCheck.problems(bundle)).isEmpty();
    }
}
