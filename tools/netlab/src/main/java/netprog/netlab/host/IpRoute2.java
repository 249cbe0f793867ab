package netprog.netlab.host;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netprog.netlab.common.Json;
import netprog.netlab.common.SystemCommand;
import netprog.util.Addresses;

/** What {@code ip -j} of Linux prints: it knows interfaces without an address and routes that lead nowhere. */
final class IpRoute2 {
    private IpRoute2() {}

    /** A row of {@code ip link}. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Link(int ifindex, String ifname, List<String> flags, int mtu, String linkType, String address) {}

    /** A row of {@code ip addr}. */
    record AddressRow(@JsonProperty("addr_info") List<AddressInfo> addresses) {}

    /** An address that the kernel does not use (yet), because another host may have it, or no longer. */
    record AddressInfo(String local, boolean tentative, boolean dadfailed, boolean deprecated) {
        String state() {
            return dadfailed ? "dadfailed" : tentative ? "tentative" : deprecated ? "deprecated" : "";
        }
    }

    /** The addresses that are not in use as usual, and why: {@code dadfailed}, {@code tentative} or {@code deprecated}. */
    static Map<String, String> unusual() {
        Map<String, String> states = new HashMap<>();
        try {
            for (AddressRow each : rows(AddressRow[].class, "ip", "-j", "addr", "show")) {
                for (AddressInfo info : each.addresses() == null ? List.<AddressInfo>of() : each.addresses()) {
                    if (info.local() != null && !info.state().isEmpty()) {
                        states.put(info.local(), info.state());
                    }
                }
            }
        } catch (IOException e) {
            // Another system, or the program is missing: nothing is known.
        }
        return states;
    }

    /** A row of {@code ip route}; only what is there is set. */
    record IpRoute(String type, String dst, String gateway, Via via, String dev, long metric, List<IpRoute> nexthops) {

        /** The routers of the route, which are several if packets are shared between them. */
        List<IpRoute> hops() {
            return nexthops == null ? List.of(this) : nexthops;
        }

        /** The router's address; null if packets go to their receiver directly. */
        String router() {
            return gateway != null || via == null ? gateway : via.host();
        }
    }

    /** A router of the other family: an IPv6 router for IPv4 packets. */
    record Via(String host) {}

    static List<Link> links() throws IOException {
        return rows(Link[].class, "ip", "-j", "link", "show");
    }

    /** The routes of the main table, of {@code -4} or {@code -6}. */
    static List<IpRoute> routes(String family) throws IOException {
        return rows(IpRoute[].class, "ip", "-j", family, "route", "show", "table", "main");
    }

    /** The route that a packet to an address takes: one row. */
    static List<IpRoute> route(InetAddress address) throws IOException {
        String[] to = Addresses.show(address).split("%", 2);
        return to.length == 1
                ? rows(IpRoute[].class, "ip", "-j", "route", "get", to[0])
                : rows(IpRoute[].class, "ip", "-j", "route", "get", to[0], "oif", to[1]);
    }

    private static <T> List<T> rows(Class<T[]> type, String... command) throws IOException {
        SystemCommand ip = SystemCommand.run(command);
        if (ip.status() == SystemCommand.MISSING) {
            throw new FileNotFoundException("ip");
        } else if (ip.status() != 0) {
            throw new IOException(ip.errors().lines().findFirst().orElse("ip: status " + ip.status()));
        }
        try {
            // An empty list is an empty output to some versions.
            return ip.output().isBlank() ? new ArrayList<>() : List.of(Json.READER.readValue(ip.output(), type));
        } catch (JsonProcessingException e) {
            throw new IOException("ip: " + e.getOriginalMessage(), e);
        }
    }
}
