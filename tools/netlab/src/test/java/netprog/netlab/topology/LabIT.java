package netprog.netlab.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Labs of this JVM: what they are made of, and what commands in them see. */
class LabIT {
    @BeforeAll
    static void needsPrograms() {
        SystemProgram.find("ip", "iproute2");
        SystemProgram.find("nft", "nftables");
        SystemProgram.find("ping", "iputils-ping");
    }

    @Test
    void aCommandHasItsStatusItsFolderAndItsHostsName() throws IOException {
        try (Lab lab = Lab.build(VmwareNetwork.BRIDGED, LabOptions.NONE)) {
            Lab.Result result = lab.run("guest", "sh", "-c", "hostname; pwd; echo wrong >&2; exit 7");
            assertThat(result.status()).isEqualTo(7);
            assertThat(result.output()).isEqualTo("guest\n" + System.getProperty("user.dir") + "\n");
            assertThat(result.errors()).isEqualTo("wrong\n");
            assertThat(lab.shell("peer", "hostname")).isEqualTo("peer\n");
            assertThatThrownBy(() -> lab.shell("peer", "echo because >&2; exit 3"))
                    .hasMessageContaining("status 3, because");
        }
    }

    @Test
    void aNameThatNobodyKnowsIsUnknownAtOnce() throws IOException {
        try (Lab lab = Lab.build(VmwareNetwork.NAT, LabOptions.NONE)) {
            long start = System.nanoTime();
            assertThat(lab.run("guest", "getent", "hosts", "nosuch.example").status())
                    .isEqualTo(2);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            assertThat(lab.shell("guest", "getent hosts host")).matches("192\\.168\\.254\\.1\\s+host\n");
            assertThat(lab.shell("peer", "getent hosts host")).matches("172\\.30\\.1\\.10\\s+host\n");
        }
    }

    @Test
    void aSlowCableDelaysBothWays() throws IOException {
        LabOptions slow = LabOptions.NONE.delay(Duration.ofMillis(50));
        try (Lab lab = Lab.build(VmwareNetwork.BRIDGED, slow)) {
            String output = lab.shell("peer", "ping -q -c 20 -i 0.02 guest");
            Matcher times = Pattern.compile("= ([\\d.]+)/([\\d.]+)/").matcher(output);
            assertThat(times.find()).as(output).isTrue();
            assertThat(Double.parseDouble(times.group(1)))
                    .isGreaterThanOrEqualTo(100)
                    .isLessThan(120);
        }
    }

    @Test
    void aCableLosesAsManyPacketsAsItSays() throws IOException {
        try (Lab lab = Lab.build(VmwareNetwork.BRIDGED, LabOptions.NONE.loss(30))) {
            String output = lab.shell("peer", "ping -q -c 1000 -i 0.002 -W 1 guest || true");
            Matcher counts = Pattern.compile("(\\d+) packets transmitted, (\\d+) received")
                    .matcher(output);
            assertThat(counts.find()).as(output).isTrue();
            // There and back: 0.7 * 0.7 come through, with a standard deviation of 16 in 1000.
            assertThat(Integer.parseInt(counts.group(1))).isEqualTo(1000);
            assertThat(Integer.parseInt(counts.group(2))).isBetween(490 - 6 * 16, 490 + 6 * 16);
        }
    }

