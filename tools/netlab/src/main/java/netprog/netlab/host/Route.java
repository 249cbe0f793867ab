package netprog.netlab.host;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import netprog.util.Addresses;

/**
 * One route of this host: where packets for a range of addresses go.
 *
 * @param destination the first address of the range
 * @param prefixLength how many leading bits an address has in common with it: 0 (every address) to 32, or 128 for IPv6
 * @param gateway the router that gets the packets; null if they go to their receiver directly
 * @param interfaceName the interface that they leave through; empty if they do not leave
 * @param metric the lower one wins between two routes to the same range
 * @param kind what happens to the packets
 */
public record Route(
        InetAddress destination, int prefixLength, InetAddress gateway, String interfaceName, long metric, Kind kind) {

    /** What happens to a packet that takes this route. */
    public enum Kind {
        /** One that is not known here. */
        UNSPECIFIED,
        /** It is sent to the gateway or the receiver: the ordinary kind, and the only one outside of Linux. */
        UNICAST,
        /** It is for this host itself. */
        LOCAL,
        /** It is for all hosts on the cable. */
        BROADCAST,
        /** It is for this host, sent as broadcast. */
        ANYCAST,
        /** It is for a group of hosts. */
        MULTICAST,
        /** It is dropped without an error. */
        BLACKHOLE,
        /** It is dropped, and the sender learns: no route to host. */
        UNREACHABLE,
        /** It is dropped, and the sender learns: prohibited by the administrator. */
        PROHIBIT,
        /** The search goes on in another table. */
        THROW;

        /** Reads what {@code ip route} calls it; null stands for the ordinary kind. */
        static Kind of(String type) {
            return type == null
                    ? UNICAST
                    : Arrays.stream(values())
                            .filter(kind -> kind.toString().equals(type))
                            .findFirst()
                            .orElse(UNSPECIFIED);
        }

        /** Tells whether the packets go nowhere. */
        boolean isDropping() {
            return compareTo(BLACKHOLE) >= 0;
        }

        /** Returns the name that {@code ip route} has for it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The row of {@code routes --json}. */
    record Row(
            String destination,
            String family,
            String gateway,
            @JsonProperty("interface") String interfaceName,
            long metric,
            String kind) {}

    Row row() {
        return new Row(
                range(),
                isIpv4() ? "inet" : "inet6",
                gateway == null ? null : Addresses.show(gateway),
                interfaceName.isEmpty() ? null : interfaceName,
                metric,
                kind.toString());
    }

    public boolean isIpv4() {
        return destination.getAddress().length == 4;
    }

    /** Tells whether it leads to every address that no other route covers. */
    public boolean isDefault() {
        return prefixLength == 0 && kind == Kind.UNICAST;
    }

    /** Returns the range as {@code ip route} writes it: {@code 172.30.1.0/24}; {@code default} for every address. */
    public String range() {
        if (prefixLength == 0) {
            return "default";
        }
        boolean wildcard6 = destination.isAnyLocalAddress() && !isIpv4();
        return (wildcard6 ? "::" : Addresses.show(destination)) + "/" + prefixLength;
    }

    /** Tells whether an address is in the range; a link-local one only if it names no other interface. */
    public boolean covers(InetAddress address) {
        return Zone.allows(address, interfaceName) && samePrefix(destination, address, prefixLength);
    }

    /** Tells whether two addresses of the same family have so many leading bits in common. */
    public static boolean samePrefix(InetAddress one, InetAddress other, int length) {
        byte[] a = one.getAddress();
        byte[] b = other.getAddress();
        boolean same = a.length == b.length;
        for (int bit = 0; same && bit < length; bit++) {
            same = ((a[bit / 8] ^ b[bit / 8]) & 0x80 >> bit % 8) == 0;
        }
        return same;
    }
}
