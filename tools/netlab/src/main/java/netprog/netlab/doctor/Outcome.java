package netprog.netlab.doctor;

import java.io.IOException;
import java.net.BindException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.Locale;
import netprog.netlab.common.OsFamily;
import netprog.netlab.doctor.Question.Protocol;
import netprog.util.NetworkErrors;

/** How a probe ended. */
enum Outcome {
    /** Bytes came back. */
    ANSWERED,
    /** UDP: the answer came from an address or a port that was not asked; a client drops it. */
    ANSWERED_FROM_ELSEWHERE,
    /** TCP: the connection stands, and no byte came. */
    SILENT,
    /** TCP: the other side closed the connection without a byte. */
    CLOSED,
    /** TCP: the other side reset the connection. */
    RESET,
    /** A TCP reset instead of a connection, or ICMP "port unreachable". */
    REFUSED,
    /** Nothing came within the limit. */
    TIMED_OUT,
    /** EHOSTUNREACH: ICMP "host unreachable" or "prohibited" (TCP shows both alike), or no neighbour has the address. */
    NO_ROUTE,
    /** ENETUNREACH: no local route, or a router's ICMP "network unreachable". */
    NETWORK_UNREACHABLE,
    /** EACCES: ICMPv6 "prohibited" (RFC 4443, section 3.1), or a route of this machine that prohibits. */
    FORBIDDEN,
    /** EPERM, on Windows WSAEACCES: this machine does not let the packet out. */
    NOT_PERMITTED,
    /** EADDRNOTAVAIL, EADDRINUSE: this machine has no free port for one more socket. */
    NO_LOCAL_PORT,
    /** Anything else. */
    FAILED;

    /**
     * Reads what a socket call threw: the class if it tells, the system's text (whose language is the user's) only if it does
     * not.
     */
    static Outcome of(IOException e, Protocol protocol) {
        String cause = NetworkErrors.cause(e, protocol.toString());
        if (cause.equals("not-local") || cause.equals("in-use")) {
            return NO_LOCAL_PORT;
        } else if (e instanceof BindException) {
            // From connect it is EACCES or EPERM.
            return OsFamily.CURRENT == OsFamily.WINDOWS || says(e, "not permitted", "허용") ? NOT_PERMITTED : FORBIDDEN;
        } else if (protocol == Protocol.UDP && e.getClass() == IOException.class) {
            return NOT_PERMITTED; // from send, where every other error is a SocketException
        }
        return switch (cause) {
            case "refused" -> REFUSED;
            case "unreachable" -> e instanceof NoRouteToHostException ? NO_ROUTE : NETWORK_UNREACHABLE;
            case "timed-out.connect", "timed-out.read", "timed-out.lost", "timed-out.udp" -> TIMED_OUT;
            case "not-permitted" ->
                e instanceof SocketException && OsFamily.CURRENT != OsFamily.WINDOWS ? FORBIDDEN : NOT_PERMITTED;
            case "reset" -> RESET;
            default -> FAILED;
        };
    }

    /** Whether the other host must be on for this to happen. */
    boolean showsLife() {
        return switch (this) {
            case ANSWERED, ANSWERED_FROM_ELSEWHERE, SILENT, CLOSED, RESET, REFUSED -> true;
            default -> false;
        };
    }

    private static boolean says(IOException e, String... words) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
