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
 * The plan of a network: hosts, switches, cables, addresses, routes. It becomes a shell script to read ({@link #script}),
 * which {@link Lab#build(Topology)} runs. Each host and each switch is a network namespace of Linux.
 *
 * <p>The names of hosts and switches have letters, digits and {@code -}. What is given to {@code ip} and {@code nft} is not
 * checked before the lab is built. Not thread-safe.
 */
public final class Topology {
    /** Packets are lost where they arrive at an end of a cable: the sender cannot notice it, as on a real one. */
    private static final String LOSS = """
            ip netns exec %s nft -f - <<'EOF'
            table netdev loss {
              chain %s {
                type filter hook ingress device "%s" priority 0;
                icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
                meta protocol { ip, ip6 } %sdrop
              }
            }
            EOF""";

    /** The frames of slow cables: {@code netem} delays what leaves an end; a kernel without it gets a process. */
    private static final String DELAY = """
            # Slow cables: both ends are in the namespace "cable". A bridge connects them, and each frame waits in a queue where
            # it leaves; if the kernel has no such queue (netem), a process takes the frames from one end to the other.
            slow=
            delay() { # MICROSECONDS END END
              for end in $2 $3; do
                tc -n cable qdisc add dev $end root netem delay $1us limit %1$d 2>/dev/null || { slow="$slow $*"; return 0; }
              done
              ip -n cable link add name bridge-$2 type bridge
              ip -n cable link set bridge-$2 up
              for end in $2 $3; do ip -n cable link set $end master bridge-$2; done
            }
            %2$s[ -z "$slow" ] || { exec 5< <(exec ip netns exec cable %3$s $slow); read -r _ <&5; }
            """;

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

    /** Adds a host, which has only its loopback interface. */
    public Topology host(String name) {
        hosts.add(checked(name));
        names.put(name, new StringBuilder("127.0.0.1 localhost\n::1 localhost ip6-localhost\n"));
        return this;
    }

    /**
     * Adds a switch. It is a namespace too, in which the bridge {@code br0} has one port for each cable, named
     * {@code HOST-DEVICE}: a capture on {@code br0} sees all that crosses the switch.
     */
    public Topology network(String name) {
        networks.add(checked(name));
        return this;
    }

    /**
     * Gives a host an interface and connects it to a switch.
     *
     * @param device the interface's name; it has at most 14 characters together with the host's
     * @param addresses with their prefix, such as {@code 172.30.1.20/24} or {@code 2001:db8:1::20/64}; may be none
     */
    public Topology plug(String host, String device, String network, String... addresses) {
        Plug plug = new Plug(known(hosts, host), checked(device), known(networks, network), List.of(addresses));
        plugs.put(checked(plug.port()), plug);
        return this;
    }

    /** Gives an interface its MAC address; by default the system chooses one. */
    public Topology mac(String host, String device, String mac) {
        plug(host, device).mac = mac;
        return this;
    }

    /**
     * Makes a cable lose packets of IPv4 and IPv6, but none of those that look for a neighbour (ARP, neighbour discovery).
     *
     * @param percent of the packets, in each direction, 0 to 100
     */
    public Topology loss(String host, String device, int percent) {
        plug(host, device).loss = percent;
        return this;
    }

    /** Makes a cable slow: each frame takes so long, in each direction. */
    public Topology delay(String host, String device, Duration oneWay) {
        plug(host, device).delay = oneWay;
        return this;
    }

    /**
     * Adds a route.
     *
     * @param route as {@code ip route add} takes it, such as {@code default via 172.30.1.1} or
     *     {@code unreachable 192.168.0.0/16}; with a colon it is one of IPv6
     */
    public Topology route(String host, String route) {
        further.add("ip -n " + known(hosts, host) + (route.contains(":") ? " -6" : "") + " route add " + route);
        return this;
    }

    /** Makes a host a router, which forwards what is not for itself, IPv4 and IPv6. */
    public Topology forwarding(String host) {
        return at(host, "echo 1 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv6/conf/all/forwarding");
    }

    /** Adds rules of the packet filter, in the language of {@code nft}. */
    public Topology nft(String host, String rules) {
        further.add("ip netns exec " + knownPlace(host) + " nft -f - <<'EOF'\n" + rules.strip() + "\nEOF");
        return this;
    }

    /** Adds any other command for a host or a switch: a line for {@code sh}, without single quotes. */
    public Topology at(String host, String command) {
        if (command.contains("'")) {
            throw new IllegalArgumentException("a single quote in: " + command);
        }
        further.add("ip netns exec " + knownPlace(host) + " sh -c '" + command + "'");
        return this;
    }

    /** Runs a command on a host until the lab ends, and waits for the first line that it prints. */
    public Topology background(String host, String command) {
        further.add("exec {line}< <(exec ip netns exec " + knownPlace(host) + " " + command + "); read -r _ <&$line");
        return this;
    }

    /** Tells one host the address of a name, in its {@code /etc/hosts}. */
    public Topology name(String viewer, String name, String address) {
        names.get(known(hosts, viewer)).append(address).append(' ').append(name).append('\n');
        return this;
    }

    /** The names of the hosts, in the order in which they were added. */
    public Set<String> hosts() {
        return new LinkedHashSet<>(hosts);
    }

    /** The plan as a script for {@code bash}, to be run as root in a network and a mount namespace of its own. */
    public String script() {
        StringBuilder script = new StringBuilder();
        line(script, "# Hosts: each has a network of its own, like a machine.");
        for (String host : hosts) {
            line(script, "ip netns add " + host);
            line(script, "ip -n " + host + " link set lo up");
            line(script, setIpv6(host, "accept_dad", "0"));
        }
        line(script, "", "# Switches.");
        for (String network : networks) {
            line(script, "ip netns add " + network);
            line(script, setIpv6(network, "disable_ipv6", "1"));
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
        List<String> delays = new ArrayList<>();
        Set<String> ports = new LinkedHashSet<>(networks);
        for (Plug plug : plugs.values()) {
            String host = "ip -n " + plug.host;
            String network = "ip -n " + plug.network;
            if (plug.delay.isZero()) {
                line(script, veth(plug.host, plug.device, plug.port(), plug.network));
            } else {
                if (delays.isEmpty()) {
                    line(script, "ip netns add cable", setIpv6("cable", "disable_ipv6", "1"));
                    ports.add("cable");
                }
                String end = "end" + delays.size();
                line(script, veth(plug.host, plug.device, end + "a", "cable"));
                line(script, veth(plug.network, plug.port(), end + "b", "cable"));
                line(script, "ip -n cable link set " + end + "a up", "ip -n cable link set " + end + "b up");
                delays.add("delay " + plug.delay.toNanos() / 1000 + " " + end + "a " + end + "b\n");
            }
            line(script, network + " link set " + plug.port() + " master br0 up");
            String mac = plug.mac.isEmpty() ? "" : " address " + plug.mac;
            line(script, host + " link set " + plug.device + mac + " up");
            for (String address : plug.addresses) {
                String flags = address.contains(":") ? " nodad" : " brd +";
                line(script, host + " addr add " + address + flags + " dev " + plug.device);
            }
            if (plug.loss > 0) {
                line(
                        script,
                        lossRules(plug.host, plug.device, plug.loss),
                        lossRules(plug.network, plug.port(), plug.loss));
            }
        }
        line(script, "# The kernel notices a cable, and uses it, a moment after both ends are up.");
        line(script, "for place in " + String.join(" ", ports) + "; do");
        line(
                script,
                "  while ip -n $place -o link show type veth | grep -qv ' state UP '; do sleep 0.01; done",
                "done");
        if (!delays.isEmpty()) {
            line(script, "", DELAY.formatted(DelayedLink.MAX_FRAMES, String.join("", delays), DelayedLink.command()));
        }
    }

    private static String veth(String host, String device, String end, String network) {
        return "ip -n " + host + " link add name " + device + " type veth peer name " + end + " netns " + network;
    }

    private static String lossRules(String place, String device, int percent) {
        String chance = percent == 100 ? "" : "numgen random mod 100 < " + percent + " ";
        return LOSS.formatted(place, device, device, chance);
    }

    private static String setIpv6(String place, String setting, String value) {
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
