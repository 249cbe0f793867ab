package netprog.netlab.doctor;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.netlab.common.OsFamily;
import netprog.netlab.common.SystemCommand;
import netprog.util.Addresses;

/**
 * How a host answers ICMP echo requests.
 *
 * @param sent how many; if none is answered, nothing is known, because many firewalls drop these requests
 * @param hops the time to live of an answer, 1 to 255; 0 if the system did not tell
 * @param millis the longest round trip
 */
record Ping(int sent, int answered, int hops, double millis) {
    private static final Pattern ANSWER = Pattern.compile("(?i)\\bttl=(\\d{1,3})");
    private static final Pattern TIME = Pattern.compile("(?i)[=<]\\s?([\\d.]+) ?ms");

    /** Asks several times; takes a second, and the limit where nothing comes back. */
    static Ping of(InetAddress address, int count, int limitMillis) {
        boolean six = address instanceof Inet6Address;
        String linux = "ping -n -i 0.2 -c " + count + " -W " + limitMillis / 1000.0 + " ";
        String command = OsFamily.choose(
                linux,
                (six ? "ping6" : "ping") + " -n -c " + count + " ",
                "ping -n " + count + " -w " + limitMillis + " ");
        Duration limit =
                Duration.ofMillis(limitMillis + count * (OsFamily.CURRENT == OsFamily.LINUX ? 200L : 1000L) + 1500);
        SystemCommand ping = SystemCommand.run(limit, (command + Addresses.show(address)).split(" "));
        String output = ping.output();
        int hops = 0;
        int answered = 0;
        double longest = 0;
        for (String line : output.lines().toList()) {
            Matcher found = ANSWER.matcher(line);
            if (found.find()) {
                answered++;
                hops = Integer.parseInt(found.group(1));
                Matcher time = TIME.matcher(line);
                longest = time.find() ? Math.max(longest, Double.parseDouble(time.group(1))) : longest;
            }
        }
        try {
            boolean noProgram = output.isEmpty() && address.isReachable(200);
            boolean cut =
                    ping.status() == SystemCommand.LATE && answered > 0; // on a busy machine: the rest is not lost
            return new Ping(cut ? answered : count, noProgram ? count : answered, hops, longest);
        } catch (IOException e) {
            return new Ping(count, 0, 0, 0);
        }
    }

    boolean isAnswered() {
        return answered > 0;
    }

    /** Whether some packets were lost, and others not. */
    boolean isLossy() {
        return answered > 0 && answered < sent;
    }

    /** Whether the answer looks like one of Windows, which counts down from 128; Linux and macOS count from 64. */
    boolean looksLikeWindows() {
        return hops > 64 && hops <= 128;
    }
}
