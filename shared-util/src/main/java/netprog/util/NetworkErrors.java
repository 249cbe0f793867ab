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
        String key = cause(e, protocol);
        String port = endpoint.substring(endpoint.lastIndexOf(':') + 1);
        return Bytes.escape(MESSAGES.get(key, protocol + " " + endpoint, port, e.getMessage()));
    }

    /** Names the cause: the key of its sentence. The class tells where it can, the system's text where it cannot. */
    static String cause(IOException e, String protocol) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (e instanceof ProtocolException) {
            return "reply";
        } else if (e instanceof UnknownHostException) {
            return "unknown-host";
        } else if (e instanceof PortUnreachableException) {
            return "refused";
        } else if (e instanceof NoRouteToHostException || text.contains("unreachable")) {
            return "unreachable";
        } else if (e instanceof SocketTimeoutException && protocol.equals("udp")) {
            return "timed-out.udp";
        } else if (e instanceof SocketTimeoutException && text.contains("read")) {
            return "timed-out.read";
        } else if (e instanceof SocketTimeoutException || e instanceof ConnectException && text.contains("timed out")) {
            return "timed-out.connect";
        } else if (e instanceof ConnectException) {
            return "refused";
        } else if (text.contains("in use")) {
            return "in-use";
        } else if (e instanceof BindException && text.contains("assign")) {
            return "not-local";
        } else if (text.contains("permi")) { // "Permission denied" of a port, "Operation not permitted" of a firewall
            return "not-permitted";
        } else if (e instanceof EOFException) {
            return "lost";
        } else if (text.contains("reset") || text.contains("abort") || text.contains("broken pipe")) {
            return "reset";
        }
        return "other";
    }
}
