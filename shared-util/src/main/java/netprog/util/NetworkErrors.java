package netprog.util;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Says in one line what a network exception means and what to try next, in Korean or English. Different causes are
 * different lines; each holds the English word (refused, timed out, unreachable, unknown host, in use, reset).
 */
public final class NetworkErrors {
    private static final Messages MESSAGES = new Messages("netprog.util.messages");

    private NetworkErrors() {}

    /**
     * Explains an exception.
     *
     * @param e what a socket call threw; the message of a {@link ProtocolException} is taken for a sentence of ours
     * @param protocol {@code tcp} or {@code udp}
     * @param endpoint the address and port that the program wanted to reach, or to listen on
     * @return one line, without a line end
     */
    public static String explain(IOException e, String protocol, String endpoint) {
        String key = isWithoutZone(endpoint) && cause(e, protocol).equals("other") ? "zone" : cause(e, protocol);
        String port = endpoint.substring(endpoint.lastIndexOf(':') + 1);
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return Bytes.escape(MESSAGES.get(key, protocol + " " + endpoint, port, text));
    }

    /**
     * Names the cause: the key of its sentence. The class tells where it can, the system's text where it cannot. Linux
     * speaks the user's language here, and Windows does where a connection breaks: so the words are English and Korean.
     *
     * @param e what a socket call threw
     * @param protocol {@code tcp} or {@code udp}
     * @return such as {@code refused}, {@code timed-out.connect}, {@code unreachable}; {@code other} where nothing is known
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
                || says(text, "unreachable", "no route", "is down", "접근 불가능", "루트가 없", "죽었")) {
            return "unreachable";
        } else if (e instanceof SocketTimeoutException && protocol.equals("udp")) {
            return "timed-out.udp";
        } else if (e instanceof SocketTimeoutException) {
            return says(text, "read") ? "timed-out.read" : "timed-out.connect";
        } else if (says(text, "timed out", "시간 초과")) {
            return e instanceof ConnectException ? "timed-out.connect" : "timed-out.lost";
        } else if (e instanceof ConnectException) {
            return "refused";
        } else if (says(text, "permi", "허가", "허용")) { // a port below 1024, or a firewall of this machine
            return "not-permitted";
        } else if (e instanceof BindException) {
            return says(text, "assign", "배정") ? "not-local" : "in-use";
        } else if (says(text, "too many open files", "no buffer space", "너무 많", "버퍼 공간이 없")) {
            return "exhausted";
        } else if (says(text, "reset", "abort", "broken pipe", "forcibly closed", "끊", "중단", "파이프")) {
            return "reset";
        }
        return "other";
    }

    /** Tells whether it is one of fe80::/10, which every cable has, and no interface is named (RFC 4007, section 6). */
    private static boolean isWithoutZone(String endpoint) {
        return endpoint.matches("(?i)\\[fe[89ab].:[^%]*]:\\d+");
    }

    private static boolean says(String text, String... words) {
        return Stream.of(words).anyMatch(text::contains);
    }
}
