package netprog.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BundleCheckTest {
    @Test
    void reportsEachProblemOfABundle() {
        assertThat(BundleCheck.problems("netprog.wire.bad"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("twice in Korean: stands there twice"),
                        line -> assertThat(line).startsWith("apostrophe in English: a single apostrophe"),
                        line -> assertThat(line).startsWith("brace in English: no pattern"),
                        line -> assertThat(line).isEqualTo("english: stands in English only"),
                        line -> assertThat(line).isEqualTo("korean: stands in Korean only"),
                        line -> assertThat(line).isEqualTo("placeholders: [{0}, {1}] in English, [{0}] in Korean"),
                        line -> assertThat(line).isEqualTo("same: the same in both languages"));
    }

    @Test
    void aMissingBundleIsAnError() {
        assertThatThrownBy(() -> BundleCheck.problems("netprog.wire.nothing"))
                .hasMessageContaining("/netprog/wire/nothing.properties");
    }
}
