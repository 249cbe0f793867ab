package netprog.netlab.topology;

import java.util.List;
import java.util.Locale;

/**
 * The network modes of VMware, with the addresses of the lecture. In each there are the school's LAN with {@code host}
 * and {@code peer}, a {@code router}, and a machine {@code outside} behind it; the virtual machine {@code guest} runs on
 * {@code host} and is connected in another way in each mode.
 */
public enum VmwareNetwork {
    /** VMnet0: the guest is one more machine of the LAN. */
    BRIDGED,
    /** VMnet8: the guest is behind the host, which lends it its address. */
    NAT,
    /** VMnet1: the guest and the host have a network for themselves. */
    HOST_ONLY;

    /** No router knows the way into a private network of somebody else. A route would say so, too, but not every time. */
    private static final String PRIVATE = """
            table inet private {
              chain incoming {
                type filter hook prerouting priority raw;
                ip daddr 192.168.0.0/16 reject with icmp host-unreachable
                ip6 daddr fd00::/8 reject with icmpv6 addr-unreachable
              }
            }
            """;

    /** Reads the name as it is typed, such as {@code host-only}; null where there is no such mode. */
    static VmwareNetwork named(String name) {
        for (VmwareNetwork mode : values()) {
            if (mode.toString().equals(name)) {
                return mode;
            }
        }
        return null;
    }

    /** The name as it is typed: {@code bridged}, {@code nat}, {@code host-only}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Gives the address by which the hosts know the guest, where they can reach it.
     *
     * @return an IPv4 address
     */
    public String guestAddress() {
        return switch (this) {
            case BRIDGED -> "172.30.1.20";
            case NAT -> "192.168.254.128";
            case HOST_ONLY -> "192.168.126.128";
        };
    }

    /**
     * Draws the plan.
     *
     * @param options what is special about it
     * @return the plan, to which more can be added
     */
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
        switch (this) {
            case BRIDGED -> bridged(plan);
            case NAT -> nat(plan, options);
            case HOST_ONLY -> hostOnly(plan);
        }
        // Of VMware's numbers, by which people and programs recognise a virtual machine and its host's adapters.
        plan.mac("guest", "eth0", "00:0c:29:00:00:80");
        names(plan);
        options.firewalls().forEach((host, firewall) -> plan.nft(host, firewall.rules()));
        return plan.loss("guest", "eth0", options.loss()).delay("guest", "eth0", options.delay());
    }

    private static void bridged(Topology plan) {
        plan.plug("guest", "eth0", "lan", "172.30.1.20/24", "2001:db8:1::20/64");
        defaultRoute(plan, "guest", "172.30.1.1", "2001:db8:1::1");
    }

    private static void nat(Topology plan, LabOptions options) {
        plan.network("vmnet8");
        // VMware's gateway .2 is a service of the host, whose own address is .1.
        plan.plug(
                "host", "vmnet8", "vmnet8", "192.168.254.1/24", "192.168.254.2/24", "fd00:254::1/64", "fd00:254::2/64");
        plan.mac("host", "vmnet8", "00:50:56:c0:00:08");
        plan.plug("guest", "eth0", "vmnet8", "192.168.254.128/24", "fd00:254::128/64");
        defaultRoute(plan, "guest", "192.168.254.2", "fd00:254::2");
        plan.forwarding("host");
        StringBuilder forwarded = new StringBuilder();
        for (int port : options.forwarded()) {
            forwarded
                    .append("    iifname \"eth0\" meta l4proto { tcp, udp } th dport ")
                    .append(port);
            forwarded.append(" dnat ip to 192.168.254.128\n");
        }
        plan.nft("host", """
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
                """.formatted(forwarded));
    }

    private static void hostOnly(Topology plan) {
        plan.network("vmnet1");
        plan.plug("host", "vmnet1", "vmnet1", "192.168.126.1/24", "fd00:126::1/64");
        plan.mac("host", "vmnet1", "00:50:56:c0:00:01");
        plan.plug("guest", "eth0", "vmnet1", "192.168.126.128/24", "fd00:126::128/64");
    }

    private static void defaultRoute(Topology plan, String host, String gateway, String gateway6) {
        plan.route(host, "default via " + gateway).route(host, "default via " + gateway6);
    }

    /** Each host knows the others by the address that it would use; {@code guest6} and so on are those of IPv6. */
    private void names(Topology plan) {
        String hostsOwn = this == NAT ? "192.168.254.1" : "192.168.126.1";
        String hostsOwn6 = this == NAT ? "fd00:254::1" : "fd00:126::1";
        String guest6 = this == BRIDGED ? "2001:db8:1::20" : this == NAT ? "fd00:254::128" : "fd00:126::128";
        for (String viewer : plan.hosts()) {
            boolean near = viewer.equals("guest") && this != BRIDGED;
            plan.name(viewer, "host", near ? hostsOwn : "172.30.1.10");
            plan.name(viewer, "guest", guestAddress());
            plan.name(viewer, "peer", "172.30.1.30");
            plan.name(viewer, "router", viewer.equals("outside") ? "203.0.113.1" : "172.30.1.1");
            plan.name(viewer, "outside", "203.0.113.10");
            plan.name(viewer, "host6", near ? hostsOwn6 : "2001:db8:1::10").name(viewer, "guest6", guest6);
            plan.name(viewer, "peer6", "2001:db8:1::30").name(viewer, "outside6", "2001:db8:2::10");
        }
    }
}
