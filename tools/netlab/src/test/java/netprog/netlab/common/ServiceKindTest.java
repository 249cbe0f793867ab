package netprog.netlab.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import netprog.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services are recognised by the bytes of a reply. */
class ServiceKindTest {
    private static final byte[] REQUEST = Wire.frame("1 netprog\r\n");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the reply, with \\n and \\0; whether it is complete; what it is
                "Wed Sep 16 10:15:00 2020\\n\\0 | false | CTIME",
                "Wed Sep  6 10:15:00 2020\\n    | true  | CTIME",
                "Wed Sep 16 10:15:00 2020\\n    | false | UNKNOWN",
                "Wednesday, September 16, 2020 10:15:00-KST\\r\\n | true | DAYTIME",
                "\u00ee\u00a5\u003c\u00f0       | true  | RFC868",
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
    void recognisesAReply(String text, boolean complete, ServiceKind kind) {
        String bytes = text.replace("\\n", "\n").replace("\\r", "\r").replace("\\0", "\0");
        assertThat(ServiceKind.of(REQUEST, bytes.getBytes(StandardCharsets.ISO_8859_1), complete))
                .isEqualTo(kind);
    }

    @Test
    void recognisesFramesWithGarbageBehindTheText() {
        assertThat(ServiceKind.of(REQUEST, Wire.frameWithGarbage("Welcome to Server!!"), false))
                .isEqualTo(ServiceKind.LOGIN);
        assertThat(ServiceKind.of(REQUEST, Wire.frameWithGarbage("NETPROG\n"), false))
                .isEqualTo(ServiceKind.CASE);
        assertThat(ServiceKind.of(REQUEST, REQUEST, false)).isEqualTo(ServiceKind.ECHO);
        assertThat(ServiceKind.of(REQUEST, Wire.frameWithGarbage("something else"), true))
                .isEqualTo(ServiceKind.FRAMES);
    }

    @Test
    void aServerThatSpokeFirstEchoesNothing() {
        assertThat(ServiceKind.of(new byte[0], Wire.bytes("Hello\n"), true)).isEqualTo(ServiceKind.UNKNOWN);
        assertThat(ServiceKind.of(Wire.bytes("Hello\n"), Wire.bytes("Hello\n"), true))
                .isEqualTo(ServiceKind.ECHO);
    }

    @Test
    void waitsForTheRestOfAFrame() {
        byte[] half = Arrays.copyOf(Wire.frame("Welcome to Server!!"), 64);
        assertThat(ServiceKind.of(REQUEST, half, false)).isEqualTo(ServiceKind.UNKNOWN);
    }
}
