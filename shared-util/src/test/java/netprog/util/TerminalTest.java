package netprog.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final Charset MS949 = Charset.forName("MS949");

    private final String nativeEncoding = System.getProperty("native.encoding");
    private final String stdinEncoding = System.getProperty("stdin.encoding");

    @AfterEach
    void restore() {
        set("native.encoding", nativeEncoding);
        set("stdin.encoding", stdinEncoding);
        set("netprog.test.encoding", null);
    }

    @Test
    void usesTheCharsetOfTheStreamThenThatOfTheSystemThenUtf8() {
        set("netprog.test.encoding", "MS949");
        set("native.encoding", "US-ASCII");
        assertThat(Terminal.charset("netprog.test.encoding")).isEqualTo(MS949);

        set("netprog.test.encoding", null);
        assertThat(Terminal.charset("netprog.test.encoding")).isEqualTo(StandardCharsets.US_ASCII);

        set("native.encoding", null);
        assertThat(Terminal.charset("netprog.test.encoding")).isEqualTo(StandardCharsets.UTF_8);
    }

    @Test
    void skipsANameThatJavaDoesNotKnow() {
        set("netprog.test.encoding", "cp65001-or-so");
        set("native.encoding", "MS949");
        assertThat(Terminal.charset("netprog.test.encoding")).isEqualTo(MS949);

        set("native.encoding", "not a charset");
        assertThat(Terminal.charset("netprog.test.encoding")).isEqualTo(StandardCharsets.UTF_8);
    }

    @Test
    void readsWhatIsTypedInTheCharsetOfTheKeyboard() throws IOException {
        InputStream before = System.in;
        set("stdin.encoding", "MS949");
        System.setIn(new ByteArrayInputStream("한글\n".getBytes(MS949)));
        try {
            assertThat(Terminal.keyboard().readLine()).isEqualTo("한글");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void hasAScreenAndAPlaceForErrors() {
        assertThat(Terminal.screen()).isNotNull();
        assertThat(Terminal.errors()).isNotNull();
    }

    private static void set(String property, String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }
}
