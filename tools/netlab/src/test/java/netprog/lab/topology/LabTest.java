package netprog.lab.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.testkit.SystemProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Labs of this JVM: what they are made of, and what commands in them see. */
class LabTest {
    @BeforeAll
    static void needsPrograms() {
        SystemProgram.find("ip", "iproute2");
        SystemProgram.find("nft", "nftables");
        SystemProgram.find("ping", "iputils-ping");
    }

    @Test
    void aCommandHasItsStatusItsFolderAndItsHostsName() throws IOException {
        try (Lab lab = Lab.build(Mode.BRIDGED, LabOptions.NONE)) {
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
        try (Lab lab = Lab.build(Mode.NAT, LabOptions.NONE)) {
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
        try (Lab lab = Lab.build(Mode.BRIDGED, slow)) {
            String output = lab.shell("peer", "ping -q -c 10 -i 0.05 guest");
            Matcher times = Pattern.compile("= ([\\d.]+)/([\\d.]+)/").matcher(output);
            assertThat(times.find()).as(output).isTrue();
            assertThat(Double.parseDouble(times.group(1)))
                    .isGreaterThanOrEqualTo(100)
                    .isLessThan(120);
        }
    }
}
