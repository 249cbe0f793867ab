package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import netprog.netlab.topology.Lab;
import netprog.netlab.topology.LabOptions;
import netprog.netlab.topology.Topology;
import netprog.netlab.topology.VmwareNetwork;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The doctor at a client, {@code --self PORT --from CLIENT --report FILE} on the server's machine, then {@code --with FILE} at
 * the client: which of the two machines drops the packets, or neither.
 */
@Tag("full")
@Execution(ExecutionMode.CONCURRENT)
class TwoViewsIT {
    private static final String AT_PORT = "meta l4proto { tcp, udp } th dport 30000 ";
    private static final String FROM_PORT = "meta l4proto { tcp, udp } th sport 30000 ";

    @TempDir
    private Path folder;

    /**
     * A network in which something is wrong, and what both views say together.
     *
     * @param client the host of the client, and its address
     * @param serve the server on the host {@code peer}
     * @param asked the arguments at the client
     * @param ready whether the server's machine sees nothing wrong with itself
     * @param both for each step that puts both views together its certainty and words of its result; in their order
     */
    private record Scene(
            String name,
            Topology plan,
            String client,
            String serve,
            String asked,
            Verdict verdict,
            boolean ready,
            List<String> both) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void needsPrograms() {
        SystemProgram.find("ip", "iproute2");
        SystemProgram.find("nft", "nftables");
        SystemProgram.find("ping", "iputils-ping");
        SystemProgram.find("ss", "iproute2");
    }

    static Stream<Scene> scenes() {
        String there = "the server's machine reports: ";
        String rules = there + "rules of this machine may drop packets of clients of port 30000";
        return Stream.of(
                near("nothing is wrong", lan(), Verdict.OK, true, "known both ends agree"),
                near(
                        "the server's firewall drops",
                        rule(lan(), "peer", "input", AT_PORT + "drop"),
                        Verdict.TIMED_OUT,
                        true,
                        "likely " + rules),
                near(
                        "the server's firewall drops what it does not know",
                        lan().nft(
                                        "peer",
                                        "table inet f { chain in { type filter hook input priority 0; policy drop;"
                                                + " ct state established,related accept; icmp type echo-request accept\n}\n}"),
                        Verdict.TIMED_OUT,
                        true,
                        "likely " + rules),
                near(
                        "the server's firewall drops the answers",
                        rule(lan(), "peer", "output", FROM_PORT + "drop"),
                        Verdict.TIMED_OUT,
                        true,
                        "likely " + rules),
                near(
                        "the client's own firewall drops",
                        rule(lan(), "guest", "output", "tcp dport 30000 drop"),
                        Verdict.TIMED_OUT,
                        true,
                        "likely not the server's machine drops the packets: rules of this one may"),
                near(
                        "the client's own firewall drops datagrams too, which the system says",
                        rule(lan(), "guest", "output", AT_PORT + "drop"),
                        Verdict.BLOCKED_LOCALLY,
                        true,
                        "likely not the server's machine drops the packets: rules of this one may"),
                near(
                        "the client's own firewall drops the answers",
                        rule(lan(), "guest", "input", FROM_PORT + "drop"),
                        Verdict.TIMED_OUT,
                        true,
                        "likely the packets arrive at the server, and its answers are lost: rules of this machine may"),
                near(
                        "the client's own firewall drops the answers, and the server's has rules for others",
                        rule(rule(lan(), "guest", "input", FROM_PORT + "drop"), "peer", "input", "tcp dport 7 drop"),
                        Verdict.TIMED_OUT,
                        true,
                        "likely the packets arrive at the server, and its answers are lost: rules of this machine may"),
                near(
                        "both have rules",
                        rule(rule(lan(), "guest", "output", "tcp dport 7 drop"), "peer", "input", AT_PORT + "drop"),
                        Verdict.TIMED_OUT,
                        true,
                        "possible " + rules,
                        "possible rules of this machine may drop the packets"),
                new Scene(
                        "a router between drops",
                        rule(lan(), "router", "forward", AT_PORT + "drop"),
                        "outside 203.0.113.10",
                        "tcp echo 30000",
                        "172.30.1.30",
                        Verdict.TIMED_OUT,
                        true,
                        List.of("likely neither machine drops the packets: something between them does")),
                new Scene(
                        "a router between drops the answers",
                        rule(lan(), "router", "forward", FROM_PORT + "drop"),
                        "outside 203.0.113.10",
                        "tcp echo 30000",
                        "172.30.1.30",
                        Verdict.TIMED_OUT,
                        true,
                        List.of("likely the packets arrive at the server, and its answers are lost between")),
                new Scene(
                        "the server has no way back",
                        lan().at("peer", "ip route del default"),
                        "outside 203.0.113.10",
                        "tcp echo 30000",
                        "172.30.1.30",
                        Verdict.TIMED_OUT,
                        false,
                        List.of("known " + there + "this machine has no route to 203.0.113.10")),
                new Scene(
                        "the server has no way back, over UDP",
                        lan().at("peer", "ip route del default"),
                        "outside 203.0.113.10",
                        "udp echo 30000",
                        "172.30.1.30 --udp",
                        Verdict.NO_ANSWER,
                        false,
                        List.of("known " + there + "this machine has no route to 203.0.113.10")),
                new Scene(
                        "the server listens for its own machine only",
                        lan(),
                        "guest 172.30.1.20",
                        "tcp echo 30000 --bind 127.0.0.1",
                        "172.30.1.30",
                        Verdict.REFUSED,
                        false,
                        List.of("known " + there + "tcp 127.0.0.1:30000")),
                new Scene(
                        "the server's firewall drops datagrams",
                        rule(lan(), "peer", "input", AT_PORT + "drop"),
                        "guest 172.30.1.20",
                        "udp echo 30000",
                        "172.30.1.30 --udp",
                        Verdict.NO_ANSWER,
                        true,
                        List.of("likely " + rules)));
    }

