package netprog.netlab.host;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** The zone of an IPv6 address, such as {@code eth0} of {@code fe80::1%eth0}: the cable that it is on (RFC 4007). */
public final class Zone {
    private Zone() {}

    /** Returns the interface that the address names; empty if it names none. */
    public static String of(InetAddress address) {
        if (!(address instanceof Inet6Address) || !address.isLinkLocalAddress()) {
            return "";
        }
        Inet6Address six = (Inet6Address) address;
        try {
            NetworkInterface named = six.getScopedInterface() == null && six.getScopeId() > 0
                    ? NetworkInterface.getByIndex(six.getScopeId())
                    : six.getScopedInterface();
            return named == null ? "" : named.getName();
        } catch (SocketException e) {
            return "";
        }
    }

    /** Tells whether packets to the address may leave through an interface. */
    static boolean allows(InetAddress address, String interfaceName) {
        String zone = of(address);
        return zone.isEmpty() || zone.equals(interfaceName);
    }
}
