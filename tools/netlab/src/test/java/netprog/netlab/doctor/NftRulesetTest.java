package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is read from rulesets as nft 1.0.6 printed them in a namespace ({@code nft -j list ruleset}). Nothing is concluded from
 * conditions: a chain that holds anything that could drop is one that could drop.
 */
class NftRulesetTest {
    private static final Set<String> HOOKS = Set.of("ingress", "prerouting", "input", "output", "postrouting");

    private static NftRuleset read(String name) throws Exception {
        try (InputStream json = NftRulesetTest.class.getResourceAsStream("nft/" + name + ".json")) {
            return NftRuleset.of(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the ruleset, the base chains that could drop, the rules whose counters tell that they did
                "vmap                        | inet filter input  | ''",
                "verdict-map-without-policy  | inet filter output | ''",
                "wildcard                    | inet filter input  | ''",
                "set                         | inet filter input  | ''",
                "meta-protocol               | inet filter output | inet filter output",
                "counter-before-condition    | inet filter output | inet filter output",
                "jump                        | inet filter output | inet filter blocked",
                "iptables-nft                | ip filter OUTPUT   | ip filter LOGDROP, ip filter OUTPUT",
                "netdev                      | netdev t in        | netdev t in",
                "ip6                         | ''                 | ''",
                "harmless                    | ''                 | ''",
            })
    void chainsThatCouldDropAndRulesThatCountWhatTheyDrop(String name, String chains, String counted) throws Exception {
        NftRuleset rules = read(name);
        assertThat(String.join(", ", rules.chainsThatMayDrop(HOOKS, true))).isEqualTo(chains);
        assertThat(rules.dropped().keySet().stream()
                        .map(NftRuleset.DropRule::chain)
                        .sorted()
                        .collect(Collectors.joining(", ")))
                .isEqualTo(counted);
    }

    @Test
    void aChainOfTheOtherFamilyDoesNotMatter() throws Exception {
        assertThat(read("ip6").chainsThatMayDrop(HOOKS, false)).containsExactly("ip6 filter output");
        assertThat(read("iptables-nft").chainsThatMayDrop(HOOKS, false)).isEmpty();
    }

    @Test
    void aChainOfAnotherHookDoesNotMatter() throws Exception {
        assertThat(read("vmap").chainsThatMayDrop(Set.of("output"), true)).isEmpty();
    }
}
