package netprog.netlab.doctor;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.netlab.common.OsFamily;
import netprog.netlab.common.SystemCommand;
import netprog.util.Addresses;

/**
 * Whether a host answers an ICMP echo request.
 *
 * @param answered if not, nothing is known, because many firewalls drop these requests
 * @param hops the time to live of the answer, 1 to 255; 0 if the system did not tell
 */
record Ping(boolean answered, int hops) {
    private static final Pattern TIME_TO_LIVE = Pattern.compile("(?i)\\bttl=(\\d{1,3})");

    /** Asks once; takes a second at most. */
    static Ping of(InetAddress address) {
        boolean six = address instanceof Inet6Address;
        String command = OsFamily.choose(
                "ping -n -c 1 -W 0.7 ", six ? "ping6 -n -c 1 " : "ping -n -c 1 -t 1 ", "ping -n 1 -w 700 ");
        String output = SystemCommand.run((command + Addresses.show(address)).split(" "))
                .output();
        Matcher found = TIME_TO_LIVE.matcher(output);
        if (found.find()) {
            return new Ping(true, Integer.parseInt(found.group(1)));
        }
        try {
            return new Ping(output.isEmpty() && address.isReachable(200), 0);
        } catch (IOException e) {
            return new Ping(false, 0);
        }
    }

    /** Whether the answer looks like one of Windows, which counts down from 128; Linux and macOS count from 64. */
    boolean looksLikeWindows() {
        return hops > 64 && hops <= 128;
    }
}
