package netprog.netlab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.netlab.host.LocalAddress.Scope;
import netprog.util.Addresses;
import netprog.wire.Program;
import netprog.wire.SystemProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalAddressTest {
    private static final Pattern IP_ADDRESS = Pattern.compile(
            "\"ifname\":\"(?<name>[^\"]+)\"|\"local\":\"(?<local>[^\"]+)\".*?\"prefixlen\":(?<prefix>\\d+)");

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, LOOPBACK",
        "127.255.255.255, LOOPBACK",
        "::1, LOOPBACK",
        "169.254.0.0, LINK_LOCAL",
        "169.254.255.255, LINK_LOCAL",
        "169.253.255.255, GLOBAL",
        "169.255.0.0, GLOBAL",
        "fe80::1, LINK_LOCAL",
        "febf:ffff::1, LINK_LOCAL",
        "fec0::1, GLOBAL",
        "9.255.255.255, GLOBAL",
        "10.0.0.0, SITE_LOCAL",
        "10.255.255.255, SITE_LOCAL",
        "11.0.0.0, GLOBAL",
        "172.15.255.255, GLOBAL",
        "172.16.0.0, SITE_LOCAL",
        "172.31.255.255, SITE_LOCAL",
        "172.32.0.0, GLOBAL",
        "192.167.255.255, GLOBAL",
        "192.168.0.0, SITE_LOCAL",
        "192.168.255.255, SITE_LOCAL",
        "192.169.0.0, GLOBAL",
        "100.63.255.255, GLOBAL",
        "100.64.0.0, SITE_LOCAL",
        "100.127.255.255, SITE_LOCAL",
        "100.128.0.0, GLOBAL",
        "101.64.0.0, GLOBAL",
        "252.0.0.1, GLOBAL",
        "fbff::1, GLOBAL",
        "fc00::1, SITE_LOCAL",
        "fdff:ffff::1, SITE_LOCAL",
        "fe00::1, GLOBAL",
        "2001:db8::1, GLOBAL"
    })
    void tellsHowFarAnAddressReaches(String address, Scope scope) throws Exception {
        assertThat(LocalAddress.scope(InetAddress.getByName(address))).isEqualTo(scope);
    }

    @Test
    void listsWhatIpShows() throws Exception {
        String ip = SystemProgram.find("ip", "iproute2");
        await().untilAsserted(() -> assertThat(ours()).containsExactlyInAnyOrderElementsOf(addressesOf(ip)));
    }

    @Test
    void listsInterfacesByNumberAndIpv4First() throws Exception {
        List<Integer> places = new ArrayList<>();
        for (LocalAddress each : LocalAddress.all()) {
            int index = NetworkInterface.getByName(each.owner().name()).getIndex();
            places.add(2 * index + (each.address() instanceof Inet4Address ? 0 : 1));
        }
        assertThat(places).isNotEmpty().isSorted();
    }

    @Test
    void saysAboutEachAddressWhatTheInterfaceKnows() throws Exception {
        for (LocalAddress each : LocalAddress.all()) {
            NetworkInterface owner = NetworkInterface.getByName(each.owner().name());
            assertThat(each.owner().description()).isEqualTo(owner.getDisplayName());
            assertThat(each.isUp()).isEqualTo(owner.isUp());
            assertThat(each.owner().mac())
                    .matches(owner.getHardwareAddress() == null ? "" : "([0-9a-f]{2}:)+[0-9a-f]{2}");
            assertThat(each.scope())
                    .isEqualTo(owner.isLoopback() ? Scope.LOOPBACK : LocalAddress.scope(each.address()));
        }
    }

    private static List<String> ours() throws Exception {
        List<String> lines = new ArrayList<>();
        for (LocalAddress each : LocalAddress.all()) {
            lines.add(each.owner().name() + " " + each.toString().replaceFirst("%[^/]*", ""));
        }
        return lines;
    }

    private static List<String> addressesOf(String ip) throws Exception {
        List<String> lines = new ArrayList<>();
        try (Program program = Program.start(ip, "-j", "addr")) {
            assertThat(program.awaitExit()).isZero();
            String name = "";
            Matcher found = IP_ADDRESS.matcher(program.output());
            while (found.find()) {
                if (found.group("name") != null) {
                    name = found.group("name");
                } else {
                    lines.add(name + " " + found.group("local") + "/" + found.group("prefix"));
                }
            }
        }
        return lines;
    }

    @Test
    void ipv6HasAnOrderAlthoughLinuxHasNone() throws Exception {
        List<String> shown = new ArrayList<>();
        List<LocalAddress> own = new ArrayList<>();
        for (String each : List.of("fe80::1", "fd00::2", "10.0.0.2", "fd00::1", "10.0.0.1")) {
            own.add(new LocalAddress(Interfaces.named("eth0", ""), InetAddress.getByName(each), 24));
        }
        own.sort(LocalAddress.ORDER);
        own.forEach(each -> shown.add(Addresses.show(each.address())));
        assertThat(shown).containsExactly("10.0.0.2", "10.0.0.1", "fd00::1", "fd00::2", "fe80::1");
    }
}
