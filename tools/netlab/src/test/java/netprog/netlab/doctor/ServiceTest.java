package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import netprog.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who answers, told by the bytes. */
class ServiceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the bytes, with \n and \0; whether more can come; who it is
                "Wed Sep 16 10:15:00 2020\\n\\0 | false | TIME",
                "Wed Sep  6 10:15:00 2020\\n    | true  | TIME",
                "Wed Sep 16 10:15:00 2020\\n    | false | UNKNOWN",
                "Wednesday, September 16, 2020 10:15:00-KST\\r\\n | true | TIME",
                "\u00ee\u00a5\u003c\u00f0       | true  | TIME",
                "\u00ee\u00a5\u003c\u00f0       | false | UNKNOWN",
                "OK\\r\\n                       | true  | UNKNOWN",
                "1 netprog\\n                   | true  | ECHO",
                "1 netprog\\n                   | false | UNKNOWN",
                "NETPROG                        | true  | CASE",
                "403 Login Required\\n\\0       | true  | LOGIN",
                "400 Bad Request\\n\\0          | true  | LOGIN",
                "400 Bad Request\\n             | true  | UNKNOWN",
                "HTTP/1.1 400 Bad Request\\r\\n | false | HTTP",
                "<!DOCTYPE HTML><p>             | true  | HTTP",
                "SSH-2.0-OpenSSH_9.2\\r\\n      | false | SSH",
                "220 mail.example ESMTP\\r\\n   | true  | UNKNOWN",
            })
    void recognizes(String text, boolean complete, Service service) {
        String bytes = text.replace("\\n", "\n").replace("\\r", "\r").replace("\\0", "\0");
        assertThat(Service.of(bytes.getBytes(StandardCharsets.ISO_8859_1), complete))
                .isEqualTo(service);
    }

    @Test
    void recognizesFramesWithGarbageBehindTheText() {
        assertThat(Service.of(Wire.frameWithGarbage("Welcome to Server!!"), false))
                .isEqualTo(Service.LOGIN);
        assertThat(Service.of(Wire.frameWithGarbage("NETPROG\n"), false)).isEqualTo(Service.CASE);
        assertThat(Service.of(Service.PROBE, false)).isEqualTo(Service.ECHO);
        assertThat(Service.of(Wire.frameWithGarbage("something else"), true)).isEqualTo(Service.UNKNOWN);
    }

    @Test
    void waitsForTheRestOfAFrame() {
        byte[] half = Arrays.copyOf(Wire.frame("Welcome to Server!!"), 64);
        assertThat(Service.of(half, false)).isEqualTo(Service.UNKNOWN);
    }
}
