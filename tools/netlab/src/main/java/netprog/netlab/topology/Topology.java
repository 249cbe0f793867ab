package netprog.netlab.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The plan of a network: hosts, switches, cables, addresses, routes. It becomes a shell script that anybody can read
 * ({@link #script}); {@link Lab#build(Topology)} runs it. Every host and every switch is a network namespace of Linux.
 *
 * <p>Names of hosts and switches are short words (letters, digits, {@code -}); nothing is looked at by {@code ip} before
 * the lab is built. Not safe for use by several threads.
 */
public final class Topology {
    private final Set<String> hosts = new LinkedHashSet<>();
    private final Set<String> networks = new LinkedHashSet<>();
    private final Map<String, Plug> plugs = new LinkedHashMap<>();
    private final List<String> further = new ArrayList<>();
    private final Map<String, StringBuilder> names = new TreeMap<>();

    /** A host's interface and the cable from it to a switch. */
    private static final class Plug {
        private final String host;
        private final String device;
        private final String network;
        private final List<String> addresses;
        private String mac = "";
        private int loss;
        private Duration delay = Duration.ZERO;

        Plug(String host, String device, String network, List<String> addresses) {
            this.host = host;
            this.device = device;
            this.network = network;
            this.addresses = addresses;
        }

        /** The switch's end of the cable. */
        String port() {
            return host + "-" + device;
        }
    }

    /**
     * Adds a host; it has nothing but its loopback interface.
     *
     * @param name such as {@code guest}
     * @return this plan
     */
    public Topology host(String name) {
        hosts.add(checked(name));
        names.put(name, new StringBuilder("127.0.0.1 localhost\n::1 localhost ip6-localhost\n"));
        return this;
    }

    /**
     * Adds a switch. It is a namespace too, in which the bridge {@code br0} has one port a cable, named
     * {@code HOST-DEVICE}: a capture on {@code br0} sees all that crosses the switch.
     *
     * @param name such as {@code lan}
     * @return this plan
     */
    public Topology network(String name) {
        networks.add(checked(name));
        return this;
    }

    /**
     * Gives a host an interface and plugs it into a switch.
     *
     * @param host a host of this plan
     * @param device the interface's name, such as {@code eth0}; host and device have 14 letters together at most
     * @param network a switch of this plan
     * @param addresses with their prefix, such as {@code 172.30.1.20/24} or {@code 2001:db8:1::20/64}; may be none
     * @return this plan
     */
    public Topology plug(String host, String device, String network, String... addresses) {
        Plug plug = new Plug(known(hosts, host), checked(device), known(networks, network), List.of(addresses));
        plugs.put(checked(plug.port()), plug);
        return this;
    }

    /**
     * Gives an interface its hardware address; without one the system takes any.
     *
     * @param host the cable's host
     * @param device and its interface there
     * @param mac such as {@code 00:0c:29:00:00:80}
     * @return this plan
     */
    public Topology mac(String host, String device, String mac) {
        plug(host, device).mac = mac;
        return this;
    }

    /**
     * Lets a cable lose packets of IPv4 and IPv6, but none of those that look for a neighbour (ARP and its like).
     *
     * @param host the cable's host
     * @param device and its interface there
     * @param percent of the packets, each way, 0 to 100
     * @return this plan
     */
    public Topology loss(String host, String device, int percent) {
        plug(host, device).loss = percent;
        return this;
    }

    /**
     * Makes a cable slow: a process of its own carries its frames, see {@link DelayedLink}.
     *
     * @param host the cable's host
     * @param device and its interface there
     * @param delay how long each frame is under way, each way
     * @return this plan
     */
    public Topology delay(String host, String device, Duration delay) {
        plug(host, device).delay = delay;
        return this;
    }

    /**
     * Adds a route.
     *
     * @param host where
     * @param route as {@code ip route add} takes it, such as {@code default via 172.30.1.1} or
     *     {@code unreachable 192.168.0.0/16}; one with a colon is one of IPv6
     * @return this plan
     */
    public Topology route(String host, String route) {
        further.add("ip -n " + known(hosts, host) + (route.contains(":") ? " -6" : "") + " route add " + route);
        return this;
    }

    /**
     * Makes a host a router: it passes on what is not for itself, IPv4 and IPv6.
     *
     * @param host which
     * @return this plan
     */
    public Topology forwarding(String host) {
        return at(host, "echo 1 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv6/conf/all/forwarding");
    }

    /**
     * Adds rules of the packet filter.
     *
     * @param host where
     * @param rules in the language of {@code nft}
     * @return this plan
     */
    public Topology nft(String host, String rules) {
        further.add("ip netns exec " + knownPlace(host) + " nft -f - <<'EOF'\n" + rules.strip() + "\nEOF");
        return this;
    }

    /**
     * Adds any other command.
     *
     * @param host the host or switch at which it runs
     * @param command a line for {@code sh}, without single quotes
     * @return this plan
     */
    public Topology at(String host, String command) {
        if (command.contains("'")) {
            throw new IllegalArgumentException("a single quote in: " + command);
        }
        further.add("ip netns exec " + knownPlace(host) + " sh -c '" + command + "'");
        return this;
    }

    /**
     * Tells one host under which address it knows a name: a line of its {@code /etc/hosts}.
     *
     * @param viewer the host that knows it
     * @param name the name
     * @param address the address
     * @return this plan
     */
    public Topology name(String viewer, String name, String address) {
        names.get(known(hosts, viewer)).append(address).append(' ').append(name).append('\n');
        return this;
    }

    /**
     * Names the hosts.
     *
     * @return them, in the order in which they were added
     */
    public Set<String> hosts() {
        return new LinkedHashSet<>(hosts);
    }

    /**
     * Writes the plan as a script for {@code bash}, to be run as root in a network namespace and a mount namespace of its
     * own.
     *
     * @return the script, which ends with 0 when all stands
     */
    public String script() {
        StringBuilder script = new StringBuilder();
        line(script, "# Hosts: each has a network of its own, as a machine has.");
        for (String host : hosts) {
            line(script, "ip netns add " + host);
            line(script, "ip -n " + host + " link set lo up");
            line(script, quietIpv6(host, "accept_dad", "0"));
        }
        line(script, "", "# Switches.");
        for (String network : networks) {
            line(script, "ip netns add " + network);
            line(script, quietIpv6(network, "disable_ipv6", "1"));
            line(script, "ip -n " + network + " link add name br0 type bridge");
            line(script, "ip -n " + network + " link set br0 up");
        }
        line(script, "", "# Cables, each from a host's interface to a port of a switch, and addresses.");
        cables(script);
        line(script, "", "# Routes and rules.");
        further.forEach(command -> line(script, command));
        line(script, "", "# Names: each host's /etc/hosts.");
        names.forEach((host, lines) -> line(script, "cat >/run/lab/" + host + ".hosts <<'EOF'\n" + lines + "EOF"));
        return script.toString();
    }

    private void cables(StringBuilder script) {
        List<String> slow = new ArrayList<>();
        for (Plug plug : plugs.values()) {
            String host = plug.host;
            String far = " netns " + plug.network;
            if (plug.delay.isZero()) {
                line(script, veth(host, plug.device, plug.port(), plug.network));
            } else {
                String end = "cable" + slow.size();
                if (slow.isEmpty()) {
                    line(script, "ip netns add cable", quietIpv6("cable", "disable_ipv6", "1"));
                }
                line(script, veth(host, plug.device, end + "a", "cable"));
                line(script, veth(plug.network, plug.port(), end + "b", "cable"));
                line(script, "ip -n cable link set " + end + "a up", "ip -n cable link set " + end + "b up");
                slow.add(end + "a " + end + "b " + plug.delay.toNanos() / 1000);
            }
            line(script, "ip" + far.replace("netns", "-n") + " link set " + plug.port() + " master br0 up");
            String mac = plug.mac.isEmpty() ? "" : " address " + plug.mac;
            line(script, "ip -n " + host + " link set " + plug.device + mac + " up");
            for (String address : plug.addresses) {
                String rest = address.contains(":") ? " nodad" : " brd +";
                line(script, "ip -n " + host + " addr add " + address + rest + " dev " + plug.device);
            }
            if (plug.loss > 0) {
                line(script, lose(host, plug.device, plug.loss), lose(plug.network, plug.port(), plug.loss));
            }
        }
        if (!slow.isEmpty()) {
            line(script, "", "# A process carries the frames of slow cables: two ends each, and microseconds.");
            line(script, "exec 4< <(ip netns exec cable " + DelayedLink.command(slow) + ")", "read -r _ <&4");
        }
    }

    private static String veth(String host, String device, String end, String network) {
        return "ip -n " + host + " link add name " + device + " type veth peer name " + end + " netns " + network;
    }

    /** Loses what comes in at one end of a cable: nobody who sends can notice, as on a real one. */
    private static String lose(String place, String device, int percent) {
        String chance = percent == 100 ? "" : "numgen random mod 100 < " + percent + " ";
        return """
                ip netns exec %s nft -f - <<'EOF'
                table netdev loss {
                  chain %s {
                    type filter hook ingress device "%s" priority 0;
                    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
                    meta protocol { ip, ip6 } %sdrop
                  }
                }
                EOF""".formatted(place, device, device, chance);
    }

    private static String quietIpv6(String place, String setting, String value) {
        return "ip netns exec " + place + " sh -c 'for all in all default; do echo " + value
                + " >/proc/sys/net/ipv6/conf/$all/" + setting + "; done'";
    }

    private static void line(StringBuilder script, String... lines) {
        for (String line : lines) {
            script.append(line).append('\n');
        }
    }

    private Plug plug(String host, String device) {
        Plug plug = plugs.get(host + "-" + device);
        if (plug == null) {
            throw new IllegalArgumentException(host + " has no " + device);
        }
        return plug;
    }

    private static String checked(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]{0,14}")) {
            throw new IllegalArgumentException("\"" + name + "\" is no short name");
        }
        return name;
    }

    private static String known(Set<String> all, String name) {
        if (!all.contains(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is none of " + all);
        }
        return name;
    }

    private String knownPlace(String name) {
        return networks.contains(name) ? name : known(hosts, name);
    }
}
