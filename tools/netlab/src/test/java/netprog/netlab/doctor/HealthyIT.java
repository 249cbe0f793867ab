package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import netprog.netlab.topology.Lab;
import netprog.netlab.topology.LabOptions;
import netprog.netlab.topology.Topology;
import netprog.netlab.topology.VmwareNetwork;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where nothing is wrong, nothing is diagnosed, however unusual the network looks. */
@Tag("full")
@Execution(ExecutionMode.CONCURRENT)
class HealthyIT {
    private static final String SERVERS = "peer outside host guest";

    @BeforeAll
    static void needsPrograms() {
        SystemProgram.find("ip", "iproute2");
        SystemProgram.find("nft", "nftables");
    }

    /** A network in which all is well, and who asks for whom. */
    record Healthy(String name, Topology plan, String from, List<String> asks) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Healthy> scenes() {
        String rules =
                "table inet f {\n chain out {\n type filter hook output priority 0;\n tcp dport 25 counter drop\n }\n"
                        + " chain in {\n type filter hook input priority 0;\n tcp dport 31999 drop\n }\n}";
        return Stream.of(
                of(
                        "a LAN",
                        lan(),
                        "guest",
                        "peer",
                        "172.30.1.30",
                        "peer --udp",
                        "peer6",
                        "peer6 --udp",
                        "[2001:db8:1::30]:30000",
                        "host",
                        "host --udp",
                        "outside",
                        "outside --udp",
                        "2001:db8:2::10",
                        "2001:db8:2::10 --udp",
                        "peer:30000",
                        "peer 30000",
                        "127.0.0.1",
                        "::1",
                        "127.0.0.1 --udp",
                        "172.30.1.20",
                        "localhost"),
                of(
                        "a LAN, from outside",
                        lan(),
                        "outside",
                        "172.30.1.20",
                        "172.30.1.20 --udp",
                        "172.30.1.10",
                        "2001:db8:1::30"),
                of(
                        "behind NAT",
                        mode(VmwareNetwork.NAT, LabOptions.NONE),
                        "guest",
                        "outside",
                        "outside --udp",
                        "peer",
                        "host",
                        "192.168.254.1"),
                of(
                        "a forwarded port",
                        mode(VmwareNetwork.NAT, LabOptions.NONE.forward(30000)),
                        "peer",
                        "172.30.1.10",
                        "172.30.1.10 --udp"),
                of(
                        "a host and its own guest",
                        mode(VmwareNetwork.NAT, LabOptions.NONE),
                        "host",
                        "192.168.254.128",
                        "192.168.254.128 --udp"),
                of(
                        "host-only",
                        mode(VmwareNetwork.HOST_ONLY, LabOptions.NONE),
                        "guest",
                        "192.168.126.1",
                        "192.168.126.1 --udp"),
                of(
                        "rules that do not matter",
                        lan().nft("guest", rules).nft("peer", rules),
                        "guest",
                        "peer",
                        "peer --udp",
                        "outside"),
                of(
                        "a second address and a second default route",
                        lan().at(
                                        "guest",
                                        "ip addr add 10.9.9.9/16 dev eth0; ip route add default via 172.30.1.10 metric 500"),
                        "guest",
                        "peer",
                        "outside",
                        "outside --udp"),
                of(
                        "an idle VPN and a bridge",
                        lan().at(
                                        "guest",
                                        "ip link add tun0 type ipip local 172.30.1.20 remote 203.0.113.99; ip addr add 10.8.0.6/24 dev tun0;"
                                                + " ip link add virbr0 type bridge; ip addr add 192.168.122.1/24 dev virbr0; true"),
                        "guest",
                        "peer",
                        "outside"),
                of(
                        "a table of its own",
                        lan().at(
                                        "guest",
                                        "ip route add default via 172.30.1.1 table 100; ip rule add from all table 100 priority 50"),
                        "guest",
                        "outside",
                        "203.0.113.10 --udp"),
                of(
                        "no ping",
                        lan().at("peer", "echo 1 >/proc/sys/net/ipv4/icmp_echo_ignore_all"),
                        "guest",
                        "peer",
                        "peer --udp"),
                of(
                        "a long way",
                        mode(VmwareNetwork.BRIDGED, LabOptions.NONE.delay(Duration.ofMillis(60))),
                        "guest",
                        "172.30.1.30",
                        "172.30.1.30 --udp"));
    }

    private static Healthy of(String name, Topology plan, String from, String... asks) {
        return new Healthy(name, plan, from, List.of(asks));
    }

    private static Topology lan() {
        return mode(VmwareNetwork.BRIDGED, LabOptions.NONE);
    }

    private static Topology mode(VmwareNetwork mode, LabOptions options) {
        return mode.topology(options);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void nothingIsDiagnosed(Healthy scene) throws IOException {
        List<Program> servers = new ArrayList<>();
        try (Lab lab = Lab.build(scene.plan)) {
            for (String host : SERVERS.split(" ")) {
                servers.add(Program.start(lab.command(
                        host, DoctorScenesIT.java(DoctorServers.class, List.of("tcp echo 30000", "udp echo 30000")))));
            }
            for (Program server : servers) {
                server.awaitOutput(Pattern.compile("(?s)(listening on.*){2}"));
            }
            List<String> lines =
                    scene.asks.stream().map(ask -> ask + " --json --timeout 10").toList();
            try (Program doctor =
                    Program.start(lab.command(scene.from, DoctorScenesIT.java(DoctorMain.class, lines)))) {
                assertThat(doctor.awaitExit(Program.TIMEOUT.multipliedBy(2)))
                        .as(doctor::toString)
                        .isZero();
                Matcher answer =
                        Pattern.compile("status (\\d+) millis (\\d+)\\R(.*)").matcher(doctor.output());
                int answers = 0;
                while (answer.find()) {
                    JsonNode document = new ObjectMapper().readTree(answer.group(3));
                    String all = answer.group(3).replaceAll(" +", " ");
                    Sentences.said(scene + ": " + scene.asks.get(answers), answer.group(3));
                    assertThat(document.path("verdict").asText()).as(all).isEqualTo("ok");
                    assertThat(document.path("steps")).as(all).allSatisfy(step -> {
                        assertThat(step.path("certainty").asText()).isEqualTo("known");
                        assertThat(step.path("next").asText()).isEmpty();
                    });
                    answers++;
                }
                assertThat(answers).isEqualTo(scene.asks.size());
            }
        } finally {
            servers.forEach(Program::close);
        }
    }
}
