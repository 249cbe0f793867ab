package netprog.util;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Explains network exceptions: one line that says what happened and what to try next, in Korean or English. Different causes
 * have different lines; each holds its English word (refused, timed out, unreachable, unknown host, in use, reset).
 */
public final class NetworkErrors {
    private static final Messages MESSAGES = new Messages("netprog.util.messages");

    private NetworkErrors() {}

    /**
     * Explains an exception.
     *
     * @param e what a socket call threw; the message of a {@link ProtocolException} is a sentence of our own
     * @param protocol {@code tcp} or {@code udp}
     * @param endpoint the address and port to which the program wanted to connect, or on which it wanted to listen
     * @return one line, without a line end
     */
    public static String explain(IOException e, String protocol, String endpoint) {
        String cause = cause(e, protocol);
        String key = cause.equals("other") && isWithoutZone(endpoint) ? "zone" : cause;
        String port = endpoint.substring(endpoint.lastIndexOf(':') + 1);
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return Bytes.escape(MESSAGES.get(key, protocol + " " + endpoint, port, text, protocol));
    }

    /**
     * Names the cause, which is the key of its sentence. The exception's class decides where it can. Where it cannot, the
     * system's message does: in English, in Korean (Windows translates some, Linux all of them), and on Linux in any other
     * language by comparison with {@link SystemMessages}.
     *
     * @param e what a socket call threw
     * @param protocol {@code tcp} or {@code udp}
     * @return such as {@code refused}, {@code timed-out.connect}, {@code unreachable}; {@code other} if it is not known
     */
    public static String cause(IOException e, String protocol) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (e instanceof ProtocolException) {
            return "reply";
        } else if (e instanceof EOFException) {
            return "lost";
        } else if (e instanceof UnknownHostException) {
            return "unknown-host";
        } else if (e instanceof PortUnreachableException) {
            return "refused";
        } else if (e instanceof NoRouteToHostException
                || contains(text, "unreachable", "no route", "is down", "접근 불가능", "루트가 없", "죽었")) {
            return "unreachable";
        } else if (e instanceof SocketTimeoutException && protocol.equals("udp")) {
            return "timed-out.udp";
        } else if (e instanceof SocketTimeoutException) {
            return contains(text, "read") ? "timed-out.read" : "timed-out.connect";
        } else if (contains(text, "timed out", "시간 초과")) {
            return e instanceof ConnectException ? "timed-out.connect" : "timed-out.lost";
        } else if (e instanceof ConnectException) {
            return "refused";
        } else if (e instanceof BindException) {
            return causeOfBind(e, text);
        } else if (contains(text, "permi", "허가", "허용")) {
            return "not-permitted"; // as a rule by a firewall of this machine
        } else if (contains(text, "too many open files", "no buffer space", "너무 많", "버퍼 공간이 없")) {
            return "exhausted";
        } else if (contains(text, "reset", "abort", "broken pipe", "forcibly closed", "끊", "중단", "파이프")) {
            return "reset";
        } else if (e instanceof SocketException
                && SystemMessages.networkUnreachable().equals(e.getMessage())) {
            return "unreachable";
        }
        return "other";
    }

    /** Three errors have this class: the port is in use, the address is not local, or it is not permitted. */
    private static String causeOfBind(IOException e, String text) {
        if (contains(text, "assign", "배정") || SystemMessages.addressNotLocal().equals(e.getMessage())) {
            return "not-local";
        }
        boolean inUse = contains(text, "in use", "사용 중")
                || SystemMessages.addressInUse().equals(e.getMessage());
        return inUse ? "in-use" : "not-permitted";
    }

    /** Tells whether it is one of fe80::/10, which every network has, and no interface is named (RFC 4007, section 6). */
    private static boolean isWithoutZone(String endpoint) {
        return endpoint.matches("(?i)\\[fe[89ab].:[^%]*]:\\d+");
    }

    private static boolean contains(String text, String... words) {
        return Stream.of(words).anyMatch(text::contains);
    }
}
