package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.stream.Stream;
import netprog.netlab.topology.Lab;
import netprog.netlab.topology.LabOptions;
import netprog.netlab.topology.VmwareNetwork;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code doctor --self PORT} on a server's machine where something keeps clients away. */
@Execution(ExecutionMode.CONCURRENT)
@Tag("full")
class ServerCheckIT {
    private static final String LISTENS = " & until ss -Hltn | grep -q :30000; do :; done; ";
    private static final String SERVER = "socat TCP4-LISTEN:30000,fork /dev/null" + LISTENS;

    @BeforeAll
    static void needsPrograms() {
        SystemProgram.find("ip", "iproute2");
        SystemProgram.find("nft", "nftables");
        SystemProgram.find("socat", "socat");
    }

    static Stream<Arguments> machines() {
        return Stream.of(
                arguments("without a server", "", "", "no program of this machine listens on port 30000"),
                arguments("with a stopped server", SERVER + "kill -STOP $!; ", "", "its process is stopped"),
                arguments(
                        "with a server for IPv6 only",
                        "socat TCP6-LISTEN:30000,ipv6only=1,fork /dev/null" + LISTENS,
                        "",
                        "listens for IPv6 only"),
                arguments(
                        "with a server for itself",
                        "socat TCP4-LISTEN:30000,bind=127.0.0.1,fork /dev/null" + LISTENS,
                        "",
                        "listens for this machine itself only"),
                arguments(
                        "that forwards the port, and no packets",
                        "nft 'add table ip t; add chain ip t p { type nat hook prerouting priority -100; };"
                                + " add rule ip t p tcp dport 30000 dnat to 172.30.1.20:30000';"
                                + " echo 0 >/proc/sys/net/ipv4/ip_forward; ",
                        "",
                        "a rule of this machine forwards port 30000"),
                arguments("with a silent way back", SERVER, " --from 172.30.1.99", "no machine answers there"),
                arguments(
                        "with a way back by hand",
                        SERVER + "ip neigh add 172.30.1.20 lladdr 02:00:00:00:00:99 dev eth0 nud permanent; ",
                        " --from 172.30.1.20",
                        "was entered by hand"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("machines")
    void whatKeepsClientsAwayIsSaid(String machine, String setUp, String more, String sentence) throws IOException {
        try (Lab lab = Lab.build(VmwareNetwork.BRIDGED.topology(LabOptions.NONE));
                Program server = Program.start(lab.command("peer", "sh", "-c", setUp + "echo ready; exec cat"))) {
            server.awaitOutput("ready");
            String question = "--self 30000" + more;
            String json = DoctorScenesIT.ask("a server's machine " + machine, lab, "peer", question)
                    .json();
            assertThat(json).contains(sentence);
        }
    }
}
