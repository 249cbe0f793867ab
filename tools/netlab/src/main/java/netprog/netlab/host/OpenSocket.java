package netprog.netlab.host;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import netprog.util.Addresses;

/**
 * One socket of this machine.
 *
 * @param protocol {@code tcp} or {@code udp}, for IPv4 and IPv6 alike
 * @param local its own end
 * @param remote the other end; null where there is none (a listener, an unconnected UDP socket)
 * @param state of TCP, as RFC 9293, section 3.3.2, names it, such as {@code LISTEN}; of UDP {@code UNCONNECTED} or
 *     {@code ESTABLISHED}
 * @param pid the process that has it; -1 where it has none any more, or belongs to another user
 * @param process the program's name, such as {@code java}; empty where it is not known
 */
public record OpenSocket(
        String protocol, InetSocketAddress local, InetSocketAddress remote, String state, int pid, String process) {
    /** A TCP socket that waits for connections. */
    public static final String LISTEN = "LISTEN";
    /** A connection, or a UDP socket that talks to one peer only. */
    public static final String ESTABLISHED = "ESTABLISHED";
    /** A UDP socket that receives from everybody. */
    public static final String UNCONNECTED = "UNCONNECTED";

    /**
     * Tells whether the socket waits for whoever comes.
     *
     * @return true for a TCP listener and for an unconnected UDP socket
     */
    public boolean listening() {
        return state.equals(LISTEN) || state.equals(UNCONNECTED);
    }

    /**
     * Writes the own end.
     *
     * @return such as {@code 0.0.0.0:30000}
     */
    public String localText() {
        return text(local);
    }

    /**
     * Writes the other end.
     *
     * @return such as {@code 172.30.1.20:40000}; {@code 0.0.0.0:*} where there is none
     */
    public String remoteText() {
        return remote == null ? "0.0.0.0:*" : text(remote);
    }

    private static String text(InetSocketAddress end) {
        String text = Addresses.show(end);
        return end.getPort() == 0 ? text.substring(0, text.length() - 1) + "*" : text;
    }

    /** The row of {@code sockets --json}. */
    Map<String, Object> json() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("protocol", protocol);
        row.put("local", localText());
        row.put("remote", remoteText());
        row.put("state", state);
        row.put("pid", pid < 0 ? null : pid);
        row.put("process", process.isEmpty() ? null : process);
        return row;
    }
}
