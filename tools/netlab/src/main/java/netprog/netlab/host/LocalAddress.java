package netprog.netlab.host;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import netprog.util.Addresses;
import netprog.util.Bytes;

/**
 * One address of this host.
 *
 * @param owner the interface that has it
 * @param address with its zone if it is an IPv6 link-local one
 * @param prefixLength how many leading bits are the network's: 0 to 32, or 0 to 128 for IPv6
 */
public record LocalAddress(LocalInterface owner, InetAddress address, int prefixLength) {
    /** Of one interface: IPv4 as they come, then IPv6, for which Linux has no order, link-local ones last. */
    static final Comparator<LocalAddress> ORDER = Comparator.comparing(a -> a.isIpv4()
            ? ""
            : (a.scope() == Scope.LINK_LOCAL ? "2 " : "1 ")
                    + Bytes.hex(a.address().getAddress()));

    /** How far an address reaches. */
    public enum Scope {
        /** Only this host: 127.0.0.0/8 (RFC 1122, section 3.2.1.3), ::1, and any other of the loopback interface. */
        LOOPBACK,
        /** Only this cable: 169.254.0.0/16 (RFC 3927) and fe80::/10 (RFC 4291, section 2.5.6). */
        LINK_LOCAL,
        /** Private networks: RFC 1918, 100.64.0.0/10 behind a provider's NAT (RFC 6598), and fc00::/7 (RFC 4193). */
        SITE_LOCAL,
        /** Any other, as a rule an address of the whole internet. */
        GLOBAL;

        /** Returns such as {@code link-local}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Lists the addresses of this host, as {@code ip a}, {@code ifconfig} and {@code ipconfig} do.
     *
     * @return every address of every interface, in the order of the interfaces' numbers; IPv4 as the system has them: the first
     *     one before those that were added to it; then IPv6, link-local ones last; none if even the loopback interface is down
     * @throws SocketException if the system does not tell
     */
    public static List<LocalAddress> all() throws SocketException {
        List<NetworkInterface> interfaces = interfaces();
        interfaces.sort(Comparator.comparingInt(NetworkInterface::getIndex));
        List<LocalAddress> all = new ArrayList<>();
        for (NetworkInterface each : interfaces) {
            LocalInterface owner = LocalInterface.of(each);
            List<LocalAddress> own = new ArrayList<>();
            for (InterfaceAddress address : each.getInterfaceAddresses()) {
                own.add(new LocalAddress(owner, address.getAddress(), address.getNetworkPrefixLength()));
            }
            Collections.reverse(own); // Java puts the last one first
            own.sort(ORDER);
            all.addAll(own);
        }
        return all;
    }

    /** Java throws if no interface has an address, as in a fresh network namespace. */
    private static List<NetworkInterface> interfaces() throws SocketException {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces());
        } catch (SocketException e) {
            if ("No network interfaces configured".equals(e.getMessage())) {
                return new ArrayList<>();
            }
            throw e;
        }
    }

    public boolean isIpv4() {
        return address instanceof Inet4Address;
    }

    /** Tells whether packets can leave with this address. */
    public boolean isUp() {
        return owner.state() == LocalInterface.State.UP;
    }

    /** Tells how far it reaches. */
    public Scope scope() {
        return owner.loopback() ? Scope.LOOPBACK : scope(address);
    }

    /** Tells how far an address of any host reaches. */
    public static Scope scope(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address.isLoopbackAddress()) {
            return Scope.LOOPBACK;
        } else if (address.isLinkLocalAddress()) {
            return Scope.LINK_LOCAL;
        } else if (bytes.length == 4 ? isPrivate(address) : (bytes[0] & 0xfe) == 0xfc) {
            return Scope.SITE_LOCAL;
        }
        return Scope.GLOBAL;
    }

    private static boolean isPrivate(InetAddress ipv4) {
        byte[] bytes = ipv4.getAddress();
        return ipv4.isSiteLocalAddress() || bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    }

    /** Tells whether an address is in the network of this one; a link-local one only if it names no other interface. */
    public boolean hasInNetwork(InetAddress other) {
        return Zone.allows(other, owner.name()) && Route.samePrefix(address, other, prefixLength);
    }

    /** Returns such as {@code 172.30.1.20/24}. */
    @Override
    public String toString() {
        return Addresses.show(address) + "/" + prefixLength;
    }
}
