package netprog.netlab.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import netprog.netlab.common.Json;
import netprog.netlab.common.OsFamily;
import netprog.netlab.common.SystemCommand;

/** What {@code nft -j list ruleset} prints (libnftables-json(5)): the rules of nftables, and those of iptables-nft. */
record NftRuleset(JsonNode objects) {
    /** Statements that drop nothing. Any other one might, such as {@code drop}, {@code vmap}, {@code queue} or {@code xt}. */
    private static final Set<String> HARMLESS = Set.of(
            "match",
            "counter",
            "log",
            "accept",
            "return",
            "jump",
            "goto",
            "masquerade",
            "snat",
            "dnat",
            "redirect",
            "mangle",
            "notrack");

    /** A rule that drops or rejects, and counts what it drops. */
    record DropRule(String chain, int handle) {}

    /** Reads the rules of this host; empty if it has no nftables, or this user may not read them. */
    static Optional<NftRuleset> ofThisHost() {
        SystemCommand nft = OsFamily.CURRENT == OsFamily.LINUX
                ? SystemCommand.run("nft", "-j", "list", "ruleset")
                : new SystemCommand(SystemCommand.MISSING, "", "");
        try {
            return nft.status() == 0 ? Optional.of(of(nft.output())) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    static NftRuleset of(String json) throws JsonProcessingException {
        return new NftRuleset(Json.READER.readTree(json).path("nftables"));
    }

    /** The base chains of the given hooks, such as {@code inet filter input}, that could drop a packet: by policy, or by a rule. */
    List<String> chainsThatMayDrop(Set<String> hooks, boolean ipv4) {
        String otherFamily = ipv4 ? "ip6" : "ip";
        return all("chain")
                .filter(chain -> hooks.contains(chain.path("hook").asText())
                        && !chain.path("family").asText().equals(otherFamily))
                .filter(chain -> chain.path("policy").asText().equals("drop")
                        || mayDrop(chain, chain.path("name").asText(), new HashSet<>()))
                .map(chain -> name(chain, "name"))
                .toList();
    }

    private boolean mayDrop(JsonNode base, String chain, Set<String> visited) {
        return visited.add(chain)
                && all("rule")
                        .filter(rule -> rule.path("family").equals(base.path("family"))
                                && rule.path("table").equals(base.path("table"))
                                && rule.path("chain").asText().equals(chain))
                        .flatMap(rule -> stream(rule.path("expr")))
                        .anyMatch(statement -> mayDropBy(statement, base, visited));
    }

    private boolean mayDropBy(JsonNode statement, JsonNode base, Set<String> visited) {
        String kind = statement.fieldNames().next();
        String target = statement.path(kind).path("target").asText();
        return !HARMLESS.contains(kind) || !target.isEmpty() && mayDrop(base, target, visited);
    }

    /** How many packets each rule has dropped that counts them: its counter stands right before its verdict. */
    Map<DropRule, Long> dropped() {
        Map<DropRule, Long> dropped = new HashMap<>();
        all("rule").forEach(rule -> {
            long packets = -1;
            for (JsonNode statement : rule.path("expr")) {
                if (statement.path("counter").has("packets")) {
                    packets = statement.path("counter").path("packets").asLong();
                } else if (packets >= 0 && isDrop(statement)) {
                    dropped.put(
                            new DropRule(
                                    name(rule, "chain"), rule.path("handle").asInt()),
                            packets);
                } else if (!statement.has("log")) {
                    packets = -1; // a condition behind the counter
                }
            }
        });
        return dropped;
    }

    /** The addresses to which a rule (dnat) sends what comes in for a port. */
    List<String> forwards(int port) {
        return all("rule")
                .filter(rule -> stream(rule.path("expr"))
                        .map(statement -> statement.path("match"))
                        .anyMatch(match -> match.path("left")
                                        .path("payload")
                                        .path("field")
                                        .asText()
                                        .equals("dport")
                                && match.path("right").asInt() == port))
                .flatMap(rule -> stream(rule.path("expr")))
                .map(statement -> statement.path("dnat").path("addr").asText())
                .filter(address -> !address.isEmpty())
                .toList();
    }

    private static boolean isDrop(JsonNode statement) {
        JsonNode xt = statement.path("xt");
        return statement.has("drop")
                || statement.has("reject")
                || xt.path("type").asText().equals("target")
                        && Set.of("DROP", "REJECT").contains(xt.path("name").asText());
    }

    private Stream<JsonNode> all(String kind) {
        return stream(objects).map(object -> object.path(kind)).filter(JsonNode::isObject);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String name(JsonNode object, String chain) {
        return object.path("family").asText() + " " + object.path("table").asText() + " "
                + object.path(chain).asText();
    }
}
