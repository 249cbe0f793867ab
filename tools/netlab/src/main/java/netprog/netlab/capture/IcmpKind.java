package netprog.netlab.capture;

/** What an ICMP error reports, over IPv4 (RFC 792, RFC 1812) and over IPv6 (RFC 4443) alike. */
enum IcmpKind {
    PORT_UNREACHABLE,
    HOST_UNREACHABLE,
    NET_UNREACHABLE,
    PROHIBITED,
    TOO_BIG,
    TIME_EXCEEDED,
    OTHER;

    static IcmpKind of(Packet.Icmp icmp) {
        return icmp.version() == 4 ? ofIpv4(icmp.type(), icmp.code()) : ofIpv6(icmp.type(), icmp.code());
    }

    private static IcmpKind ofIpv4(int type, int code) {
        if (type != 3) {
            return type == 11 ? TIME_EXCEEDED : OTHER;
        }
        return switch (code) {
            case 0 -> NET_UNREACHABLE;
            case 1 -> HOST_UNREACHABLE;
            case 3 -> PORT_UNREACHABLE;
            case 4 -> TOO_BIG;
            case 9, 10, 13 -> PROHIBITED;
            default -> OTHER;
        };
    }

    private static IcmpKind ofIpv6(int type, int code) {
        if (type != 1) {
            return type == 2 ? TOO_BIG : type == 3 ? TIME_EXCEEDED : OTHER;
        }
        return switch (code) {
            case 0 -> NET_UNREACHABLE;
            case 1, 5, 6 -> PROHIBITED;
            case 3 -> HOST_UNREACHABLE;
            case 4 -> PORT_UNREACHABLE;
            default -> OTHER;
        };
    }
}