    @Test
    void aSlowCableCarriesMuchWithoutMistake() throws IOException, InterruptedException {
        SystemProgram.find("socat", "socat");
        try (Lab lab = Lab.build(VmwareNetwork.NAT, LabOptions.NONE.delay(Duration.ofMillis(5)))) {
            // Larger frames than 1500 bytes and unfinished checksums are what a system hands to its own interface.
            Process server = lab.start("guest", "socat", "-d", "-d", "-u", "TCP-LISTEN:30000", "EXEC:sha256sum");
            assertThat(server.errorReader().readLine()).contains("listening");
            String sent = lab.shell("host", "head -c 5000000 /dev/urandom | tee /run/lab/sent | sha256sum");
            lab.shell("host", "socat -u FILE:/run/lab/sent TCP:guest:30000");
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(server.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo(sent);
        }
    }

    @Test
    void aFirewallAnswersInItsOwnWay() throws IOException {
        LabOptions walls = LabOptions.NONE
                .firewall("guest", Firewall.DROP)
                .firewall("peer", Firewall.REJECT)
                .firewall("outside", Firewall.PROHIBIT);
        try (Lab lab = Lab.build(VmwareNetwork.BRIDGED, walls)) {
            assertThat(connect(lab, "guest")).isEqualTo("Connect timed out");
            assertThat(connect(lab, "peer")).isEqualTo("Connection refused");
            assertThat(connect(lab, "outside")).contains("No route to host");
            assertThat(lab.run("guest", "ping", "-c", "1", "-W", "5", "host").status())
                    .isZero(); // answers come in
            assertThat(lab.run("host", "ping", "-c", "1", "-W", "1", "guest").status())
                    .isEqualTo(1);
        }
    }

    @Test
    void ipv6Too() throws IOException {
        for (VmwareNetwork mode : VmwareNetwork.values()) {
            try (Lab lab = Lab.build(mode, LabOptions.NONE)) {
                assertThat(lab.run("guest", "ping", "-6", "-c", "1", "-W", "5", "host6")
                                .status())
                        .isZero();
                assertThat(lab.run("guest", "ping", "-6", "-c", "1", "-W", "5", "outside6")
                                        .status()
                                == 0)
                        .isEqualTo(mode != VmwareNetwork.HOST_ONLY);
                assertThat(lab.run("peer", "ping", "-6", "-c", "1", "-W", "5", "guest6")
                                        .status()
                                == 0)
                        .isEqualTo(mode == VmwareNetwork.BRIDGED);
            }
        }
    }

    @Test
    void anyOtherNetwork() throws IOException {
        Topology plan = new Topology().host("a").host("b").network("left").network("right");
        plan.host("r").forwarding("r");
        plan.plug("a", "eth0", "left", "10.1.0.2/24").route("a", "default via 10.1.0.1");
        plan.plug("b", "eth0", "right", "10.2.0.2/24", "2001:db8::2/64").route("b", "default via 10.2.0.1");
        plan.plug("r", "eth0", "left", "10.1.0.1/24").plug("r", "eth1", "right", "10.2.0.1/24");
        plan.delay("a", "eth0", Duration.ofMillis(20)).delay("b", "eth0", Duration.ofMillis(30));
        plan.name("a", "b", "10.2.0.2").at("b", "ip link set eth0 mtu 1400");
        try (Lab lab = Lab.build(plan)) {
            String output = lab.shell("a", "ping -q -c 3 -i 0.1 b");
            Matcher times = Pattern.compile("= ([\\d.]+)/").matcher(output);
            assertThat(times.find()).as(output).isTrue();
            assertThat(Double.parseDouble(times.group(1))).isGreaterThanOrEqualTo(100);
            assertThat(lab.shell("b", "cat /sys/class/net/eth0/mtu")).isEqualTo("1400\n");
            assertThat(lab.shell("left", "ls /sys/class/net/br0/brif")).isEqualTo("a-eth0\nr-eth0\n");
        }
    }

    @Test
    void aMistakeInAPlanIsSaidInOneSentence() {
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
    void aCommandCanBeInterruptedAndEndsWithItsLab() throws IOException, InterruptedException {
        Process second;
        try (Lab lab = Lab.build(VmwareNetwork.BRIDGED, LabOptions.NONE)) {
            Process first = lab.start("host", "sh", "-c", "trap 'exit 9' INT; echo go; while :; do sleep 0.1; done");
            assertThat(first.inputReader().readLine()).isEqualTo("go");
            Lab.signal(first, "INT");
            assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(first.exitValue()).isEqualTo(9);
            second = lab.start("host", "sh", "-c", "echo go; exec sleep 1000");
            assertThat(second.inputReader().readLine()).isEqualTo("go"); // it is in the lab now
            assertThat(ProcessHandle.of(lab.pid())).isPresent();
        }
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(137); // killed
    }

    /** What Java's connect says, as a Java program at {@code host}. */
    private static String connect(Lab lab, String host) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return lab.run("host", java, "-cp", System.getProperty("java.class.path"), LabIT.class.getName(), host)
                .output()
                .strip();
    }

    /** Connects to a port at which nobody listens and prints what that gives. */
    public static void main(String... args) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(args[0], 30000), 1500);
            System.out.println("connected");
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }
}
