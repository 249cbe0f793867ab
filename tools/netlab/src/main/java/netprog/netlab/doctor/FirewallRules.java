package netprog.netlab.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import netprog.netlab.doctor.OwnFirewall.Decision;
import netprog.netlab.doctor.OwnFirewall.Finding;

/**
 * Follows one packet through the rules of nftables, as {@code nft -j list ruleset} prints them (libnftables-json(5)). It
 * knows the conditions that a course meets: protocol, port, address, interface, state of the connection; others leave it
 * unsure.
 */
final class FirewallRules {
    private static final int DEEPEST_JUMP = 16;

    private final JsonNode all;
    private final Map<String, String> packet;
    private boolean unsure;

    FirewallRules(JsonNode all, Map<String, String> packet) {
        this.all = all;
        this.packet = packet;
    }

    /** What the filter chains of a hook, {@code output} or {@code input}, do with the packet. */
    Finding decide(String hook) {
        Finding finding = new Finding(Decision.PASSES, "");
        for (JsonNode object : all) {
            JsonNode chain = object.path("chain");
            String family = chain.path("family").asText();
            boolean ours =
                    family.equals("inet") || family.equals(packet.get("nfproto").equals("ipv4") ? "ip" : "ip6");
            if (ours && chain.path("hook").asText().equals(hook)) {
                finding = finding.or(ofBase(chain));
            }
        }
        return finding;
    }

    private Finding ofBase(JsonNode chain) {
        unsure = false;
        String verdict = ofChain(chain, 0);
        if (verdict.equals("return")) {
            verdict = chain.path("policy").asText("accept");
        }
        String name = chain.path("family").asText() + " " + chain.path("table").asText() + " "
                + chain.path("name").asText();
        if (unsure) {
            return new Finding(Decision.UNSURE, name);
        }
        return verdict.equals("accept") ? new Finding(Decision.PASSES, "") : new Finding(Decision.DROPS, name);
    }

    /** {@code accept}, {@code drop}, or {@code return} where the chain's end is reached. */
    private String ofChain(JsonNode chain, int depth) {
        for (JsonNode object : all) {
            JsonNode rule = object.path("rule");
            if (rule.path("chain").equals(chain.path("name"))
                    && rule.path("table").equals(chain.path("table"))
                    && rule.path("family").equals(chain.path("family"))) {
                String verdict = ofRule(rule, depth);
                if (!verdict.equals("next")) {
                    return verdict;
                }
            }
        }
        return "return";
    }

    private String ofRule(JsonNode rule, int depth) {
        boolean sure = true;
        for (JsonNode statement : rule.path("expr")) {
            String kind = statement.fieldNames().next();
            Boolean matches = kind.equals("match") ? matches(statement.path("match")) : known(kind);
            if (Boolean.FALSE.equals(matches)) {
                return "next";
            }
            sure &= matches != null;
        }
        for (JsonNode statement : rule.path("expr")) {
            String verdict = verdict(statement, rule, depth);
            if (!verdict.equals("next")) {
                unsure |= !sure;
                return sure ? verdict : "next";
            }
        }
        return "next";
    }

    /** Statements that are no condition; null for one that may be, such as {@code limit} or {@code xt}. */
    private static Boolean known(String kind) {
        return switch (kind) {
            case "accept", "drop", "reject", "return", "jump", "goto", "counter", "log" -> true;
            default -> null;
        };
    }

    private String verdict(JsonNode statement, JsonNode rule, int depth) {
        String kind = statement.fieldNames().next();
        switch (kind) {
            case "accept", "drop", "return":
                return kind;
            case "reject":
                return "drop";
            case "jump", "goto":
                String verdict = depth == DEEPEST_JUMP
                        ? "return"
                        : jump(statement.path(kind).path("target"), rule, depth);
                return verdict.equals("return") && kind.equals("jump") ? "next" : verdict;
            default:
                return "next";
        }
    }

    private String jump(JsonNode target, JsonNode rule, int depth) {
        for (JsonNode object : all) {
            JsonNode chain = object.path("chain");
            if (chain.path("name").equals(target)
                    && chain.path("table").equals(rule.path("table"))
                    && chain.path("family").equals(rule.path("family"))) {
                return ofChain(chain, depth + 1);
            }
        }
        return "return";
    }

    /** Whether a condition holds for the packet; null where that cannot be told. */
    private Boolean matches(JsonNode match) {
        JsonNode left = match.path("left");
        JsonNode payload = left.path("payload");
        String key = payload.path("field")
                .asText(left.path("meta")
                        .path("key")
                        .asText(left.path("ct").path("key").asText()));
        String protocol = payload.path("protocol").asText();
        if ((protocol.equals("tcp") || protocol.equals("udp")) && !protocol.equals(packet.get("l4proto"))
                || protocol.equals("ip") && packet.get("nfproto").equals("ipv6")
                || protocol.equals("ip6") && packet.get("nfproto").equals("ipv4")) {
            return false;
        }
        String value = packet.get(key.equals("protocol") || key.equals("nexthdr") ? "l4proto" : key);
        Boolean in = value == null ? null : anyOf(match.path("right"), value);
        return in == null ? null : in != match.path("op").asText().equals("!=");
    }

    private static Boolean anyOf(JsonNode right, String value) {
        JsonNode elements = right.path("set").isArray() ? right.path("set") : right;
        List<JsonNode> alternatives = new ArrayList<>();
        if (elements.isArray()) {
            elements.forEach(alternatives::add);
        } else {
            alternatives.add(elements);
        }
        boolean all = true;
        for (JsonNode each : alternatives) {
            Boolean is = is(each, value);
            if (Boolean.TRUE.equals(is)) {
                return true;
            }
            all &= is != null;
        }
        return all ? false : null;
    }

    private static Boolean is(JsonNode element, String value) {
        try {
            if (element.has("prefix")) {
                InetAddress net = InetAddress.getByName(
                        element.path("prefix").path("addr").asText());
                int length = element.path("prefix").path("len").asInt();
                return Evidence.shares(net, InetAddress.getByName(value), length);
            } else if (element.has("range")) {
                int number = Integer.parseInt(value);
                JsonNode range = element.path("range");
                return number >= range.path(0).asInt()
                        && number <= range.path(1).asInt();
            }
        } catch (UnknownHostException | NumberFormatException e) {
            return null;
        }
        return element.isValueNode() ? element.asText().equals(value) : null;
    }
}
