package netprog.netlab.host;

import java.net.InetSocketAddress;
import netprog.util.Addresses;

/**
 * One socket of this host.
 *
 * @param protocol {@code tcp} or {@code udp}, for IPv4 and IPv6 alike
 * @param local its own end
 * @param remote the other end; null if there is none (a listener, an unconnected UDP socket)
 * @param state of TCP, as RFC 9293, section 3.3.2, names it, such as {@code LISTEN}; of UDP {@code UNCONNECTED} or
 *     {@code ESTABLISHED}
 * @param pid the process that has it; -1 if none has it any more, or it belongs to another user
 * @param process the program's name, such as {@code java}; empty if it is not known
 */
public record OpenSocket(
        String protocol, InetSocketAddress local, InetSocketAddress remote, String state, int pid, String process) {
    /** A TCP socket that waits for connections. */
    public static final String LISTEN = "LISTEN";
    /** A connection, or a UDP socket that talks to one peer only. */
    public static final String ESTABLISHED = "ESTABLISHED";
    /** A UDP socket that receives from every peer. */
    public static final String UNCONNECTED = "UNCONNECTED";

    /** Tells whether it waits for peers: a TCP listener, or an unconnected UDP socket. */
    public boolean isListening() {
        return state.equals(LISTEN) || state.equals(UNCONNECTED);
    }

    /** Returns its own end, such as {@code 0.0.0.0:30000}. */
    public String localText() {
        return text(local);
    }

    /** Returns the other end, such as {@code 172.30.1.20:40000}; {@code 0.0.0.0:*} if there is none. */
    public String remoteText() {
        return remote == null ? "0.0.0.0:*" : text(remote);
    }

    private static String text(InetSocketAddress end) {
        String text = Addresses.show(end);
        return end.getPort() == 0 ? text.substring(0, text.length() - 1) + "*" : text;
    }

    /** Returns the process, such as {@code java 4711}; {@code -} if it is not known. */
    public String owner() {
        return pid < 0 ? "-" : (process + " " + pid).strip();
    }

    /** The row of {@code sockets --json}. */
    record Row(String protocol, String local, String remote, String state, Integer pid, String process) {}

    Row row() {
        return new Row(
                protocol, localText(), remoteText(), state, pid < 0 ? null : pid, process.isEmpty() ? null : process);
    }
}
