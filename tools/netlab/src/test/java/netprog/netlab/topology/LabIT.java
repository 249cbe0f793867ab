package netprog.netlab.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labs of this JVM: what they are made of, and what commands in them see. */
@Execution(ExecutionMode.CONCURRENT)
class LabIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Pattern ROUND_TRIPS = Pattern.compile("= ([\\d.]+)/");

    /** A lab that no test changes. */
    private static Lab bridged;

    @TempDir
    private Path folder;

    @BeforeAll
    static void build() throws IOException {
        SystemProgram.find("ip", "iproute2");
        SystemProgram.find("nft", "nftables");
        SystemProgram.find("ping", "iputils-ping");
        bridged = Lab.build(VmwareNetwork.BRIDGED, LabOptions.NONE);
    }

    @AfterAll
    static void close() {
        if (bridged != null) {
            bridged.close();
        }
    }

    /** Two hosts on one switch. */
    private static Topology twoHosts() {
        Topology plan = new Topology().host("a").host("b").network("lan");
        return plan.plug("a", "eth0", "lan", "10.1.0.1/24").plug("b", "eth0", "lan", "10.1.0.2/24");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The shortest round trip that ping measured, in milliseconds. */
    private static double roundTrip(Lab lab, String from, String to) throws IOException {
        String output = lab.shell(from, "ping -q -c 10 -i 0.02 " + to);
        Matcher times = ROUND_TRIPS.matcher(output);
        assertThat(times.find()).as(output).isTrue();
        return Double.parseDouble(times.group(1));
    }

    @Test
    void aCommandHasItsStatusItsWorkingDirectoryAndItsHostsName() throws IOException {
        Lab.Result result = bridged.run("guest", "sh", "-c", "hostname; pwd; echo wrong >&2; exit 7");
        assertThat(result.status()).isEqualTo(7);
        assertThat(result.output()).isEqualTo("guest\n" + System.getProperty("user.dir") + "\n");
        assertThat(result.errors()).isEqualTo("wrong\n");
        assertThat(bridged.shell("peer", "hostname")).isEqualTo("peer\n");
        assertThatThrownBy(() -> bridged.shell("peer", "echo because >&2; exit 3"))
                .hasMessageContaining("status 3, because");
    }

    @Test
    void theLookUpOfAnUnknownNameFailsAtOnce() throws IOException {
        long start = System.nanoTime();
        assertThat(bridged.run("guest", "getent", "hosts", "nosuch.example").status())
                .isEqualTo(2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @EnumSource
    void theHostsReachEachOtherByNameOverIpv4AndIpv6(VmwareNetwork mode) throws IOException {
        try (Lab lab = Lab.build(mode, LabOptions.NONE)) {
            assertThat(reached(lab, "guest", "host", "host6")).isEqualTo("host host6 ");
            assertThat(reached(lab, "guest", "outside", "outside6"))
                    .isEqualTo(mode == VmwareNetwork.HOST_ONLY ? "" : "outside outside6 ");
            assertThat(reached(lab, "peer", "guest", "guest6"))
                    .isEqualTo(mode == VmwareNetwork.BRIDGED ? "guest guest6 " : "");
            assertThat(lab.shell("peer", "getent hosts host")).matches("172\\.30\\.1\\.10\\s+host\n");
            assertThat(lab.shell("guest", "getent hosts host"))
                    .matches(
                            switch (mode) {
                                case BRIDGED -> "172\\.30\\.1\\.10\\s+host\n";
                                case NAT -> "192\\.168\\.254\\.1\\s+host\n";
                                case HOST_ONLY -> "192\\.168\\.126\\.1\\s+host\n";
                            });
            assertThat(lab.shell("guest", "ip addr show eth0")).contains(mode.guestAddress() + "/24");
        }
    }

    /** The hosts of these that answer a ping; a router that knows no way says so at once. */
    private static String reached(Lab lab, String from, String... hosts) throws IOException {
        return lab.shell(
                from,
                "for h in " + String.join(" ", hosts)
                        + "; do ping -c 1 -W 5 $h >/dev/null 2>&1 && printf \"%s \" $h; done; true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"as the kernel can", "without netem"})
    void slowCablesDelayBothWays(String way) throws IOException {
        Topology plan =
                new Topology().host("a").host("b").host("r").network("left").network("right");
        plan.plug("a", "eth0", "left", "10.1.0.2/24").route("a", "default via 10.1.0.1");
        plan.plug("b", "eth0", "right", "10.2.0.2/24", "2001:db8::2/64").route("b", "default via 10.2.0.1");
        plan.plug("r", "eth0", "left", "10.1.0.1/24").plug("r", "eth1", "right", "10.2.0.1/24");
        plan.forwarding("r").delay("a", "eth0", Duration.ofMillis(20)).delay("b", "eth0", Duration.ofMillis(30));
        plan.name("a", "b", "10.2.0.2").at("b", "ip link set eth0 mtu 1400");
        String script = plan.script();
        if (way.equals("without netem")) {
            script = script.replace("tc -n", "false");
        }
        try (Lab lab = Lab.build(script, "netprog-lab", false, notice -> {})) {
            assertThat(roundTrip(lab, "a", "b"))
                    .isBetween(100.0, 199.0); // 20 + 30, there and back; more on a busy machine
            assertThat(lab.shell("b", "cat /sys/class/net/eth0/mtu")).isEqualTo("1400\n");
            assertThat(lab.shell("left", "ls /sys/class/net/br0/brif")).isEqualTo("a-eth0\nr-eth0\n");
        }
    }

    /** A tc that takes every command shows what is given to the real one, which not every kernel obeys. */
    @Test
    void wherePossibleTheKernelDelaysTheFrames() throws IOException {
        Path tc = Files.writeString(folder.resolve("tc"), "#!/bin/sh\necho \"$*\" >>" + folder + "/calls\n");
        assertThat(tc.toFile().setExecutable(true)).isTrue();
        String script = twoHosts().delay("a", "eth0", Duration.ofMillis(50)).script();
        try (Lab lab = Lab.build(script.replace("tc -n", tc + " -n"), "netprog-lab", false, notice -> {})) {
            assertThat(roundTrip(lab, "a", "10.1.0.2")).isLessThan(50);
            assertThat(lab.shell("a", "ps ax")).doesNotContain("DelayedLink");
        }
        assertThat(folder.resolve("calls"))
                .hasContent("-n cable qdisc add dev end0a root netem delay 50000us limit 4096\n"
                        + "-n cable qdisc add dev end0b root netem delay 50000us limit 4096\n");
        // The real one understands it: status 2 is the kernel's error, 1 would be a wrong command line.
        String real = SystemProgram.find("tc", "iproute2");
        assertThat(bridged.run(
                                "router", real, "qdisc", "add", "dev", "lo", "root", "netem", "delay", "1us", "limit",
                                "1")
                        .status())
                .isIn(0, 2);
    }

    @Test
    void aSlowCableCarriesMuchWithoutAnError() throws IOException, InterruptedException {
        SystemProgram.find("socat", "socat");
        try (Lab lab = Lab.build(VmwareNetwork.NAT, LabOptions.NONE.delay(Duration.ofMillis(5)))) {
            // Larger frames than 1500 bytes and unfinished checksums are what a system hands to its own interface.
            Process server = lab.start("guest", "socat", "-d", "-d", "-u", "TCP-LISTEN:30000", "EXEC:sha256sum");
            assertThat(server.errorReader().readLine()).contains("listening");
            String sent = lab.shell("host", "head -c 5000000 /dev/urandom | tee /run/lab/sent | sha256sum");
            lab.shell("host", "socat -u FILE:/run/lab/sent TCP:guest:30000");
            assertThat(server.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(new String(server.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo(sent);
        }
    }

    @Test
    void theProcessOfASlowCableEndsIfItCanReceiveNoMore() throws IOException {
        try (Program link =
                Program.start(java(), "-cp", System.getProperty("java.class.path"), BrokenLink.class.getName())) {
            assertThat(link.awaitExit()).as(link.toString()).isEqualTo(1);
            assertThat(link.errors()).contains("LastErrorException");
        }
    }

    /** A slow cable of which both ends are gone. */
    static final class BrokenLink {
        public static void main(String... args) {
            DelayedLink.carry(-1, -1, 0);
        }
    }

    @Tag("full")
    @Test
    void aCableLosesAsManyPacketsAsItWasTold() throws IOException {
        try (Lab lab = Lab.build(twoHosts().loss("a", "eth0", 30))) {
            String output = lab.shell("a", "ping -q -c 500 -i 0.002 -W 1 10.1.0.2 || true");
            Matcher counts = Pattern.compile("(\\d+) packets transmitted, (\\d+) received")
                    .matcher(output);
            assertThat(counts.find()).as(output).isTrue();
            // There and back: 0.7 * 0.7 arrive, with a standard deviation of 11 in 500.
            assertThat(Integer.parseInt(counts.group(1))).isEqualTo(500);
            assertThat(Integer.parseInt(counts.group(2))).isBetween(245 - 6 * 11, 245 + 6 * 11);
        }
    }

    @Test
    void eachKindOfFirewallAnswersInItsOwnWay() throws IOException {
        LabOptions walls = LabOptions.NONE
                .firewall("guest", Firewall.DROP)
                .firewall("peer", Firewall.REJECT)
                .firewall("outside", Firewall.PROHIBIT);
        try (Lab lab = Lab.build(VmwareNetwork.BRIDGED, walls)) {
            Lab.Result result = lab.run(
                    "host",
                    java(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Connect.class.getName(),
                    "guest",
                    "peer",
                    "outside");
            assertThat(result.output().lines())
                    .as(result.errors())
                    .hasSize(3)
                    .satisfiesExactly(
                            guest -> assertThat(guest).isEqualTo("Connect timed out"),
                            peer -> assertThat(peer).isEqualTo("Connection refused"),
                            outside -> assertThat(outside).contains("No route to host"));
            assertThat(reached(lab, "guest", "host")).isEqualTo("host "); // the firewall lets replies pass
            assertThat(lab.run("host", "ping", "-c", "1", "-W", "1", "guest").status())
                    .isEqualTo(1);
        }
    }

    /** Connects to closed ports, and prints the error messages. */
    static final class Connect {
        public static void main(String... hosts) {
            for (String host : hosts) {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(host, 30000), 1500);
                    System.out.println("connected");
                } catch (IOException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    @Test
    void anErrorInAPlanIsReportedInOneSentence() {
        Topology plan = new Topology().host("a").network("lan");
        assertThatThrownBy(() -> plan.plug("a", "eth0", "nosuch")).hasMessage("\"nosuch\" is none of [lan]");
        assertThatThrownBy(() -> plan.host("too long a name")).hasMessageContaining("short name");
        assertThatThrownBy(() -> plan.delay("a", "eth1", Duration.ZERO)).hasMessage("a has no eth1");
        plan.plug("a", "eth0", "lan", "10.1.0.300/24");
        assertThatThrownBy(() -> Lab.build(plan))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("10.1.0.300/24")
                .hasMessageNotContaining("\n");
    }

    @Test
    void theCommandsOfAPlanMayPrintAndRead() throws IOException {
        Topology plan = new Topology().host("a");
        plan.at("a", "sysctl -w net.ipv4.ip_forward=1; echo ready; cat; seq 100000; seq 100000 >&2");
        try (Lab lab = Lab.build(plan)) {
            assertThat(lab.shell("a", "cat /proc/sys/net/ipv4/ip_forward")).isEqualTo("1\n");
        }
    }

    @Test
    void otherUsersDoNotSeeTheScriptInTheListOfProcesses() throws IOException {
        assertThat(Files.readString(Path.of("/proc/" + bridged.pid() + "/cmdline")))
                .isEqualTo("bash\0-s\0netprog-lab\0");
    }

    @Test
    void aCommandGetsSignalsAndEndsWithItsLab() throws IOException, InterruptedException {
        Process second;
        try (Lab lab = Lab.build(twoHosts())) {
            Process first = lab.start("a", "sh", "-c", "trap 'exit 9' INT; echo go; while :; do sleep 0.1; done");
            assertThat(first.inputReader().readLine()).isEqualTo("go");
            assertThatThrownBy(() -> lab.signal(first, "NOSUCH"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("NOSUCH");
            lab.signal(first, "INT");
            assertThat(first.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(first.exitValue()).isEqualTo(9);
            assertThatThrownBy(() -> lab.signal(first, "INT"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(String.valueOf(first.pid()));
            second = lab.start("a", "sh", "-c", "echo go; exec sleep 1000");
            assertThat(second.inputReader().readLine()).isEqualTo("go"); // it is in the lab now
            assertThat(ProcessHandle.of(lab.pid())).isPresent();
        }
        assertThat(second.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(137); // killed
    }

    @Test
    void aCommandThatASignalEndsHasTheStatusThatAShellTells() throws IOException {
        String[] signals = {"INT 130", "QUIT 131", "KILL 137", "SEGV 139", "TERM 143"};
        for (String each : signals) {
            String[] words = each.split(" ");
            Lab.Result result = bridged.run("guest", "sh", "-c", "ulimit -c 0; kill -" + words[0] + " $$");
            assertThat(result).isEqualTo(new Lab.Result(Integer.parseInt(words[1]), "", ""));
        }
    }

    @Test
    void aMatrixWithoutProgramsIsAnError() {
        ReachabilityTable table = new ReachabilityTable(VmwareNetwork.BRIDGED, LabOptions.NONE);
        assertThatThrownBy(() -> new Matrix(bridged, folder, table))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("week03-time.jar")
                .hasMessageContaining("mvn -DskipTests package");
    }
}
