package netprog.netlab.host;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netprog.netlab.common.OsFamily;
import netprog.netlab.common.SystemCommand;
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
        return OsFamily.CURRENT == OsFamily.LINUX ? withQueues(sockets) : sockets;
    }

    /** Adds what only {@code ss} tells of a listener: {@code [::]} for IPv6 alone ({@code *} for both), and its queue. */
    private static List<OpenSocket> withQueues(List<OpenSocket> sockets) {
        Map<String, String[]> rows = new HashMap<>();
        SystemCommand.run("ss", "-Htuln")
                .output()
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .forEach(row -> {
                    if (row.length > 4) {
                        rows.putIfAbsent(row[0] + row[4].replaceFirst("%[^:\\]]*", ""), row);
                    }
                });
        return sockets.stream().map(each -> withQueue(each, rows)).toList();
    }

    private static OpenSocket withQueue(OpenSocket each, Map<String, String[]> rows) {
        if (!each.isListening()) {
            return each;
        }
        String port = ":" + each.local().getPort();
        InetAddress address = each.local().getAddress();
        boolean any6 = address.isAnyLocalAddress() && address instanceof Inet6Address;
        boolean sixOnly = any6
                && !rows.containsKey(each.protocol() + "*" + port)
                && rows.containsKey(each.protocol() + "[::]" + port);
        String[] row = rows.get(each.protocol() + (any6 ? (sixOnly ? "[::]" : "*") + port : each.localText()));
        return row == null || each.protocol().equals("udp")
                ? each.with(sixOnly, -1, -1)
                : each.with(sixOnly, Integer.parseInt(row[2]), Integer.parseInt(row[3]));
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
