package netprog.netlab.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is special about a lab. Each method gives a new value, so that options read as a sentence:
 * {@code LabOptions.NONE.forward(30000).firewall("host", Firewall.DROP)}.
 *
 * @param forwarded ports of the host, TCP and UDP, that lead to the guest (NAT)
 * @param firewalls the hosts that have a firewall
 * @param loss how many of 100 packets the guest's cable loses, each way, 0 to 100
 * @param delay how long the guest's cable takes, each way; zero: as fast as it can
 */
public record LabOptions(List<Integer> forwarded, Map<String, Firewall> firewalls, int loss, Duration delay) {
    /** Nothing special. */
    public static final LabOptions NONE = new LabOptions(List.of(), Map.of(), 0, Duration.ZERO);

    /**
     * Forwards one more port of the host to the same port of the guest.
     *
     * @param port 1 to 65535
     * @return the options with it
     */
    public LabOptions forward(int port) {
        List<Integer> more = new ArrayList<>(forwarded);
        more.add(port);
        return new LabOptions(List.copyOf(more), firewalls, loss, delay);
    }

    /**
     * Gives a host a firewall.
     *
     * @param host such as {@code guest}
     * @param firewall what it does
     * @return the options with it
     */
    public LabOptions firewall(String host, Firewall firewall) {
        Map<String, Firewall> more = new LinkedHashMap<>(firewalls);
        more.put(host, firewall);
        return new LabOptions(forwarded, more, loss, delay);
    }

    /**
     * Lets the guest's cable lose packets.
     *
     * @param percent of the packets, each way, 0 to 100
     * @return the options with it
     */
    public LabOptions loss(int percent) {
        return new LabOptions(forwarded, firewalls, percent, delay);
    }

    /**
     * Makes the guest's cable slow.
     *
     * @param each how long a packet is under way, each way
     * @return the options with it
     */
    public LabOptions delay(Duration each) {
        return new LabOptions(forwarded, firewalls, loss, each);
    }
}
