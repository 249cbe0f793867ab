package netprog.week03;

import static netprog.week03.TimeFormat.CTIME;
import static netprog.week03.TimeFormat.DAYTIME;
import static netprog.week03.TimeFormat.RFC868;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import netprog.wire.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {
    /** With the last year on whose rules all time zone databases agree: no law can change the past. */
    private static final Map<String, Integer> ZONES = Map.of(
            "UTC", 9999, "Asia/Seoul", 9999, "Asia/Kolkata", 9999, "America/New_York", 2019, "Pacific/Apia", 2019);

    private static final Instant WRAP = Instant.parse("2036-02-07T06:28:16Z");

    private final Locale locale = Locale.getDefault();

    @AfterEach
    void restoreTheLocale() {
        Locale.setDefault(locale);
    }

    @Test
    void writesTheExampleOfTheSpecification() {
        assertThat(CTIME.encode(at("2020-09-16T10:15:00+09:00[Asia/Seoul]")))
                .isEqualTo(Wire.bytes("Wed Sep 16 10:15:00 2020\n\0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-US", "ko-KR", "ar-EG", "th-TH-u-ca-buddhist-nu-thai", "ja-JP-u-ca-japanese", "de-DE"})
    void writesDaytimeAsOneLineOfAscii(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));
        assertThat(DAYTIME.encode(at("2020-09-06T10:15:00+09:00[Asia/Seoul]")))
                .isEqualTo(Wire.bytes("Sunday, September 6, 2020 10:15:00-KST\r\n"));
        for (ZonedDateTime time : times()) {
            assertThat(new String(DAYTIME.encode(time), StandardCharsets.ISO_8859_1))
                    .matches("[ ->@-~]+\\r\\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1900-01-01T00:00:00Z, 0",
        "1970-01-01T00:00:00Z, 2208988800", // this one and the next three stand in RFC 868
        "1976-01-01T00:00:00Z, 2398291200",
        "1980-01-01T00:00:00Z, 2524521600",
        "1983-05-01T00:00:00Z, 2629584000",
        "2036-02-07T06:28:15Z, 4294967295",
        "2036-02-07T06:28:16Z, 0",
        "2036-02-07T06:28:17Z, 1",
        "2104-02-26T09:42:24Z, 2147483648",
    })
    void countsTheSecondsSince1900(String time, long seconds) {
        byte[] reply = RFC868.encode(Instant.parse(time).atZone(ZoneId.of("America/New_York")));
        assertThat(reply).asHexString().isEqualTo("%08X".formatted(seconds));
    }

    /** Seconds before and after the wrap of 2036 on the server's clock and on the client's. */
    @ParameterizedTest
    @CsvSource({
        "-1, -1",
        "-1, 0",
        "0, -1",
        "0, 0",
        "-300000000, 5",
        "5, -300000000",
        "700000000, 1",
        "1, 700000000",
        "-1000, -2000",
        "2147483647, 0",
        "-2147483647, 0",
        "0, 2147483647",
        "0, -2147483647"
    })
    void readsTheEraThatIsNearestToTheClientsClock(long server, long client) throws IOException {
        ZonedDateTime sent = WRAP.plusSeconds(server).atZone(ZoneOffset.UTC);
        ZonedDateTime now = WRAP.plusSeconds(client).atZone(ZoneOffset.UTC);
        String shown = new String(CTIME.encode(sent), 0, 24, StandardCharsets.US_ASCII);
        assertThat(RFC868.decode(RFC868.encode(sent), now)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, 2026-09-01T00:00:00Z, Thu Feb  7 06:28:16 2036",
        "ffffffff, 2026-09-01T00:00:00Z, Thu Feb  7 06:28:15 2036",
        "00000000, 2103-09-01T00:00:00Z, Thu Feb  7 06:28:16 2036",
        "00000000, 1967-01-01T00:00:00Z, Mon Jan  1 00:00:00 1900",
        "83aa7e80, 2026-09-01T00:00:00Z, Thu Jan  1 00:00:00 1970",
        "eea53c10, 2100-01-01T00:00:00Z, Thu Dec 23 14:52:00 2162",
        "83aa7e80, 2026-09-01T00:00:00+09:00[Asia/Seoul], Thu Jan  1 09:00:00 1970",
    })
    void readsFourBytesInTheClientsZone(String hex, String now, String shown) throws ProtocolException {
        int value = Integer.parseUnsignedInt(hex, 16);
        assertThat(RFC868.decode(ByteBuffer.allocate(4).putInt(value).array(), at(now)))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5, 8, 4096})
    void acceptsOnlyFourBytesAsTheTimeOfRfc868(int length) {
        assertThatThrownBy(() -> RFC868.decode(new byte[length], at("2026-09-01T00:00:00Z")))
                .isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"now\r\n", "안\n", "2026년 9월 1일\r\n", "é\r\n", "x"})
    void acceptsAnyTextAsADaytime(String text) throws ProtocolException {
        assertThat(DAYTIME.decode(Wire.bytes(text), at("2026-09-01T00:00:00Z"))).isEqualTo(text.strip());
    }

    @Test
    void acceptsTextUpToTheMaximum() throws ProtocolException {
        String longest = "a".repeat(TimeFormat.MAX_LENGTH - 1);
        assertThat(DAYTIME.decode(Wire.bytes(longest), at("2026-09-01T00:00:00Z")))
                .isEqualTo(longest);
        assertThatThrownBy(() -> DAYTIME.decode(Wire.bytes(longest + "a"), at("2026-09-01T00:00:00Z")))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContainingAll("endless reply", "4096");
    }

    @ParameterizedTest
    @ValueSource(strings = {"noon", "정오", "1시", "오후 3시", "12:00 \uFFFD", "é 12"})
    void acceptsAnyText(String text) throws ProtocolException {
        assertThat(DAYTIME.decode(Wire.bytes(text), at("2026-09-01T00:00:00Z"))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | CTIME   |             | 1 | empty reply: the server answered without a text. Does it use another --format?
            ko | CTIME   | 00          | 1 | 빈 응답(empty reply): 서버의 응답에 글자가 없습니다. 서버의 --format이 다른지 확인하세요.
            en | DAYTIME | 61 62       | 9999 | endless reply: 4096 bytes without a NUL and without an end. This is not a time server; check the port.
            ko | CTIME   | 61 62       | 9999 | 끝없는 응답(endless reply): 4096바이트가 와도 NUL도 끝도 없습니다. 시각 서버가 아닙니다. 포트를 확인하세요.
            en | CTIME   | 1b 5b 00 61 | 1 | malformed reply: 2 bytes that are not text: 1b 5b. Does the server use another --format, such as rfc868?
            ko | DAYTIME | e3 0c 10 24 | 1 | 잘못된 응답(malformed reply): 글자가 아닌 4바이트입니다: e3 0c 10 24. 서버의 --format이 rfc868처럼 다른 것인지 확인하세요.
            en | CTIME   | ee a5 8f 41 | 1 | malformed reply: 4 bytes that are not text: ee a5 8f 41. Does the server use another --format, such as rfc868?
            en | DAYTIME | ee ae a5 32 | 1 | malformed reply: 4 bytes that are not text: ee ae a5 32. Does the server use another --format, such as rfc868?
            en | CTIME   | ff a5 00 41 | 1 | malformed reply: 4 bytes that are not text: ff a5 00 41. Does the server use another --format, such as rfc868?
            ko | CTIME   | ee a5 3c 41 | 1 | 잘못된 응답(malformed reply): 글자가 아닌 4바이트입니다: ee a5 3c 41. 서버의 --format이 rfc868처럼 다른 것인지 확인하세요.
            en | RFC868  | e3 0c 10    | 1 | malformed reply: the time of RFC 868 has 4 bytes, but 3 came: e3 0c 10. Does the server use another --format?
            ko | RFC868  | e3 0c 10 24 | 2 | 잘못된 응답(malformed reply): RFC 868의 시각은 4바이트인데 8바이트가 왔습니다: e3 0c 10 24 e3 0c 10 24. 서버의 --format이 다른지 확인하세요.
            """)
    void saysWhyAReplyIsNotATime(String language, TimeFormat format, String hex, int times, String line) {
        Locale.setDefault(Locale.forLanguageTag(language));
        byte[] reply = HexFormat.ofDelimiter(" ")
                .parseHex((" " + (hex == null ? "" : hex)).repeat(times).strip());
        assertThatThrownBy(() -> format.decode(reply, at("2026-09-01T00:00:00Z")))
                .isInstanceOf(ProtocolException.class)
                .hasMessage(line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | CTIME   | Wed Sep 16 10:15:00 2020/ | The server sent 25 bytes, and then neither the NUL nor the end of the stream for 5 s. They are a complete line, so the time is shown.
            ko | CTIME   | Wed Sep 16 10:15:00 2020/ | 서버가 25바이트를 보낸 뒤 5초 동안 NUL도 스트림의 끝도 오지 않았습니다. 한 줄이 온전하므로 표시합니다.
            en | DAYTIME | noon/                     | The server sent 5 bytes, and did not close the connection for 5 s. They are a complete time, so it is shown.
            ko | RFC868  | abcd                      | 서버가 4바이트를 보낸 뒤 5초 동안 연결을 닫지 않았습니다. 시각이 온전하므로 표시합니다.
            """)
    void saysWhatIsMissingBehindAWholeTime(String language, TimeFormat format, String reply, String note)
            throws IOException {
        Locale.setDefault(Locale.forLanguageTag(language));
        byte[] bytes = Wire.bytes(reply.replace('/', '\n'));
        assertThat(format.missingEnd(bytes, new SocketTimeoutException())).isEqualTo(note);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | CTIME   | Wed Sep 16 10:15:00 2020 | timed out: the server sent 24 bytes "Wed Sep 16 10:15:00 2020", and then neither the NUL nor the end of the stream for 5 s. Is this a time server? Does it use another --format?
            ko | CTIME   | Wed                      | 시간 초과(timed out): 서버의 응답은 3 bytes "Wed"까지이고, 그 뒤 5초 동안 NUL도 스트림의 끝도 오지 않았습니다. 시각 서버가 맞는지, 서버의 --format이 다른지 확인하세요.
            en | DAYTIME | noon/a                   | timed out: the server sent 6 bytes "noon\\na", and did not close the connection for 5 s. Is this a time server? Does it use another --format?
            ko | RFC868  | abc                      | 시간 초과(timed out): 서버의 응답은 3 bytes "abc"까지이고, 그 뒤 5초 동안 연결을 닫지 않았습니다. 시각 서버가 맞는지, 서버의 --format이 다른지 확인하세요.
            """)
    void saysWhatIsMissingInAPartOfATime(String language, TimeFormat format, String reply, String line) {
        Locale.setDefault(Locale.forLanguageTag(language));
        byte[] bytes = Wire.bytes(reply.replace('/', '\n'));
        assertThatThrownBy(() -> format.missingEnd(bytes, new SocketTimeoutException()))
                .isInstanceOf(ProtocolException.class)
                .hasMessage(line);
    }

    @Test
    void silenceFromTheStartIsATimeout() {
        SocketTimeoutException e = new SocketTimeoutException("Read timed out");
        assertThatThrownBy(() -> CTIME.missingEnd(new byte[0], e)).isSameAs(e);
    }

    private static ZonedDateTime at(String time) {
        return ZonedDateTime.parse(time);
    }

    /** Every day of the month, leap days, both sides of summer time, and the years up to 9999. */
    static List<ZonedDateTime> times() {
        List<Instant> instants = new ArrayList<>();
        for (LocalDateTime t = LocalDateTime.of(1970, 1, 1, 0, 0); t.getYear() < 2038; t = t.plusHours(41 * 24 + 5)) {
            instants.add(t.plusSeconds(t.getDayOfYear()).toInstant(ZoneOffset.UTC));
        }
        for (int year : new int[] {1972, 2000, 2016, 2036, 2100, 2400, 9999}) {
            Instant march = Instant.parse(year + "-03-01T00:00:00Z");
            instants.addAll(List.of(march.minusSeconds(1), march, Instant.parse(year + "-12-31T14:59:59Z")));
        }
        List<ZonedDateTime> times = new ArrayList<>();
        for (Map.Entry<String, Integer> zone : ZONES.entrySet()) {
            instants.stream()
                    .map(instant -> instant.atZone(ZoneId.of(zone.getKey())))
                    .filter(time -> time.getYear() <= zone.getValue())
                    .forEach(times::add);
        }
        return times;
    }
}
