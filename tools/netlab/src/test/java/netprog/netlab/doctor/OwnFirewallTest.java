package netprog.netlab.doctor;

import static netprog.netlab.doctor.OwnFirewall.Decision.DROPS;
import static netprog.netlab.doctor.OwnFirewall.Decision.PASSES;
import static netprog.netlab.doctor.OwnFirewall.Decision.UNSURE;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import netprog.netlab.doctor.OwnFirewall.Decision;
import netprog.netlab.doctor.OwnFirewall.Finding;
import netprog.netlab.doctor.Question.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An exchange of 172.30.1.20 (eth0) with tcp 172.30.1.30:30000, and rules as {@code nft -j list ruleset} prints them. */
class OwnFirewallTest {
    private static final String BASE = "{'chain': {'family': 'inet', 'table': 't', 'name': '%s', 'type': 'filter', "
            + "'hook': '%s', 'prio': 0, 'policy': '%s'}}, ";
    private static final String RULE = "{'rule': {'family': 'inet', 'table': 't', 'chain': '%s', 'expr': [%s]}}, ";

    private static Finding look(String rules, boolean itself) throws Exception {
        String json = "{'nftables': [" + rules + "{'metainfo': {}}]}";
        InetAddress server = InetAddress.getByName("172.30.1.30");
        Question question = new Question("peer", 30000, Protocol.TCP, Duration.ofSeconds(1));
        InetAddress own = InetAddress.getByName(itself ? "172.30.1.30" : "172.30.1.20");
        return OwnFirewall.look(json.replace('\'', '"'), question, server, own, "eth0", itself);
    }

    private static String output(String policy, String... rules) {
        StringBuilder all = new StringBuilder(BASE.formatted("o", "output", policy));
        for (String rule : rules) {
            all.append(RULE.formatted("o", rule));
        }
        return all.toString();
    }

    private static String match(String left, String right) {
        return "{'match': {'op': '==', 'left': " + left + ", 'right': " + right + "}}, ";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                // what is compared; with what; what becomes of the packet that a matching rule drops
                "{'payload': {'protocol': 'tcp', 'field': 'dport'}} ; 30000                              ; DROPS",
                "{'payload': {'protocol': 'tcp', 'field': 'dport'}} ; 25                                 ; PASSES",
                "{'payload': {'protocol': 'udp', 'field': 'dport'}} ; 30000                              ; PASSES",
                "{'payload': {'protocol': 'th', 'field': 'dport'}}  ; {'range': [29000, 31000]}          ; DROPS",
                "{'payload': {'protocol': 'th', 'field': 'dport'}}  ; {'set': [1, {'range': [2, 9]}]}    ; PASSES",
                "{'payload': {'protocol': 'ip', 'field': 'daddr'}}  ; '172.30.1.30'                      ; DROPS",
                "{'payload': {'protocol': 'ip', 'field': 'daddr'}}  ; {'prefix': {'addr': '172.30.0.0', 'len': 16}} ; DROPS",
                "{'payload': {'protocol': 'ip', 'field': 'daddr'}}  ; {'prefix': {'addr': '172.31.0.0', 'len': 16}} ; PASSES",
                "{'payload': {'protocol': 'ip6', 'field': 'daddr'}} ; '::1'                              ; PASSES",
                "{'meta': {'key': 'l4proto'}}                       ; {'set': ['tcp', 'udp']}            ; DROPS",
                "{'meta': {'key': 'oifname'}}                       ; 'eth0'                             ; DROPS",
                "{'meta': {'key': 'oifname'}}                       ; 'eth1'                             ; PASSES",
                "{'ct': {'key': 'state'}}                           ; ['established', 'related']         ; PASSES",
                "{'meta': {'key': 'skuid'}}                         ; 1000                               ; UNSURE",
            })
    void conditions(String left, String right, Decision decision) throws Exception {
        assertThat(look(output("accept", match(left, right) + "{'drop': null}"), false)
                        .decision())
                .isEqualTo(decision);
    }

    @Test
    void theFirstRuleWins() throws Exception {
        String accept = match("{'payload': {'protocol': 'tcp', 'field': 'dport'}}", "30000") + "{'accept': null}";
        assertThat(look(output("drop", accept, "{'drop': null}"), false).decision())
                .isEqualTo(PASSES);
        assertThat(look(output("accept", "{'drop': null}", accept), false)).isEqualTo(new Finding(DROPS, "inet t o"));
    }

    @Test
    void thePolicyIsForWhatNoRuleTakes() throws Exception {
        assertThat(look("", false).decision()).isEqualTo(PASSES);
        assertThat(look(output("accept"), false).decision()).isEqualTo(PASSES);
        assertThat(look(output("drop"), false).decision()).isEqualTo(DROPS);
        String counted = "{'counter': {'packets': 1, 'bytes': 2}}, {'accept': null}";
        assertThat(look(output("drop", counted), false).decision()).isEqualTo(PASSES);
        String limited = "{'limit': {'rate': 4}}, {'accept': null}";
        assertThat(look(output("drop", limited), false).decision()).isEqualTo(UNSURE);
    }

    @Test
    void followsJumps() throws Exception {
        String other = "{'chain': {'family': 'inet', 'table': 't', 'name': 'other'}}, ";
        String reject = RULE.formatted("other", "{'reject': {'type': 'tcp reset'}}");
        String jump = "{'jump': {'target': 'other'}}";
        assertThat(look(output("accept", jump) + other + reject, false).decision())
                .isEqualTo(DROPS);
        assertThat(look(output("accept", jump) + other, false).decision()).isEqualTo(PASSES);
        String endless = RULE.formatted("other", jump);
        assertThat(look(output("accept", jump) + other + endless, false).decision())
                .isEqualTo(PASSES);
    }

    @Test
    void looksAtTheAnswersWayInToo() throws Exception {
        String established = match("{'ct': {'key': 'state'}}", "['established', 'related']") + "{'accept': null}";
        String input = BASE.formatted("i", "input", "drop");
        assertThat(look(input, false)).isEqualTo(new Finding(DROPS, "inet t i"));
        assertThat(look(input + RULE.formatted("i", established), false).decision())
                .isEqualTo(PASSES);
        // To itself, the request comes in there as well.
        assertThat(look(input + RULE.formatted("i", established), true).decision())
                .isEqualTo(DROPS);
        String loopback = match("{'meta': {'key': 'iifname'}}", "'lo'") + "{'accept': null}";
        assertThat(look(input + RULE.formatted("i", loopback), true).decision()).isEqualTo(PASSES);
    }

    @Test
    void chainsOfAnotherFamilyDoNotMatter() throws Exception {
        String six = output("drop").replace("inet", "ip6");
        assertThat(look(six, false).decision()).isEqualTo(PASSES);
        assertThat(look(output("drop").replace("inet", "ip"), false).decision()).isEqualTo(DROPS);
    }
}
