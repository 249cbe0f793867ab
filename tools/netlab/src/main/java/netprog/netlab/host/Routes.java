package netprog.netlab.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import netprog.netlab.common.OsFamily;
import oshi.SystemInfo;
import oshi.software.os.NetworkParams.IPRoute;

/**
 * The routes of this host, as {@code ip route} and {@code ip -6 route}, {@code netstat -nr} or {@code route print} list them:
 * on Linux those of {@code ip}, which knows their kinds (of the main table), elsewhere those of OSHI.
 */
public final class Routes {
    private static final Comparator<Route> BEST =
            Comparator.comparing((Route route) -> -route.prefixLength()).thenComparing(Route::metric);

    private Routes() {}

    /**
     * Lists the routes: IPv4 before IPv6, each in the order of the system; a route with several gateways is one row for each.
     *
     * @throws IOException if the system does not tell
     */
    public static List<Route> all() throws IOException {
        List<Route> all = OsFamily.CURRENT == OsFamily.LINUX ? ofLinux() : ofOshi();
        all.sort(Comparator.comparing(route -> !route.isIpv4()));
        return all;
    }

    /** Lists the routes, or none if the system does not tell. */
    public static List<Route> allOrNone() {
        try {
            return all();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Finds the route that packets to an address take: the longest prefix, and of those the lowest metric. Addresses of
     * this host itself are not in the table.
     *
     * @return empty if there is none ("network is unreachable")
     */
    public static Optional<Route> toward(List<Route> all, InetAddress address) {
        return all.stream().filter(route -> route.covers(address)).min(BEST);
    }

    /** Asks the system which route it takes, also by rules ({@code ip rule}); empty if it does not tell, or has none. */
    public static Optional<Route> chosen(InetAddress address) {
        try {
            List<IpRoute2.IpRoute> rows = OsFamily.CURRENT == OsFamily.LINUX ? IpRoute2.route(address) : List.of();
            return rows.isEmpty() ? Optional.empty() : Optional.of(of(rows.get(0), rows.get(0), "0.0.0.0"));
        } catch (IOException e) {
            return Optional.empty(); // there is none, or the program is missing
        }
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
        List<Route> all = new ArrayList<>();
        for (String family : new String[] {"-4", "-6"}) {
            for (IpRoute2.IpRoute row : IpRoute2.routes(family)) {
                for (IpRoute2.IpRoute hop : row.hops()) {
                    all.add(of(row, hop, family.equals("-4") ? "0.0.0.0" : "::"));
                }
            }
        }
        return all;
    }

    private static Route of(IpRoute2.IpRoute row, IpRoute2.IpRoute hop, String wildcard) throws IOException {
        String[] range = (row.dst().equals("default") ? wildcard + "/0" : row.dst()).split("/");
        InetAddress destination = InetAddress.getByName(range[0]); // a number: no name server is asked
        int prefixLength = range.length > 1 ? Integer.parseInt(range[1]) : 8 * destination.getAddress().length;
        Route.Kind kind = Route.Kind.of(row.type());
        // The kernel names lo for an IPv6 route that leads nowhere, and nothing for an IPv4 one.
        String name = kind.isDropping() || hop.dev() == null ? "" : hop.dev();
        InetAddress gateway = hop.router() == null ? null : InetAddress.getByName(hop.router());
        return new Route(destination, prefixLength, gateway, name, row.metric(), kind);
    }
}
