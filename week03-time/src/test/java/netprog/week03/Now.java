package netprog.week03;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Looks whether a text shows the time that it is. */
final class Now {
    /** The form of our daytime servers; the zone's short name depends on the JDK and says nothing of the clock. */
    static final String DAYTIME = "EEEE, MMMM d, yyyy HH:mm:ss-zzz";

    private Now() {}

    /** The form of ctime, such as {@code Wed Sep 16 10:15:00 2020}. */
    static void assertShown(String text, ZoneId zone) {
        assertShown(text, "EEE MMM ppd HH:mm:ss yyyy", zone);
    }

    static void assertShown(String text, String pattern, ZoneId zone) {
        LocalDateTime shown = LocalDateTime.parse(
                text,
                new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern(pattern)
                        .toFormatter(Locale.ENGLISH));
        assertThat(shown).isCloseTo(LocalDateTime.now(zone), within(2, ChronoUnit.MINUTES));
    }
}
