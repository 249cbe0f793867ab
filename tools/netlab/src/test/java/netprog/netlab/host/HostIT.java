package netprog.netlab.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import netprog.netlab.common.Json;
import netprog.wire.CommandLoop;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands in networks that a student may be in; one process for all of them. */
@Execution(ExecutionMode.CONCURRENT)
class HostIT {
    private static CommandLoop host;

    @BeforeAll
    static void makeANetwork() throws IOException {
        SystemProgram.find("ip", "iproute2");
        host = OneCommand.loop();
    }

    @AfterAll
    static void end() {
        host.close();
    }

    @ResourceLock("network of the loop")
    @ParameterizedTest
    @CsvSource({
        "08:00:27:11:22:33, 10.0.2.15/24,       10.0.2.2,      is behind NAT (VirtualBox)",
        "00:0c:29:11:22:33, 192.168.254.128/24, 192.168.254.2, is behind NAT (VMware",
        "00:0c:29:11:22:33, 172.16.133.128/24,  172.16.133.2,  is behind NAT (VMware",
        "00:15:5d:11:22:33, 172.28.10.5/20,     172.28.0.1,    is behind NAT (WSL",
        "f8:75:a4:11:22:33, 172.30.1.20/24,     172.30.1.1,    Tell your partner: 172.30.1.20",
    })
    void whatKeepsAPartnerAwayIsSaidFirst(String mac, String address, String router, String expected)
            throws IOException {
        cable("v0", mac, address);
        sh("ip route add default via " + router);
        assertThat(firstLine()).contains(expected);
        sh("ip link del v0");
    }

    @ResourceLock("network of the loop")
    @Test
    void theDefaultRouteDecidesAndNotTheOrderOfTheInterfaces() throws IOException {
        sh("ip link add name docker0 address 9a:42:11:22:33:44 type bridge; ip link set docker0 up;"
                + " ip addr add 172.17.0.1/16 dev docker0"); // since Docker 28 its MAC address is random
        cable("v0", "f8:75:a4:11:22:33", "10.20.0.5/16");
        cable("w0", "f8:75:a4:11:22:34", "192.168.0.7/24");
        sh("ip route add default via 192.168.0.1");
        assertThat(firstLine()).isEqualTo("Tell your partner: 192.168.0.7");
        sh("ip route replace default via 10.20.0.1");
        assertThat(firstLine()).isEqualTo("Tell your partner: 10.20.0.5");
        sh("ip link del docker0; ip link del v0; ip link del w0");
        assertThat(firstLine()).startsWith("No address for a partner");
    }

    private static void cable(String name, String mac, String address) throws IOException {
        sh("ip link add name " + name + " address " + mac + " type veth peer name peer-" + name + "; ip link set "
                + name + " up; ip link set peer-" + name + " up; ip addr add " + address + " dev " + name);
    }

    private static void sh(String line) throws IOException {
        CommandLoop.Result result = host.run("sh", "-ec", line);
        assertThat(result.status()).as("%s", result).isZero();
    }

    private static String firstLine() throws IOException {
        return host.run("addresses").output().lines().findFirst().orElse("");
    }

    @Tag("full")
    @Test
    void aLinuxHostWithoutIproute2IsToldSoInOneLine() throws IOException {
        ProcessBuilder routes = new ProcessBuilder(OneCommand.line("routes"));
        routes.environment().put("PATH", "/nonexistent");
        try (Program program = Program.start(routes)) {
            assertThat(program.awaitExit()).as(program::toString).isEqualTo(1);
            assertThat(program.output()).isEmpty();
            assertThat(program.errors().strip())
                    .isEqualTo("routes: the program \"ip\" is missing. Install it: sudo apt-get install iproute2");
        }
        ProcessBuilder addresses = new ProcessBuilder(OneCommand.line("addresses"));
        addresses.environment().put("PATH", "/nonexistent");
        try (Program program = Program.start(addresses)) {
            assertThat(program.awaitExit()).as(program::toString).isZero();
            assertThat(program.output()).contains("127.0.0.1/8", "Interfaces without an address are missing here");
        }
    }

    /** A document is UTF-8 on a terminal with another charset too; the sentences of the doctor are Korean. */
    @Tag("full")
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
