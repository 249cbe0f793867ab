package netprog.netlab.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netprog.netlab.doctor.Question.Protocol;
import netprog.util.Addresses;

/**
 * This machine's own firewall, where it lets itself be read: Linux with nftables, as root. To a program, a packet that it
 * drops looks the same as one that a firewall far away drops.
 */
final class OwnFirewall {
    /** The rules cannot be read. */
    static final Finding UNREADABLE = new Finding(Decision.UNREADABLE, "");

    private OwnFirewall() {}

    /** What happens to a packet. */
    enum Decision {
        PASSES,
        /** It is dropped or rejected. */
        DROPS,
        /** A rule holds a condition that is not understood here. */
        UNSURE,
        UNREADABLE
    }

    /**
     * What happens to the packets of an exchange.
     *
     * @param decision in one word
     * @param chain the chain that drops, such as {@code inet filter output}; empty where none does
     */
    record Finding(Decision decision, String chain) {
        boolean drops() {
            return decision == Decision.DROPS;
        }

        /** The worse of two. */
        Finding or(Finding other) {
            return decision == Decision.PASSES || other.drops() ? other : this;
        }
    }

    /**
     * Reads the rules of this machine and follows the request out and the answer in.
     *
     * @param question port and protocol
     * @param server the other end
     * @param own this end
     * @param interfaceName which packets leave through
     * @param itself whether the other end is this machine too: then both packets go out and in
     * @return what happens to them
     */
    static Finding look(Question question, InetAddress server, InetAddress own, String interfaceName, boolean itself) {
        try {
            String json = ruleset();
            return json.isEmpty() ? UNREADABLE : look(json, question, server, own, interfaceName, itself);
        } catch (JsonProcessingException e) {
            return UNREADABLE;
        }
    }

    static Finding look(
            String json, Question question, InetAddress server, InetAddress own, String interfaceName, boolean itself)
            throws JsonProcessingException {
        JsonNode rules = rules(json);
        String port = String.valueOf(question.port());
        Map<String, String> request = packet(question, own, server, "new");
        request.put("dport", port);
        Map<String, String> reply = packet(question, server, own, "established");
        reply.put("sport", port);
        Finding finding = new Finding(Decision.PASSES, "");
        for (String hook : List.of("output", "input")) {
            for (Map<String, String> packet : List.of(request, reply)) {
                if (itself || (packet == request) == hook.equals("output")) {
                    packet.remove(hook.equals("output") ? "iifname" : "oifname");
                    packet.put(hook.equals("output") ? "oifname" : "iifname", itself ? "lo" : interfaceName);
                    finding = finding.or(new FirewallRules(rules, packet).decide(hook));
                }
            }
        }
        return finding;
    }

    /** What happens to a first packet from elsewhere for a port of this machine. */
    static Finding incoming(Protocol protocol, int port) {
        Map<String, String> packet = new HashMap<>();
        packet.put("l4proto", protocol.toString());
        packet.put("nfproto", "ipv4");
        packet.put("dport", String.valueOf(port));
        packet.put("state", "new");
        packet.put("iifname", "any");
        try {
            String json = ruleset();
            return json.isEmpty() ? UNREADABLE : new FirewallRules(rules(json), packet).decide("input");
        } catch (JsonProcessingException e) {
            return UNREADABLE;
        }
    }

    private static String ruleset() {
        boolean linux = System.getProperty("os.name").startsWith("Linux");
        return linux ? SystemCommand.run("nft", "-j", "list", "ruleset") : "";
    }

    private static JsonNode rules(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json).path("nftables");
    }

    private static Map<String, String> packet(Question question, InetAddress from, InetAddress to, String state) {
        Map<String, String> packet = new HashMap<>();
        packet.put("l4proto", question.protocol().toString());
        packet.put("nfproto", to instanceof Inet4Address ? "ipv4" : "ipv6");
        packet.put("saddr", Addresses.show(from));
        packet.put("daddr", Addresses.show(to));
        packet.put("state", state);
        return packet;
    }
}
