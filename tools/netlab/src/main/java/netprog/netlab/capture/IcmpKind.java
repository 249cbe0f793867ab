package netprog.netlab.capture;

/** What an ICMP error says, over IPv4 (RFC 792, RFC 1812) and over IPv6 (RFC 4443) alike. */
enum IcmpKind {
    PORT_UNREACHABLE("port"),
    HOST_UNREACHABLE("host"),
    NET_UNREACHABLE("net"),
    PROHIBITED("prohibited"),
    TOO_BIG("too-big"),
    TIME_EXCEEDED("time"),
    OTHER("other");

    /** The end of the sentence's key in the bundle. */
    final String key;

    IcmpKind(String key) {
        this.key = key;
    }

    static IcmpKind of(Packet.Icmp icmp) {
        return icmp.version() == 4 ? four(icmp.type(), icmp.code()) : six(icmp.type(), icmp.code());
    }

    private static IcmpKind four(int type, int code) {
        if (type == 11) {
            return TIME_EXCEEDED;
        } else if (type != 3) {
            return OTHER;
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

    private static IcmpKind six(int type, int code) {
        if (type == 1) {
            return switch (code) {
                case 0 -> NET_UNREACHABLE;
                case 1, 5, 6 -> PROHIBITED;
                case 3 -> HOST_UNREACHABLE;
                case 4 -> PORT_UNREACHABLE;
                default -> OTHER;
            };
        }
        return type == 2 ? TOO_BIG : type == 3 ? TIME_EXCEEDED : OTHER;
    }
}
