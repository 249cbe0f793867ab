package netprog.netlab.topology;

/** What the firewall of a host does with those who come unasked; answers to what the host itself asked come in. */
public enum Firewall {
    /** Throws it away without a word, as Windows does: the client times out. */
    DROP("drop"),
    /** Says that nobody listens (TCP: a reset, UDP: ICMP port unreachable): the client is refused. */
    REJECT("meta l4proto tcp reject with tcp reset; reject"),
    /** Says that it is forbidden (ICMP administratively prohibited): the client's system says "no route to host". */
    PROHIBIT("reject with icmpx admin-prohibited");

    private final String verdict;

    Firewall(String verdict) {
        this.verdict = verdict;
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
                """.formatted(verdict.replace("; ", "\n    "));
    }
}
