package netprog.util;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Formats addresses as the course writes them, the same on every JDK and system. */
public final class Addresses {
    private Addresses() {}

    /**
     * Formats an address and a port, without a lookup of its name.
     *
     * @return such as {@code 127.0.0.1:30000}, {@code [::1]:30000}, and {@code 0.0.0.0:30000} for the wildcard address of
     *     IPv4 and of IPv6
     */
    public static String show(SocketAddress address) {
        if (!(address instanceof InetSocketAddress)) {
            return String.valueOf(address);
        }
        InetSocketAddress socket = (InetSocketAddress) address;
        if (socket.isUnresolved()) {
            return socket.getHostString() + ":" + socket.getPort();
        }
        String host = show(socket.getAddress());
        return host.indexOf(':') < 0 ? host + ":" + socket.getPort() : "[" + host + "]:" + socket.getPort();
    }

    /**
     * Formats an address without a port.
     *
     * @return four decimal numbers, or the short form of RFC 5952, section 4, with the zone of a link-local address
     *     ({@code fe80::1%eth0}); {@code 0.0.0.0} for the wildcard address of IPv4 and of IPv6
     */
    public static String show(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return "0.0.0.0";
        }
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        String long6 = address.getHostAddress(); // such as fe80:0:0:0:0:0:0:1%eth0
        // Java adds a zone to every address of an interface; only a link-local one needs it.
        int zone = address.isLinkLocalAddress() ? long6.indexOf('%') : -1;
        return shorten(address.getAddress()) + (zone < 0 ? "" : long6.substring(zone));
    }

    /** Writes the longest run of two or more zero groups as {@code ::}, the first one if two have the same length. */
    private static String shorten(byte[] bytes) {
        int[] groups = new int[8];
        int bestStart = -1;
        int bestLength = 1;
        int runLength = 0;
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
            runLength = groups[i] == 0 ? runLength + 1 : 0;
            if (runLength > bestLength) {
                bestLength = runLength;
                bestStart = i - runLength + 1;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
            } else {
                boolean colon = text.length() > 0 && text.charAt(text.length() - 1) != ':';
                text.append(colon ? ":" : "").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
