package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import netprog.wire.Wire;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class TimeFormatIT {
    /** Languages with digits or calendars of their own, and without. */
    private static final List<String> LANGUAGES =
            List.of("en-US", "ko-KR", "ar-EG", "th-TH-u-ca-buddhist-nu-thai", "ja-JP-u-ca-japanese", "de-DE");

    @Test
    void writesWhatCtimeOfCWritesInEveryLanguage() throws IOException {
        List<ZonedDateTime> times = TimeFormatTest.times();
        List<String> expected = ctimeOfC(times).lines().toList();
        Locale locale = Locale.getDefault();
        try {
            for (String language : LANGUAGES) {
                Locale.setDefault(Locale.forLanguageTag(language));
                StringBuilder ours = new StringBuilder();
                for (ZonedDateTime time : times) {
                    byte[] reply = TimeFormat.CTIME.encode(time);
                    assertThat(reply).hasSize(26).endsWith('\n', 0);
                    ours.append(new String(reply, 0, 25, StandardCharsets.UTF_8));
                }
                assertThat(ours.toString().lines()).as(language).containsExactlyElementsOf(expected);
            }
        } finally {
            Locale.setDefault(locale);
        }
    }

    private static String ctimeOfC(List<ZonedDateTime> times) throws IOException {
        Assumptions.assumeTrue(Files.exists(Path.of("/usr/share/zoneinfo/Asia/Seoul")), "needs tzdata");
        StringBuilder input = new StringBuilder();
        for (ZonedDateTime time : times) {
            input.append(time.getZone())
                    .append(' ')
                    .append(time.toEpochSecond())
                    .append('\n');
        }
        String script = "$ENV{TZ} = $F[0]; tzset(); print ctime($F[1])";
        try (Program perl = Program.start(SystemProgram.find("perl", "perl"), "-MPOSIX", "-ane", script)) {
            perl.typeBytes(Wire.bytes(input.toString())).endInput();
            assertThat(perl.awaitExit()).as(perl.errors()).isZero();
            return perl.output();
        }
    }
}
