package netprog.netlab.common;

/**
 * An ICMP error (RFC 792, RFC 1812, RFC 4443).
 *
 * @param sender the address of the host or router that reports it
 * @param version 4 or 6
 */
public record IcmpError(String sender, int version, int type, int code) {
    /** What it reports, over IPv4 and over IPv6 alike. */
    public enum Kind {
        PORT_UNREACHABLE,
        PROTOCOL_UNREACHABLE,
        HOST_UNREACHABLE,
        NET_UNREACHABLE,
        PROHIBITED,
        TOO_BIG,
        TIME_EXCEEDED,
        /** The packet arrived; there is a better router for the next ones. */
        REDIRECT,
        /** The sender is too fast (RFC 6633: no longer in use). */
        SOURCE_QUENCH,
        OTHER
    }

    /** Tells what it reports. */
    public Kind kind() {
        return version == 4 ? ofIpv4() : ofIpv6();
    }

    private Kind ofIpv4() {
        return switch (type) {
            case 3 ->
                switch (code) {
                    case 0, 5, 6, 7, 11 -> Kind.NET_UNREACHABLE;
                    case 1, 8, 12 -> Kind.HOST_UNREACHABLE;
                    case 2 -> Kind.PROTOCOL_UNREACHABLE;
                    case 3 -> Kind.PORT_UNREACHABLE;
                    case 4 -> Kind.TOO_BIG;
                    case 9, 10, 13 -> Kind.PROHIBITED;
                    default -> Kind.OTHER;
                };
            case 4 -> Kind.SOURCE_QUENCH;
            case 5 -> Kind.REDIRECT;
            case 11 -> Kind.TIME_EXCEEDED;
            default -> Kind.OTHER;
        };
    }

    private Kind ofIpv6() {
        return switch (type) {
            case 1 ->
                switch (code) {
                    case 0 -> Kind.NET_UNREACHABLE;
                    case 1, 5, 6 -> Kind.PROHIBITED;
                    case 3 -> Kind.HOST_UNREACHABLE;
                    case 4 -> Kind.PORT_UNREACHABLE;
                    default -> Kind.OTHER;
                };
            case 2 -> Kind.TOO_BIG;
            case 3 -> Kind.TIME_EXCEEDED;
            default -> Kind.OTHER;
        };
    }

    /** Tells whether the packet that it is about did not arrive. */
    public boolean isFatal() {
        return kind() != Kind.REDIRECT && kind() != Kind.SOURCE_QUENCH;
    }
}
