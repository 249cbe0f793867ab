package netprog.netlab.doctor;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.netlab.common.OsFamily;
import netprog.netlab.common.SystemCommand;
import netprog.util.Addresses;

/**
 * What this host knows of another one on the same cable: the ARP table (RFC 826), for IPv6 neighbour discovery (RFC 4861).
 *
 * @param fixed whether the entry was made by hand, and no answer changes it
 * @param mac its MAC address, such as {@code 00:0c:29:12:34:56}; empty if it is not known
 */
record Neighbour(State state, String mac, boolean fixed) {
    static final Neighbour UNKNOWN = new Neighbour(State.UNKNOWN, "");

    Neighbour(State state, String mac) {
        this(state, mac, false);
    }

    private static final Pattern MAC = Pattern.compile("\\b[0-9a-fA-F]{1,2}([:-][0-9a-fA-F]{1,2}){5}\\b");

    enum State {
        ANSWERS,
        /** It did some time ago. */
        REMEMBERED,
        /** It was asked for its MAC address, and did not answer. */
        SILENT,
        /** The table does not tell. */
        UNKNOWN
    }

    /**
     * Looks a neighbour up in the system's table; a packet that was sent to it before has made the system ask.
     *
     * @param address an address of the own network
     * @param interfaceName the interface that leads there; may be empty
     */
    static Neighbour of(InetAddress address, String interfaceName) {
        String text = Addresses.show(address).replaceFirst("%.*", "");
        if (OsFamily.CURRENT != OsFamily.LINUX) {
            String option = OsFamily.choose("-n", "-n", "-a");
            return ofTable(SystemCommand.run("arp", option, text).output(), text);
        }
        List<String> command = new ArrayList<>(List.of("ip", "neigh", "show", "to", text));
        if (!interfaceName.isEmpty()) {
            command.addAll(List.of("dev", interfaceName)); // each cable has its own fe80::1
        }
        return ofLinux(SystemCommand.run(command.toArray(new String[0])).output());
    }

    /** Reads a line of {@code ip neigh}, such as {@code 172.30.1.99 dev eth0 FAILED}. */
    static Neighbour ofLinux(String lines) {
        Matcher mac = MAC.matcher(lines);
        if (mac.find()) {
            boolean lately = !lines.contains(" STALE") && !lines.contains(" DELAY") && !lines.contains(" PROBE");
            boolean fixed = lines.contains(" PERMANENT");
            return new Neighbour(lately && !fixed ? State.ANSWERS : State.REMEMBERED, mac.group(), fixed);
        }
        boolean asked = lines.contains(" FAILED") || lines.contains(" INCOMPLETE");
        return asked ? new Neighbour(State.SILENT, "") : UNKNOWN;
    }

    /** Reads what {@code arp} of Windows or macOS prints for one address, in any language: a MAC address, or none. */
    static Neighbour ofTable(String text, String address) {
        for (String line : text.lines().toList()) {
            Matcher mac = MAC.matcher(line);
            if (line.contains(address) && mac.find()) {
                return new Neighbour(
                        State.REMEMBERED, mac.group().replace('-', ':').toLowerCase(Locale.ROOT));
            }
        }
        return UNKNOWN;
    }
}
