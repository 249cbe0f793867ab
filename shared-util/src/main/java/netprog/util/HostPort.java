package netprog.util;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * A host and a port as a user types them; the host is a name, an IPv4 address or an IPv6 address, and has not been resolved.
 *
 * @param host a name or an address; an IPv6 address without its brackets
 * @param port 0 to 65535
 */
public record HostPort(String host, int port) {
    private static final Messages MESSAGES = new Messages("netprog.util.messages");

    /**
     * Parses {@code host}, {@code host:port}, {@code [v6]} or {@code [v6]:port} (RFC 3986, section 3.2.2); an IPv6 address
     * without brackets, which has at least two colons, is a host without a port.
     *
     * @param defaultPort the port if the text has none, 0 to 65535
     * @throws IllegalArgumentException if the text has none of these forms; the message names the value and the reason
     */
    public static HostPort parse(String text, int defaultPort) {
        int firstColon = text.indexOf(':');
        int lastColon = text.lastIndexOf(':');
        if (text.startsWith("[")) {
            int bracket = text.indexOf(']');
            if (bracket < 0) {
                throw new IllegalArgumentException(MESSAGES.get("host.bracket", text));
            }
            String host = text.substring(1, bracket);
            String rest = text.substring(bracket + 1);
            if (host.indexOf(':') < 0 || !(rest.isEmpty() || rest.startsWith(":"))) {
                throw new IllegalArgumentException(MESSAGES.get("host.bracket", text));
            }
            return new HostPort(checked(host), rest.isEmpty() ? defaultPort : Ports.parse(rest.substring(1), 1));
        }
        if (firstColon < 0 || firstColon != lastColon) {
            return new HostPort(checked(text), defaultPort);
        }
        return new HostPort(checked(text.substring(0, firstColon)), Ports.parse(text.substring(firstColon + 1), 1));
    }

    /**
     * Resolves the host, if it is a name; takes as long as the system's resolver takes.
     *
     * @throws UnknownHostException if the name cannot be resolved
     */
    public InetSocketAddress resolve() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    /** Returns both parts in the form that {@link #parse} reads: {@code 127.0.0.1:30000}, {@code [::1]:30000}. */
    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }

    private static String checked(String host) {
        if (host.isEmpty()) {
            throw new IllegalArgumentException(MESSAGES.get("host.empty"));
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c <= ' ' || c == '/' || c == 0x7f || Character.isWhitespace(c)) {
                throw new IllegalArgumentException(
                        MESSAGES.get("host.character", Bytes.escape(host), Bytes.escape("" + c)));
            }
        }
        boolean likeIpv4 = true;
        for (int i = 0; i < host.length(); i++) {
            likeIpv4 &= host.charAt(i) == '.' || Character.digit(host.charAt(i), 10) >= 0;
        }
        if (likeIpv4 && !isIpv4(host)) {
            throw new IllegalArgumentException(MESSAGES.get("host.ipv4", host));
        }
        if (host.indexOf(':') >= 0) {
            try {
                InetAddress.getByName("[" + host + "]"); // in brackets it is an address, and is not resolved
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(MESSAGES.get("host.ipv6", host), e);
            }
        }
        return host;
    }

    private static boolean isIpv4(String host) {
        String[] parts = host.split("\\.", -1);
        boolean good = parts.length == 4;
        for (String part : parts) {
            good &= part.matches("[0-9]{1,3}") && Integer.parseInt(part) <= 255;
        }
        return good;
    }
}
