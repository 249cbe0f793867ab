package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentencesTest {
    @Test
    void everySentenceIsInTheList() {
        assertThat(Sentences.inList()).isEqualTo(Sentences.keys());
    }
}
