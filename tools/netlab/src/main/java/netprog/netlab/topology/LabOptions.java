package netprog.netlab.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is special about a lab. Each method returns a new value:
 * {@code LabOptions.NONE.forward(30000).firewall("host", Firewall.DROP)}.
 *
 * @param forwarded the ports of the host, TCP and UDP, that lead to the guest (NAT)
 * @param firewalls the hosts that have a firewall
 * @param loss how many percent of the packets the guest's cable loses, in each direction
 * @param delay how long the guest's cable takes, in each direction
 */
public record LabOptions(List<Integer> forwarded, Map<String, Firewall> firewalls, int loss, Duration delay) {
    public static final LabOptions NONE = new LabOptions(List.of(), Map.of(), 0, Duration.ZERO);

    /** Also forwards a port of the host to the same port of the guest. */
    public LabOptions forward(int port) {
        List<Integer> more = new ArrayList<>(forwarded);
        more.add(port);
        return new LabOptions(List.copyOf(more), firewalls, loss, delay);
    }

    public LabOptions firewall(String host, Firewall firewall) {
        Map<String, Firewall> more = new LinkedHashMap<>(firewalls);
        more.put(host, firewall);
        return new LabOptions(forwarded, more, loss, delay);
    }

    public LabOptions loss(int percent) {
        return new LabOptions(forwarded, firewalls, percent, delay);
    }

    public LabOptions delay(Duration oneWay) {
        return new LabOptions(forwarded, firewalls, loss, oneWay);
    }
}
