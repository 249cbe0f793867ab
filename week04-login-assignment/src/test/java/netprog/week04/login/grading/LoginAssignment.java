package netprog.week04.login.grading;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import netprog.grading.Assignment;
import netprog.grading.StudentCode;
import netprog.grading.TestRun;
import netprog.grading.WireFailure;
import netprog.grading.WireFailure.Observation;

/** The login assignment: its files, tasks and points, its programs, and what it knows of their bugs. */
public final class LoginAssignment implements Assignment {
    /** Bugs that make a client log in again. */
    private static final Set<String> LOGS_IN_AGAIN = Set.of("ask-again", "forgotten", "menu", "welcome", "late-reply");

    /** Bugs that do not explain why a right login is refused. */
    private static final Set<String> NOT_WHY_REFUSED =
            Set.of("bytes-changed", "charset", "goodbye", "malformed", "repeated", "sender", "before-login");

    @Override
    public String packageName() {
        return "netprog.week04.login";
    }

    @Override
    public List<Part> parts() {
        return List.of(
                new Part("LoginRequest", 6, 4),
                new Part("UserTable", 6, 4),
                new Part("TcpLoginServer", 16, 12),
                new Part("TcpLoginClient", 12, 8),
                new Part("UdpLoginServer", 12, 7),
                new Part("UdpLoginClient", 8, 5));
    }

    @Override
    public Map<Class<?>, Function<TestRun, ?>> programs() {
        return Map.of(
                TcpServerUnderTest.class, TcpServerUnderTest::new,
                TcpClientUnderTest.class, TcpClientUnderTest::new,
                UdpServerUnderTest.class, UdpServerUnderTest::new,
                UdpClientUnderTest.class, UdpClientUnderTest::new,
                ValuesUnderTest.class, ValuesUnderTest::new);
    }

    @Override
    public StudentCode code(ClassLoader loader) {
        return new LoginCode(loader, packageName());
    }

    @Override
    public String explanations() {
        return "netprog.week04.login.grading.explanations";
    }

    @Override
    public String bugs() {
        return "netprog.week04.login.grading.bugs";
    }

    @Override
    public Map<String, String> otherNames() {
        return Map.of(
                "tcp-server", "TcpLoginServer",
                "tcp-client", "TcpLoginClient",
                "udp-server", "UdpLoginServer",
                "udp-client", "UdpLoginClient");
    }

    @Override
    public Optional<String> cause(String bug, WireFailure failure, String thrown) {
        Observation seen = failure.observation();
        if (seen == Observation.VALUE) {
            return ofValue(bug, failure);
        } else if (bug.equals("end-of-input") && thrown.startsWith("java.lang.NullPointerException")) {
            return Optional.of(bug); // readLine() returned null
        } else if (!thrown.isEmpty()) {
            return Optional.empty();
        } else if (seen == Observation.WRONG
                && failure.expected().matches("\"[1-4].*")
                && came(failure).startsWith("id=")) {
            return Optional.of(LOGS_IN_AGAIN.contains(bug) ? bug : "welcome-unnoticed");
        } else if (NOT_WHY_REFUSED.contains(bug) && isRefusedLogin(bug, failure)) {
            return otherCode(failure);
        } else if (seen == Observation.WRONG && !bug.equals("too-long") && isOtherLine(failure)) {
            return Optional.of("lines");
        } else if (failure.expected().startsWith("\"200 Goodbye ")
                && !came(failure).startsWith("200 Goodbye user")) {
            return Optional.of("goodbye");
        } else if (seen == Observation.WRONG && (bug.equals("other-clients") || bug.equals("one-client"))) {
            return Optional.of("shared-state"); // the first client got the right reply
        } else if (bug.equals("client-gone") && (seen == Observation.NO_END || seen == Observation.UNEXPECTED)) {
            return Optional.of("half-frame"); // the half frame was not the end of this connection
        } else if (bug.equals("after-failure")
                && seen == Observation.WRONG
                && !failure.expected().startsWith("\"200")) {
            return otherCode(failure);
        }
        return bug.isEmpty() && seen == Observation.WRONG ? otherCode(failure) : Optional.empty();
    }

    /** What tells the cause of a wrong value better than the bug that the test looks for. */
    private static Optional<String> ofValue(String bug, WireFailure failure) {
        String came = came(failure);
        boolean refusalExpected = failure.expected().endsWith("Exception");
        if (came.startsWith("java.lang.NullPointerException") && !refusalExpected) {
            return Optional.of("null-value");
        } else if (came.startsWith("java.lang.IllegalArgumentException")
                && !refusalExpected
                && bug.equals("malformed")) {
            return Optional.of("well-formed");
        }
        boolean otherRefusal = failure.expected().endsWith(": INVALID_PASSWORD") && came.equals("INVALID_ID");
        return otherRefusal ? Optional.of("value") : Optional.empty();
    }

    /** Who damages Korean text takes the id for an unknown one, or the password for a wrong one. */
    private static boolean isRefusedLogin(String bug, WireFailure failure) {
        return failure.expected().startsWith("\"200 Welcome ")
                && came(failure).matches(bug.equals("charset") ? "(?s)400 .*" : "(?s)40\\d .*");
    }

    /** A client sent another line behind the op than the one that was typed for it, and not just a part of that one. */
    private static boolean isOtherLine(WireFailure failure) {
        String expected = failure.expected();
        String came = came(failure);
        if (!expected.matches("(?s)\"[1-3] .*\"")
                || !came.matches("(?s)[1-3] .*")
                || came.charAt(0) != expected.charAt(1)) {
            return false;
        }
        String typed = expected.substring(3, expected.length() - 1).strip();
        String sent = came.substring(2).strip();
        return !typed.contains(sent) && !sent.contains(typed) && sent.chars().noneMatch(c -> c == '?' || c >= 128);
    }

    /** A reply with a number was expected, and one with another number came. */
    private static Optional<String> otherCode(WireFailure failure) {
        String came = came(failure);
        String expected = failure.expected().replaceFirst("^\"", "");
        boolean other = came.matches("(?s)[24]0\\d .*")
                && expected.matches("(?s)[24]0\\d .*")
                && !came.startsWith(expected.substring(0, 4));
        return Optional.of(other ? "other-code" : "wrong");
    }

    private static String came(WireFailure failure) {
        return new String(failure.bytes(), StandardCharsets.UTF_8);
    }
}
