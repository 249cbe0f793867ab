package netprog.netlab.topology;

import java.util.List;
import netprog.netlab.common.Json;

/**
 * The network modes of VMware, with the addresses of the lecture. In each of them {@code host} and {@code peer} are in the
 * school's LAN, with a {@code router}, and a machine {@code outside} behind it; the virtual machine {@code guest} runs on
 * {@code host}, and each mode connects it differently.
 */
public enum VmwareNetwork {
    /** VMnet0: the guest is one more machine of the LAN. */
    BRIDGED("lan", "172.30.1.", "2001:db8:1::", "20", "1"),
    /** VMnet8: the guest is behind the host, and uses its address. */
    NAT("vmnet8", "192.168.254.", "fd00:254::", "128", "2"),
    /** VMnet1: the guest and the host have a network to themselves. */
    HOST_ONLY("vmnet1", "192.168.126.", "fd00:126::", "128", "");

    /** No router knows a route to the private network of someone else. An unreachable route says so, but not every time. */
    private static final String PRIVATE = """
            table inet private {
              chain incoming {
                type filter hook prerouting priority raw;
                ip daddr 192.168.0.0/16 reject with icmp host-unreachable
                ip6 daddr fd00::/8 reject with icmpv6 addr-unreachable
              }
            }
            """;

    private final String network; // the guest's
    private final String prefix;
    private final String prefix6;
    private final String guest; // the last number of its addresses
    private final String gateway;

    VmwareNetwork(String network, String prefix, String prefix6, String guest, String gateway) {
        this.network = network;
        this.prefix = prefix;
        this.prefix6 = prefix6;
        this.guest = guest;
        this.gateway = gateway;
    }

    /** The name on the command line: {@code bridged}, {@code nat}, {@code host-only}. */
    @Override
    public String toString() {
        return Json.name(this);
    }

    /** The IPv4 address of the guest, by which the other hosts know it. */
    public String guestAddress() {
        return prefix + guest;
    }

    /** Makes the plan, to which more can be added. */
    public Topology topology(LabOptions options) {
        Topology plan = new Topology();
        List.of("host", "guest", "peer", "router", "outside").forEach(plan::host);
        plan.network("lan").network("internet");
        plan.plug("host", "eth0", "lan", "172.30.1.10/24", "2001:db8:1::10/64");
        plan.plug("peer", "eth0", "lan", "172.30.1.30/24", "2001:db8:1::30/64");
        plan.plug("router", "eth0", "lan", "172.30.1.1/24", "2001:db8:1::1/64");
        plan.plug("router", "eth1", "internet", "203.0.113.1/24", "2001:db8:2::1/64");
        plan.plug("outside", "eth0", "internet", "203.0.113.10/24", "2001:db8:2::10/64");
        plan.forwarding("router");
        plan.nft("router", PRIVATE).at("router", "echo 0 >/proc/sys/net/ipv4/icmp_ratelimit");
        defaultRoute(plan, "host", "172.30.1.1", "2001:db8:1::1");
        defaultRoute(plan, "peer", "172.30.1.1", "2001:db8:1::1");
        defaultRoute(plan, "outside", "203.0.113.1", "2001:db8:2::1");
        plan.network(network); // the LAN for BRIDGED
        plan.plug("guest", "eth0", network, prefix + guest + "/24", prefix6 + guest + "/64");
        if (!gateway.isEmpty()) {
            defaultRoute(plan, "guest", prefix + gateway, prefix6 + gateway);
        }
        // MAC addresses of VMware, by which users and programs recognise a virtual machine and the adapters of its
        // host.
        plan.mac("guest", "eth0", "00:0c:29:00:00:80");
        switch (this) {
            case BRIDGED -> {}
            case NAT -> {
                // The gateway .2 is a service of the host, whose own address is .1.
                plan.plug(
                        "host", network, network, prefix + "1/24", prefix + "2/24", prefix6 + "1/64", prefix6 + "2/64");
                plan.mac("host", network, "00:50:56:c0:00:08").forwarding("host");
                plan.nft("host", natRules(options.forwarded()));
            }
            case HOST_ONLY ->
                plan.plug("host", network, network, prefix + "1/24", prefix6 + "1/64")
                        .mac("host", network, "00:50:56:c0:00:01");
        }
        names(plan);
        options.firewalls().forEach((host, firewall) -> plan.nft(host, firewall.rules()));
        return plan.loss("guest", "eth0", options.loss()).delay("guest", "eth0", options.delay());
    }

    private String natRules(List<Integer> forwarded) {
        StringBuilder rules = new StringBuilder();
        for (int port : forwarded) {
            rules.append("    iifname \"eth0\" meta l4proto { tcp, udp } th dport " + port + " dnat ip to ")
                    .append(guestAddress())
                    .append('\n');
        }
        return """
                table inet nat {
                  chain outgoing {
                    type nat hook postrouting priority srcnat;
                    oifname "eth0" masquerade
                  }
                  chain incoming {
                    type nat hook prerouting priority dstnat;
                %s  }
                  chain through {
                    type filter hook forward priority filter; policy drop;
                    ct state established,related accept
                    iifname "vmnet8" accept
                    ct status dnat accept
                  }
                }
                """.formatted(rules);
    }

    private static void defaultRoute(Topology plan, String host, String gateway, String gateway6) {
        plan.route(host, "default via " + gateway).route(host, "default via " + gateway6);
    }

    /** Each host knows the others by the address that it would use; {@code guest6} and so on are those of IPv6. */
    private void names(Topology plan) {
        for (String viewer : plan.hosts()) {
            boolean inside = viewer.equals("guest") && this != BRIDGED;
            plan.name(viewer, "host", inside ? prefix + "1" : "172.30.1.10");
            plan.name(viewer, "guest", guestAddress());
            plan.name(viewer, "peer", "172.30.1.30");
            plan.name(viewer, "router", viewer.equals("outside") ? "203.0.113.1" : "172.30.1.1");
            plan.name(viewer, "outside", "203.0.113.10");
            plan.name(viewer, "host6", inside ? prefix6 + "1" : "2001:db8:1::10");
            plan.name(viewer, "guest6", prefix6 + guest);
            plan.name(viewer, "peer6", "2001:db8:1::30").name(viewer, "outside6", "2001:db8:2::10");
        }
    }
}
