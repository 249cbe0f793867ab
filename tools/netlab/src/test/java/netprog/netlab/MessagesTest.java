package netprog.netlab;

import static org.assertj.core.api.Assertions.assertThat;

import netprog.wire.BundleCheck;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Korean and English have the same sentences. */
class MessagesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "netprog.netlab.capture.messages",
                "netprog.netlab.doctor.messages",
                "netprog.netlab.host.messages",
                "netprog.netlab.pairs.messages",
                "netprog.netlab.topology.messages"
            })
    void koreanAndEnglishSayTheSame(String bundle) {
        assertThat(BundleCheck.problems(bundle)).isEmpty();
    }
}
