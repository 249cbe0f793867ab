package netprog.netlab.doctor;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import netprog.netlab.doctor.NftRuleset.DropRule;
import netprog.netlab.doctor.Question.Protocol;

/**
 * The firewall of this host, if it can be read: on Linux, as root. To a program, a packet that it drops looks the same as one
 * that a distant firewall drops. What the rules do with a packet is not computed, which the kernel alone does right; what is
 * known is which chains could drop something, and which rules counted the packets that were sent.
 *
 * @param rules the chains that could drop packets, or those that did, such as {@code inet filter output}
 */
record OwnFirewall(State state, String rules) {
    enum State {
        /** The rules cannot be read. */
        UNREADABLE,
        /** No rule of this host drops anything. */
        NONE,
        /** Some could drop the packets. */
        POSSIBLE,
        /** A rule that drops has counted each packet that was sent, and none in between. */
        DROPS
    }

    static final OwnFirewall UNREADABLE = new OwnFirewall(State.UNREADABLE, "");

    private static final Set<String> INCOMING = Set.of("ingress", "prerouting", "input");
    private static final Set<String> OUTGOING = Set.of("output", "postrouting", "egress");
    private static final Set<String> BOTH_WAYS =
            Stream.of(INCOMING, OUTGOING).flatMap(Set::stream).collect(Collectors.toSet());
    private static final Path PROC = Path.of("/proc/net");
    private static final int WINDOW_MILLIS = 80;
    private static final int MAX_WAITS = 5;
    private static final int ROUNDS = 3;
    private static final int MAX_PACKETS = 4; // as many as are drawn, so that other packets hardly move a counter alike

    boolean drops() {
        return state == State.DROPS;
    }

    /** Tells whether rules of this host could keep packets of others away. */
    static OwnFirewall ofIncoming() {
        return read(INCOMING, true);
    }

    /** Tells whether rules of this host could drop what clients of a server here send, or its answers. */
    static OwnFirewall ofServer(boolean requestsArrive) {
        return read(requestsArrive ? OUTGOING : BOTH_WAYS, true);
    }

    /** Tells whether rules of this host could drop packets to a server, or its answers. */
    static OwnFirewall toward(InetAddress server) {
        return read(BOTH_WAYS, server instanceof Inet4Address);
    }

    private static OwnFirewall read(Set<String> hooks, boolean ipv4) {
        Optional<NftRuleset> rules = NftRuleset.ofThisHost();
        if (rules.isEmpty()) {
            return UNREADABLE;
        }
        List<String> chains = new ArrayList<>(rules.get().chainsThatMayDrop(hooks, ipv4));
        if (Stream.of("ip_tables_names", "ip6_tables_names").anyMatch(OwnFirewall::isNotEmpty)) {
            chains.add("iptables-legacy");
        }
        return new OwnFirewall(chains.isEmpty() ? State.NONE : State.POSSIBLE, String.join(", ", chains));
    }

    /** The kernel lists the tables of iptables-legacy here, which nft does not know. */
    private static boolean isNotEmpty(String file) {
        try {
            return !Files.readString(PROC.resolve(file)).isBlank();
        } catch (IOException e) {
            return false; // its module is not loaded
        }
    }

    /**
     * Sends a few packets, and looks at the counters of the rules that drop before and after each. Nothing else should be
     * under way to the server at that time.
     */
    OwnFirewall watch(Question question, InetAddress server) {
        InetSocketAddress to = new InetSocketAddress(server, question.port());
        Map<DropRule, Long> first = state == State.POSSIBLE ? dropped() : Map.of();
        Map<DropRule, Long> last = first;
        Set<DropRule> suspects = new HashSet<>(first.keySet());
        Random random = new Random();
        for (int i = 0; i < ROUNDS && !suspects.isEmpty(); i++) {
            int count = 1 + random.nextInt(MAX_PACKETS);
            Map<DropRule, Long> before = last;
            send(question.protocol(), to, count);
            for (int wait = 0; wait < MAX_WAITS; wait++) { // for the answers, which a rule may drop too
                Map<DropRule, Long> now = dropped();
                if (suspects.stream().anyMatch(rule -> hasCounted(rule, count, before, now))) {
                    break;
                }
                pause();
            }
            Map<DropRule, Long> sent = dropped();
            pause();
            last = dropped();
            Map<DropRule, Long> quiet = last;
            suspects.removeIf(
                    rule -> !hasCounted(rule, count, before, sent) || !hasCounted(rule, count, before, quiet));
        }
        return suspects.isEmpty()
                ? new OwnFirewall(state, rules + counted(first, last))
                : new OwnFirewall(State.DROPS, join(suspects.stream().map(DropRule::chain)));
    }

    private static boolean hasCounted(
            DropRule rule, int packets, Map<DropRule, Long> before, Map<DropRule, Long> after) {
        return after.getOrDefault(rule, 0L) == before.getOrDefault(rule, 0L) + packets;
    }

    private static Map<DropRule, Long> dropped() {
        return NftRuleset.ofThisHost().map(NftRuleset::dropped).orElse(Map.of());
    }

    /** The packets that each rule had dropped before and after. */
    private static String counted(Map<DropRule, Long> before, Map<DropRule, Long> after) {
        return before.isEmpty()
                ? ""
                : " ("
                        + join(before.keySet().stream()
                                .map(rule ->
                                        rule.chain() + ": " + before.get(rule) + " > " + after.getOrDefault(rule, 0L)))
                        + ")";
    }

    private static String join(Stream<String> texts) {
        return texts.distinct().sorted().collect(Collectors.joining(", "));
    }

    /** Sends some packets at once, and waits for nothing. */
    static void send(Protocol protocol, InetSocketAddress to, int count) {
        for (int i = 0; i < count; i++) {
            try (SocketChannel tcp = SocketChannel.open();
                    DatagramChannel udp = DatagramChannel.open()) {
                tcp.configureBlocking(false);
                if (protocol == Protocol.TCP) {
                    tcp.connect(to);
                } else {
                    udp.send(ByteBuffer.wrap(Question.PROBE), to);
                }
            } catch (IOException e) {
                // The counters tell.
            }
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WINDOW_MILLIS));
    }
}
