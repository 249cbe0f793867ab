package netprog.netlab.host;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import netprog.util.Addresses;

/**
 * One route of this machine: where packets for a range of addresses go.
 *
 * @param destination the first address of the range
 * @param prefixLength how many leading bits an address has in common with it: 0 (every address) to 32, or 128 for IPv6
 * @param gateway the router that gets the packets; null where they go to their receiver directly
 * @param interfaceName the interface that they leave through; empty where they do not leave
 * @param metric the lower one wins between two routes to the same range
 * @param kind what happens to the packets
 */
public record Route(
        InetAddress destination, int prefixLength, InetAddress gateway, String interfaceName, long metric, Kind kind) {

    /** What happens to a packet that takes this route; the names and the order are those of rtnetlink(7). */
    public enum Kind {
        /** None that Linux uses in its main table. */
        UNSPECIFIED,
        /** It is sent to the gateway or the receiver: the ordinary kind, and the only one outside of Linux. */
        UNICAST,
        /** It is for this machine itself. */
        LOCAL,
        /** It is for all machines on the cable. */
        BROADCAST,
        /** It is for this machine, sent as broadcast. */
        ANYCAST,
        /** It is for a group of machines. */
        MULTICAST,
        /** It is dropped in silence. */
        BLACKHOLE,
        /** It is dropped, and the sender learns: no route to host. */
        UNREACHABLE,
        /** It is dropped, and the sender learns: prohibited by the administrator. */
        PROHIBIT,
        /** The search goes on in another table. */
        THROW;

        /**
         * Names the kind as {@code ip route} does.
         *
         * @return such as {@code unreachable}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Writes the range as {@code ip route} does.
     *
     * @return such as {@code 172.30.1.0/24}; {@code default} for every address of a family
     */
    public String range() {
        if (prefixLength == 0) {
            return "default";
        }
        return Addresses.show(destination) + "/" + prefixLength;
    }

    /**
     * Tells whether an address is in the range.
     *
     * @param address an address of any family
     * @return true where this route is for it
     */
    public boolean covers(InetAddress address) {
        byte[] mine = destination.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            if (((mine[bit / 8] ^ other[bit / 8]) & 0x80 >> bit % 8) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The row of {@code routes --json}. */
    Map<String, Object> json() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("destination", range());
        row.put("family", destination.getAddress().length == 4 ? "inet" : "inet6");
        row.put("gateway", gateway == null ? null : Addresses.show(gateway));
        row.put("interface", interfaceName.isEmpty() ? null : interfaceName);
        row.put("metric", metric);
        row.put("kind", kind.word());
        return row;
    }
}
