package netprog.netlab.doctor;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.util.Addresses;

/**
 * What this machine knows of another one on the same cable: the ARP table (RFC 826), for IPv6 neighbour discovery (RFC 4861).
 *
 * @param state whether it answers
 * @param mac its hardware address, such as {@code 00:0c:29:12:34:56}; empty where it is not known
 */
record Neighbour(State state, String mac) {
    /** Nothing is known. */
    static final Neighbour NOBODY_ASKED = new Neighbour(State.UNKNOWN, "");

    private static final Pattern MAC = Pattern.compile("\\b[0-9a-fA-F]{1,2}([:-][0-9a-fA-F]{1,2}){5}\\b");

    /** Whether a neighbour answers. */
    enum State {
        /** It does. */
        ANSWERS,
        /** It did some time ago. */
        REMEMBERED,
        /** It was asked for its hardware address, and did not answer. */
        SILENT,
        /** The table does not tell. */
        UNKNOWN
    }

    /**
     * Looks a neighbour up in the system's table; whoever sent it a packet has made the system ask.
     *
     * @param address an address of the own network
     * @return what is known, also if that is nothing
     */
    static Neighbour of(InetAddress address) {
        String text = Addresses.show(address).replaceFirst("%.*", "");
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("linux")) {
            return ofLinux(SystemCommand.run("ip", "neigh", "show", "to", text));
        }
        String table = system.startsWith("windows")
                ? SystemCommand.run("arp", "-a", text)
                : SystemCommand.run("arp", "-n", text);
        return ofTable(table, text);
    }

    /** Reads a line of {@code ip neigh}, such as {@code 172.30.1.99 dev eth0 FAILED}. */
    static Neighbour ofLinux(String lines) {
        Matcher mac = MAC.matcher(lines);
        if (mac.find()) {
            boolean lately = !lines.contains(" STALE") && !lines.contains(" DELAY") && !lines.contains(" PROBE");
            return new Neighbour(lately ? State.ANSWERS : State.REMEMBERED, mac.group());
        }
        boolean asked = lines.contains(" FAILED") || lines.contains(" INCOMPLETE");
        return asked ? new Neighbour(State.SILENT, "") : NOBODY_ASKED;
    }

    /** Reads what {@code arp} of Windows or macOS says of one address, in whatever language: a hardware address, or none. */
    static Neighbour ofTable(String text, String address) {
        for (String line : text.lines().toList()) {
            Matcher mac = MAC.matcher(line);
            if (line.contains(address) && mac.find()) {
                return new Neighbour(
                        State.REMEMBERED, mac.group().replace('-', ':').toLowerCase(Locale.ROOT));
            }
        }
        return NOBODY_ASKED;
    }
}
