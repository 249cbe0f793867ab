package netprog.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPortTest {
    private static final String UNKNOWN = "x".repeat(64); // too long for a name: no name server is asked

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost, 7777",
        "localhost:80, localhost, 80",
        "한국.example:65535, 한국.example, 65535",
        "192.0.2.1, 192.0.2.1, 7777",
        "0.0.0.0, 0.0.0.0, 7777",
        "255.255.255.255:1, 255.255.255.255, 1",
        "::1, ::1, 7777",
        "::, ::, 7777",
        "2001:db8::1:8080, 2001:db8::1:8080, 7777",
        "fe80::1%1, fe80::1%1, 7777",
        "::ffff:192.0.2.1, ::ffff:192.0.2.1, 7777",
        "[::1], ::1, 7777",
        "[::1]:30000, ::1, 30000",
        "[fe80::1%1]:9, fe80::1%1, 9",
        "1.2.3.example, 1.2.3.example, 7777",
        "-, -, 7777"
    })
    void readsTheFourForms(String text, String host, int port) {
        assertThat(HostPort.parse(text, 7777)).isEqualTo(new HostPort(host, port));
    }

    @ParameterizedTest
    @CsvSource({
        "'', empty",
        ":80, empty",
        "'a b', character \" \"",
        "'a\tb:80', character \"\\t\"",
        "a\u007fb, character \"\\x7f\"",
        "a\u3000b, character",
        "10.0.0.0/8, character \"/\"",
        "1.2.3, IPv4",
        "1.2.3.4.5, IPv4",
        "1.2.3.256:80, IPv4",
        "1.2..4, IPv4",
        "1.2.3.0004, IPv4",
        "30000, IPv4",
        "１２７.0.0.1, IPv4",
        "1:2:3, IPv6",
        "2001:db8::1::2, IPv6",
        "::1::2, IPv6",
        "fe80::1%, IPv6",
        "fe80::1%no-such-interface, IPv6",
        "[::1, brackets",
        "[::1]30000, brackets",
        "[127.0.0.1]:80, brackets",
        "[localhost], brackets",
        "[], brackets",
        "[::1]:, whole number",
        "[::1]:0, whole number",
        "localhost:, whole number",
        "localhost:0, whole number",
        "localhost:-1, whole number",
        "localhost:65536, whole number",
        "http://localhost, whole number"
    })
    void saysWhyATextIsNotAHost(String text, String reason) {
        assertThat(Language.complaint(Locale.ENGLISH, () -> HostPort.parse(text, 7777)))
                .contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "a/b:80, a/b",
        "1.2.3.256, 1.2.3.256",
        "1:2:3, 1:2:3",
        "[x], [x]",
        "localhost:99999, 99999",
    })
    void namesTheValueInKoreanToo(String text, String value) {
        assertThat(Language.complaint(Locale.KOREAN, () -> HostPort.parse(text, 7777)))
                .contains("\"" + value + "\"")
                .containsPattern("[가-힣]");
    }

    @Test
    void doesNotAskTheResolverAboutAnAddressWithColons() {
        // It takes seconds where no name server answers, and one that knows every name says yes.
        assertThatThrownBy(() -> HostPort.parse("host:1:2", 80)).rootCause().hasMessageStartingWith("[host:1:2]");
    }

    @ParameterizedTest
    @CsvSource({"localhost:80", "127.0.0.1:30000", "[::1]:30000"})
    void showsWhatItReads(String text) {
        assertThat(HostPort.parse(text, 1)).hasToString(text);
    }

    @Test
    void looksUpOnlyWhenAsked() throws Exception {
        HostPort nobody = HostPort.parse(UNKNOWN, 80);
        assertThatThrownBy(nobody::resolve).isInstanceOf(UnknownHostException.class);
        assertThat(HostPort.parse("[::1]:80", 1).resolve())
                .isEqualTo(new InetSocketAddress(InetAddress.getByName("::1"), 80));
    }
}
