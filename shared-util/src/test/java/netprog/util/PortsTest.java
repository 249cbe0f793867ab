package netprog.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
    @Test
    void acceptsTheWholeRange() {
        assertThat(Ports.parse("0", 0)).isZero();
        assertThat(Ports.parse("1", 1)).isEqualTo(1);
        assertThat(Ports.parse("65535", 1)).isEqualTo(65535);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "65536", "999999", "1000000", "99999999999", "1x", " 1", "+1", "٣", "0x10"})
    void namesAnInvalidPort(String text) {
        assertThatThrownBy(() -> Ports.parse(text, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("65535");
    }

    @Test
    void aClientCannotAskForPort0() {
        assertThatThrownBy(() -> Ports.parse("0", 1)).hasMessageContaining("\"0\"");
    }

    @Test
    void knowsThePortsThatAnswerEverything() {
        for (int port = 0; port <= 65535; port++) {
            assertThat(Ports.answersEverything(port)).isEqualTo(port == 7 || port == 13 || port == 19 || port == 37);
        }
    }
}
