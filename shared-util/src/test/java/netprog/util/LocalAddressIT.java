package netprog.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A machine with more addresses than one: a network namespace (Linux) with interfaces of its own. */
class LocalAddressIT {
    private static final String SET_UP = String.join(
            " && ",
            "ip link set lo up",
            "ip addr add 10.9.9.9/32 dev lo",
            "ip link add net0 type veth peer name net1",
            "ip link set net0 up",
            "ip link set net1 up",
            "ip addr add 10.1.1.1/24 dev net0",
            "ip addr add 10.1.1.2/24 dev net0",
            "ip addr add 10.1.2.1/24 dev net0 label net0:1");

    @Test
    void aPartnerGetsTheFirstAddressAndNoneThatWasAddedToItOrToLoopback() throws Exception {
        SystemProgram.find("ip", "iproute2");
        assertThat(runIn(SET_UP).lines())
                .containsSubsequence("127.0.0.1 LOOPBACK", "10.9.9.9 LOOPBACK", "::1 LOOPBACK")
                .containsSubsequence("10.1.1.1 SITE_LOCAL", "10.1.1.2 SITE_LOCAL")
                .contains("10.1.2.1 SITE_LOCAL")
                .endsWith("10.1.1.1");
    }

    private static String runIn(String setUp) throws Exception {
        String unshare = SystemProgram.find("unshare", "util-linux");
        List<String> command = new ArrayList<>(List.of(unshare, "-rn", "sh", "-c"));
        try (Program allowed = Program.start(unshare, "-rn", "true")) {
            Assumptions.assumeTrue(allowed.awaitExit() == 0, "needs the right to make a network: " + allowed);
        }
        command.addAll(List.of(setUp + " && exec \"$@\"", "sh"));
        command.addAll(Probe.java(List.of(), LocalAddressIT.class));
        try (Program program = Program.start(command.toArray(new String[0]))) {
            assertThat(program.awaitExit()).as("%s", program).isZero();
            return program.output();
        }
    }

    /** Lists this machine's addresses, and at the end the one to tell a partner. */
    public static void main(String[] args) throws SocketException {
        List<LocalAddress> all = LocalAddress.all();
        all.forEach(each -> System.out.println(Addresses.show(each.address()) + " " + each.scope()));
        System.out.println(
                Addresses.show(LocalAddress.forPartner(all).orElseThrow().address()));
    }
}
