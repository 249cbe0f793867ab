package netprog.netlab.pairs;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The four services of the course: whose jar, what a person types, and what must be on the screen. */
enum PairService {
    TIME("week03-time/target/week03-time.jar", "", "time", List.of(), List.of()),
    ECHO(
            "week04-echo/target/week04-echo.jar",
            "",
            "lines",
            List.of("Hello, network!", "exit"),
            List.of("Hello, network!", "exit")),
    CASE(
            "week04-echo/target/week04-echo.jar",
            "case-",
            "lines",
            List.of("3", "abcd EFG", "4"),
            List.of("3 abcd EFG", "4")),
    LOGIN(
            "solutions/target/solutions.jar",
            "",
            "login",
            List.of("guest", "guest", "3", "abcd EFG", "4"),
            List.of("id=guest pass=guest", "3 abcd EFG", "4"));

    private static final Pattern CTIME =
            Pattern.compile("[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \\d]\\d) (\\d\\d:\\d\\d:\\d\\d \\d{4})\r?\n");

    /** Below the top folder. */
    final String jar;

    private final String infix;

    /** What the client in C takes for this service. */
    final String mode;

    private final List<String> typedInJava;
    private final List<String> typedInC;

    PairService(String jar, String infix, String mode, List<String> typedInJava, List<String> typedInC) {
        this.jar = jar;
        this.infix = infix;
        this.mode = mode;
        this.typedInJava = typedInJava;
        this.typedInC = typedInC;
    }

    /** The name of a program in the jar, such as {@code udp-case-client}. */
    String program(String transport, String role) {
        return transport + "-" + infix + role;
    }

    /** What a person types: the client in Java asks with a menu, the one in C takes requests as they are. */
    List<String> typed(Platform client) {
        return client.isJava() ? typedInJava : typedInC;
    }

    /** How many datagrams a UDP client sends for this if none is lost and none comes late. */
    int requests() {
        return Math.max(1, typedInC.size());
    }

    /** Tells whether a client that ended well has shown what it had to show. */
    boolean isShown(String screen) {
        return switch (this) {
            case TIME -> isNow(screen);
            case ECHO -> screen.contains("Hello, network!");
            case CASE -> screen.contains("ABCD efg");
            case LOGIN -> screen.contains("200 Welcome guest!!") && screen.contains("ABCD efg");
        };
    }

    private static boolean isNow(String screen) {
        Matcher ctime = CTIME.matcher(screen);
        if (!ctime.matches()) {
            return false;
        }
        String text = ctime.group(1) + " " + ctime.group(2).strip() + " " + ctime.group(3);
        LocalDateTime shown =
                LocalDateTime.parse(text, DateTimeFormatter.ofPattern("MMM d HH:mm:ss uuuu", Locale.ENGLISH));
        return Duration.between(shown, LocalDateTime.now()).abs().toMinutes() < 5;
    }
}
