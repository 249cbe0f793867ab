package netprog.autograder;

import static org.assertj.core.api.Assertions.assertThat;

import netprog.wire.BundleCheck;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Test
    void theSentencesAreThereInBothLanguages() {
        assertThat(BundleCheck.problems("netprog.autograder.messages")).isEmpty();
    }
}
