package netprog.netlab.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import netprog.netlab.common.Json;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands in networks in which a beginner may find himself; one process plays them all. */
class HostIT {
    /** A cable whose near end is v0. */
    private static final String CABLE =
            "ip link add name v0 address %s type veth peer name v1; ip link set v0 up; ip link set v1 up; ";

    @BeforeAll
    static void needsTools() {
        SystemProgram.find("ip", "iproute2");
    }

    @Test
    void whatToTellAPartner() throws IOException {
        List<String> steps = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        scene(steps, expected, "08:00:27:11:22:33", "10.0.2.15/24", "10.0.2.2", "is behind NAT (VirtualBox)");
        scene(steps, expected, "00:0c:29:11:22:33", "192.168.254.128/24", "192.168.254.2", "is behind NAT (VMware");
        scene(steps, expected, "00:0c:29:11:22:33", "172.16.133.128/24", "172.16.133.2", "is behind NAT (VMware");
        scene(steps, expected, "00:15:5d:11:22:33", "172.28.10.5/20", "172.28.0.1", "is behind NAT (WSL");
        scene(steps, expected, "f8:75:a4:11:22:33", "172.30.1.20/24", "172.30.1.1", "Tell your partner: 172.30.1.20");
        steps.add("$ ip link add name docker0 address 9a:42:11:22:33:44 type bridge; ip link set docker0 up;"
                + " ip addr add 172.17.0.1/16 dev docker0; "
                + CABLE.formatted("f8:75:a4:11:22:33") + "ip addr add 10.20.0.5/16 dev v0;"
                + " ip link add name w0 type veth peer name w1; ip link set w0 up; ip link set w1 up;"
                + " ip addr add 192.168.0.7/24 dev w0; ip route add default via 192.168.0.1");
        steps.add("addresses");
        expected.add("Tell your partner: 192.168.0.7");
        List<String> outputs = OneCommand.inNamespace(steps);
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).equals("addresses")) {
                sentences.add(outputs.get(i).lines().findFirst().orElse(""));
            }
        }
        assertThat(sentences).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(sentences.get(i)).contains(expected.get(i));
        }
    }

    private static void scene(
            List<String> steps, List<String> expected, String mac, String address, String router, String sentence) {
        steps.add(
                "$ " + CABLE.formatted(mac) + "ip addr add " + address + " dev v0; ip route add default via " + router);
        steps.add("addresses");
        steps.add("$ ip link del v0");
        expected.add(sentence);
    }

    @Test
    void aLinuxHostWithoutIproute2IsToldSoInOneLine() throws IOException {
        ProcessBuilder routes = new ProcessBuilder(OneCommand.line("steps", "routes", "addresses"));
        routes.environment().put("PATH", "/nonexistent");
        try (Program program = Program.start(routes)) {
            assertThat(program.awaitExit()).as(program::toString).isZero();
            assertThat(program.errors().strip())
                    .isEqualTo("routes: the program \"ip\" is missing. Install it: sudo apt-get install iproute2");
            assertThat(program.output())
                    .startsWith("--- status 1")
                    .contains("127.0.0.1/8", "Interfaces without an address are missing here", "--- status 0");
        }
    }

    /** A document is UTF-8 on a terminal with another charset too; the sentences of the doctor are Korean. */
    @Test
    void jsonIsUtf8OnAnyTerminal() throws IOException {
        List<String> line = OneCommand.line("doctor", "127.0.0.1", "1", "--json");
        line.addAll(1, List.of("-Dstdout.encoding=EUC-KR", "-Duser.language=ko"));
        line.remove("-Duser.language=en");
        try (Program program = Program.start(new ProcessBuilder(line))) {
            assertThat(program.awaitExit()).as(program::toString).isEqualTo(1);
            byte[] bytes = program.outputBytes();
            assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(new String(bytes, Charset.forName("EUC-KR")));
            String summary = Json.READER.readTree(bytes).path("summary").asText();
            assertThat(summary).contains("거부됨(refused)");
        }
    }
}
