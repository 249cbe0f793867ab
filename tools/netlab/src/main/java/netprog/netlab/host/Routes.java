package netprog.netlab.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oshi.SystemInfo;
import oshi.software.os.NetworkParams.IPRoute;

/**
 * The routes of this machine, as {@code ip route} and {@code ip -6 route}, {@code netstat -nr} or {@code route print} list
 * them. On Linux the kernel tells (its main table only, see {@link Netlink}), elsewhere OSHI.
 */
public final class Routes {
    private static final int TABLE_MAIN = 254;
    private static final int FLAG_CLONED = 0x200;
    private static final int DESTINATION = 1;
    private static final int OUTPUT_INTERFACE = 4;
    private static final int GATEWAY = 5;
    private static final int PRIORITY = 6;
    private static final int MULTIPATH = 9;
    private static final int TABLE = 15;
    private static final int VIA = 18;

    private Routes() {}

    /**
     * Lists the routes.
     *
     * @return IPv4 before IPv6, each in the order of the system; a route with several gateways is one row a gateway
     * @throws IOException if the system does not tell
     */
    public static List<Route> all() throws IOException {
        List<Route> all = Netlink.isLinux() ? ofLinux() : ofOshi();
        all.sort(Comparator.comparing(route -> route.destination().getAddress().length));
        return all;
    }

    /**
     * Finds the route that packets to an address take: the longest prefix, and of those the lowest metric. Addresses of
     * this machine itself are not in the table.
     *
     * @param all the routes of this machine
     * @param address where to
     * @return the route; empty where there is none ("network is unreachable")
     */
    public static Optional<Route> toward(List<Route> all, InetAddress address) {
        return all.stream()
                .filter(route -> route.covers(address))
                .min(Comparator.comparing((Route route) -> -route.prefixLength())
                        .thenComparing(Route::metric));
    }

    private static List<Route> ofOshi() throws IOException {
        try {
            List<Route> all = new ArrayList<>();
            for (IPRoute route :
                    new SystemInfo().getOperatingSystem().getNetworkParams().getRoutes()) {
                InetAddress gateway = route.isGateway() ? InetAddress.getByAddress(route.getGateway()) : null;
                all.add(new Route(
                        InetAddress.getByAddress(route.getDestination()),
                        route.getPrefixLength(),
                        gateway,
                        interfaceName(route),
                        Math.max(0, route.getMetric()),
                        Route.Kind.UNICAST));
            }
            return all;
        } catch (RuntimeException | LinkageError e) { // such as: no native library
            throw new IOException(e.toString(), e);
        }
    }

    /** The name that Java has for the interface: on Windows OSHI has another one. */
    private static String interfaceName(IPRoute route) throws SocketException {
        NetworkInterface found =
                route.getInterfaceIndex() < 0 ? null : NetworkInterface.getByIndex(route.getInterfaceIndex());
        return found == null ? route.getInterfaceName() : found.getName();
    }

    private static List<Route> ofLinux() throws IOException {
        Map<Integer, String> names = new HashMap<>();
        for (LocalInterface each : LocalInterface.ofLinux()) {
            names.put(each.index(), each.name());
        }
        List<Route> all = new ArrayList<>();
        for (ByteBuffer message : Netlink.list(Netlink.GET_ROUTES)) {
            add(message, names, all);
        }
        return all;
    }

    /** Reads a struct rtmsg and its attributes. */
    private static void add(ByteBuffer message, Map<Integer, String> names, List<Route> all) throws IOException {
        boolean six = message.get(0) == 10; // AF_INET6; AF_INET is 2
        int prefixLength = message.get(1) & 0xff;
        int kind = message.get(7);
        int flags = message.getInt(8);
        message.position(12);
        Map<Integer, ByteBuffer> attributes = Netlink.attributes(message);
        if (!six && message.get(0) != 2
                || number(attributes, TABLE) != TABLE_MAIN
                || (flags & FLAG_CLONED) != 0
                || kind < 0
                || kind >= Route.Kind.values().length) {
            return;
        }
        ByteBuffer to = attributes.get(DESTINATION);
        InetAddress destination = to == null ? InetAddress.getByAddress(new byte[six ? 16 : 4]) : address(to);
        for (Map<Integer, ByteBuffer> hop : hops(attributes)) {
            Route.Kind what = Route.Kind.values()[kind];
            // The kernel names lo for an IPv6 route that leads nowhere, and nothing for an IPv4 one.
            boolean dropped = what.compareTo(Route.Kind.BLACKHOLE) >= 0;
            String name = dropped ? "" : names.getOrDefault((int) number(hop, OUTPUT_INTERFACE), "");
            all.add(new Route(destination, prefixLength, gateway(hop), name, number(attributes, PRIORITY), what));
        }
    }

    /** The attributes of each struct rtnexthop; those of the route itself where it has no list of them. */
    private static List<Map<Integer, ByteBuffer>> hops(Map<Integer, ByteBuffer> attributes) {
        ByteBuffer paths = attributes.get(MULTIPATH);
        if (paths == null) {
            return List.of(attributes);
        }
        List<Map<Integer, ByteBuffer>> hops = new ArrayList<>();
        while (paths.remaining() >= 8) {
            int length = paths.getShort(paths.position()) & 0xffff;
            if (length < 8 || length > paths.remaining()) {
                break;
            }
            Map<Integer, ByteBuffer> hop = Netlink.attributes(Netlink.part(paths, 8, length));
            hop.put(OUTPUT_INTERFACE, Netlink.part(paths, 4, 8));
            hops.add(hop);
            Netlink.skip(paths, length);
        }
        return hops;
    }

    private static InetAddress gateway(Map<Integer, ByteBuffer> hop) throws UnknownHostException {
        if (hop.containsKey(GATEWAY)) {
            return address(hop.get(GATEWAY));
        }
        // An IPv6 router for IPv4 packets: two bytes of family, then the address.
        return hop.containsKey(VIA) ? address(hop.get(VIA).position(2)) : null;
    }

    private static InetAddress address(ByteBuffer buffer) throws UnknownHostException {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return InetAddress.getByAddress(bytes);
    }

    private static long number(Map<Integer, ByteBuffer> attributes, int type) {
        ByteBuffer buffer = attributes.get(type);
        return buffer == null ? 0 : buffer.getInt(0) & 0xffffffffL;
    }
}
