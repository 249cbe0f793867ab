package netprog.netlab.host;

import java.net.Inet6Address;
import java.net.InetAddress;
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
 * @param sixOnly whether it is bound to all addresses of IPv6, and takes nothing over IPv4
 * @param waiting TCP listener: how many connections wait for accept; -1 if the system does not tell
 * @param queue TCP listener: how many may wait; -1 if the system does not tell
 */
public record OpenSocket(
        String protocol,
        InetSocketAddress local,
        InetSocketAddress remote,
        String state,
        int pid,
        String process,
        boolean sixOnly,
        int waiting,
        int queue) {
    /** A TCP socket that waits for connections. */
    public static final String LISTEN = "LISTEN";
    /** A connection, or a UDP socket that talks to one peer only. */
    public static final String ESTABLISHED = "ESTABLISHED";
    /** A UDP socket that receives from every peer. */
    public static final String UNCONNECTED = "UNCONNECTED";

    /** A socket of which no more is known. */
    public OpenSocket(
            String protocol, InetSocketAddress local, InetSocketAddress remote, String state, int pid, String process) {
        this(protocol, local, remote, state, pid, process, false, -1, -1);
    }

    OpenSocket with(boolean six, int connections, int size) {
        return new OpenSocket(protocol, local, remote, state, pid, process, six, connections, size);
    }

    /** Tells whether a packet to one of this host's addresses reaches it. */
    public boolean accepts(InetAddress to) {
        boolean any = local.getAddress().isAnyLocalAddress();
        return any ? !sixOnly || to instanceof Inet6Address : local.getAddress().equals(to);
    }

    /** Tells whether its queue of connections is full, so that a client gets no answer. */
    public boolean isFull() {
        return queue >= 0 && waiting > queue;
    }

    /** Tells whether it waits for peers: a TCP listener, or an unconnected UDP socket. */
    public boolean isListening() {
        return state.equals(LISTEN) || state.equals(UNCONNECTED);
    }

    /** Returns its own end, such as {@code 0.0.0.0:30000}. */
    public String localText() {
        return sixOnly ? "[::]:" + local.getPort() : text(local);
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
