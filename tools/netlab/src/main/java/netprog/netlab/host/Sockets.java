package netprog.netlab.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * The TCP and UDP sockets of this host (on Linux: of this network namespace), as {@code ss -tuanp}, {@code netstat} or
 * TCPView list them; OSHI knows them. For one thread: it remembers the names of the processes between two looks.
 */
public final class Sockets {
    private final OperatingSystem system;
    private Map<Integer, String> names = new HashMap<>();

    /** Loads a native library, which takes longer than a look; throws an exception if it does not fit this system. */
    public Sockets() throws IOException {
        try {
            system = new SystemInfo().getOperatingSystem();
        } catch (LinkageError e) {
            throw new IOException(e.toString(), e);
        }
    }

    /** Looks once, as {@link #look} does. */
    public static List<OpenSocket> all() throws IOException {
        return new Sockets().look();
    }

    /** Returns the sockets of all processes, in no special order; throws an exception if the system does not tell. */
    public List<OpenSocket> look() throws IOException {
        Map<Integer, String> seen = new HashMap<>();
        List<OpenSocket> sockets = new ArrayList<>();
        for (IPConnection each : connections()) {
            int pid = each.getowningProcessId() <= 0 ? -1 : each.getowningProcessId();
            String name = pid < 0 ? "" : seen.computeIfAbsent(pid, p -> names.containsKey(p) ? names.get(p) : name(p));
            sockets.add(of(each, pid, name));
        }
        names = seen; // a process without a socket is forgotten: its number may be given to another one
        return sockets;
    }

    private List<IPConnection> connections() throws IOException {
        try {
            return system.getInternetProtocolStats().getConnections();
        } catch (RuntimeException | LinkageError e) { // such as JNA's, where a table of Wine has no row
            throw new IOException(e.toString(), e);
        }
    }

    static OpenSocket of(IPConnection row, int pid, String name) {
        InetSocketAddress local = end(row.getLocalAddress(), row.getLocalPort());
        InetSocketAddress remote =
                row.getForeignPort() == 0 ? null : end(row.getForeignAddress(), row.getForeignPort());
        boolean tcp = row.getType().startsWith("tcp");
        String state = tcp ? state(row.getState()) : remote == null ? OpenSocket.UNCONNECTED : OpenSocket.ESTABLISHED;
        return new OpenSocket(tcp ? "tcp" : "udp", local, remote, state, pid, name);
    }

    /** The name of RFC 9293. */
    private static String state(TcpState state) {
        return state == TcpState.SYN_RECV ? "SYN-RECEIVED" : state.name().replace('_', '-');
    }

    private static InetSocketAddress end(byte[] address, int port) {
        try {
            // An IPv4 address in an IPv6 socket (::ffff:127.0.0.1) becomes an IPv4 address here.
            byte[] bytes = address.length == 0 ? new byte[4] : address;
            return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // neither 4 nor 16 bytes
        }
    }

    /** The file name of the program, or the name that OSHI has if Java may not see it. */
    private String name(int pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .map(command -> String.valueOf(Path.of(command).getFileName()))
                .orElseGet(() -> {
                    OSProcess process = system.getProcess(pid);
                    return process == null ? "" : process.getName();
                });
    }
}
