package netprog.netlab.doctor;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.util.Addresses;

/**
 * Whether a machine answers an ICMP echo request.
 *
 * @param answered true if it did; else nothing is known, because many firewalls drop these requests
 * @param hops the time to live of the answer, 1 to 255; 0 where the system did not tell
 */
record Ping(boolean answered, int hops) {
    private static final Pattern TIME_TO_LIVE = Pattern.compile("(?i)\\bttl=(\\d{1,3})");

    /** Asks once; takes a second at most. */
    static Ping of(InetAddress address) {
        String text = Addresses.show(address);
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean six = address instanceof Inet6Address;
        String output;
        if (system.startsWith("windows")) {
            output = SystemCommand.run("ping", "-n", "1", "-w", "700", text);
        } else if (system.startsWith("mac")) {
            output = six
                    ? SystemCommand.run("ping6", "-n", "-c", "1", text)
                    : SystemCommand.run("ping", "-n", "-c", "1", "-t", "1", text);
        } else {
            output = SystemCommand.run("ping", "-n", "-c", "1", "-W", "0.7", text);
        }
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