    private static Scene near(String name, Topology plan, Verdict verdict, boolean ready, String... both) {
        return new Scene(
                name, plan, "guest 172.30.1.20", "tcp echo 30000", "172.30.1.30", verdict, ready, List.of(both));
    }

    private static Topology lan() {
        return VmwareNetwork.BRIDGED.topology(LabOptions.NONE);
    }

    /** A rule without a counter, which one side alone cannot be sure of. */
    private static Topology rule(Topology plan, String host, String hook, String rule) {
        return plan.nft(
                host,
                "table inet f { chain " + hook + " { type filter hook " + hook + " priority 0; " + rule + "\n}\n}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void togetherTheyDecide(Scene scene) throws IOException {
        String client = scene.client.split(" ")[0];
        Path report = folder.resolve("report.json");
        try (Lab lab = Lab.build(scene.plan);
                Program server = Program.start(
                        lab.command("peer", DoctorScenesIT.java(DoctorServers.class, List.of(scene.serve))))) {
            server.awaitOutput("listening on");
            String ask = scene.asked + " --timeout 4";
            JsonNode alone = doctor(scene.name, lab, client, ask);
            assertThat(alone.path("verdict").asText())
                    .as(alone.toPrettyString())
                    .isEqualTo(scene.verdict.toString());
            JsonNode self = doctor(
                    scene.name,
                    lab,
                    "peer",
                    "--self 30000 --from " + scene.client.split(" ")[1] + " --report " + report);
            assertThat(self.path("verdict").asText())
                    .as(self.toPrettyString())
                    .isEqualTo(scene.ready ? "ok" : "not-ready");
            JsonNode together = doctor(scene.name, lab, client, ask + " --with " + report);
            String all = self.toPrettyString() + "\n" + together.toPrettyString();
            assertThat(together.path("verdict").asText()).as(all).isEqualTo(scene.verdict.toString());
            List<String> both = new ArrayList<>();
            for (JsonNode step : together.path("steps")) {
                if (step.path("check").asText().equals("both")) {
                    both.add(step.path("certainty").asText() + " "
                            + step.path("result").asText());
                    assertThat(step.path("next").asText().isEmpty()).as(all).isEqualTo(scene.verdict == Verdict.OK);
                } else if (step.path("certainty").asText().equals("likely")) {
                    assertThat(step.path("check").asText())
                            .as("another likely cause: " + all)
                            .isEqualTo("firewall");
                }
            }
            assertThat(both).as(all).hasSameSizeAs(scene.both);
            for (int i = 0; i < both.size(); i++) {
                assertThat(both.get(i))
                        .as(all)
                        .startsWith(scene.both.get(i).split(" ")[0])
                        .contains(scene.both.get(i).replaceFirst("\\w+ ", ""));
            }
        }
    }

    private static JsonNode doctor(String scene, Lab lab, String host, String question) throws IOException {
        return new ObjectMapper()
                .readTree(DoctorScenesIT.ask(scene, lab, host, question).json());
    }
}
