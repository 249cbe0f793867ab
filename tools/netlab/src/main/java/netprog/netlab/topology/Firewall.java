package netprog.netlab.topology;

import netprog.netlab.common.Json;

/** What the firewall of a host does with packets that it did not ask for; replies to the host itself pass. */
public enum Firewall {
    /** Discards them silently, as Windows does: the client times out. */
    DROP("drop"),
    /** Replies as if the port were closed (TCP: a reset, UDP: ICMP port unreachable): the client is refused. */
    REJECT("meta l4proto tcp reject with tcp reset\n    reject"),
    /** Replies that it is prohibited (ICMP administratively prohibited): the client's error is "no route to host". */
    PROHIBIT("reject with icmpx admin-prohibited");

    private final String verdict;

    Firewall(String verdict) {
        this.verdict = verdict;
    }

    /** The name on the command line: {@code drop}, {@code reject}, {@code prohibit}. */
    @Override
    public String toString() {
        return Json.name(this);
    }

    /** The rules for {@code nft}. */
    String rules() {
        return """
                table inet firewall {
                  chain incoming {
                    type filter hook input priority filter;
                    iifname "lo" accept
                    ct state established,related accept
                    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert } accept
                    %s
                  }
                }
                """.formatted(verdict);
    }
}
