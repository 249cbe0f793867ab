package netprog.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.util.LocalAddress.Adapter;
import netprog.util.LocalAddress.Scope;
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

    @ParameterizedTest
    @CsvSource({
        "00:0c:29:12:34:56, eth0, VMWARE_GUEST, VMware, false",
        "00:50:56:12:34:56, eth0, VMWARE_GUEST, VMware, false",
        "00:05:69:12:34:56, eth0, VMWARE_GUEST, VMware, false",
        "00:1C:14:12:34:56, eth0, VMWARE_GUEST, VMware, false",
        "00:50:56:C0:00:08, eth3, VMWARE_HOST, VMware VMnet, true",
        "00:50:56:c0:01:08, eth3, VMWARE_GUEST, VMware, false",
        "08:00:27:12:34:56, eth0, VIRTUALBOX_GUEST, VirtualBox, false",
        "0A:00:27:00:00:00, vboxnet0, VIRTUALBOX_HOST, VirtualBox host-only, true",
        "00:15:5d:12:34:56, eth0, HYPER_V, Hyper-V, false",
        "52:54:00:12:34:56, ens3, QEMU_GUEST, QEMU/KVM, false",
        "00:1c:42:12:34:56, eth0, PARALLELS_GUEST, Parallels, false",
        "00:16:3e:12:34:56, eth0, XEN_GUEST, Xen, false",
        "02:42:ac:11:00:02, eth0, DOCKER, Docker, false",
        "02:42:12:34:56:78, docker0, DOCKER, Docker, true",
        "02:42:12:34:56:78, br-0123456789ab, DOCKER, Docker, true",
        "02:43:12:34:56:78, eth0, ORDINARY, '', false",
        "f8:75:a4:12:34:56, eth0, ORDINARY, '', false",
        "'', lo, ORDINARY, '', false",
    })
    void readsTheKindOfAdapterOffItsHardwareAddress(
            String mac, String name, Adapter adapter, String product, boolean hostSide) throws Exception {
        LocalAddress address = address(name, "10.0.0.1", mac, true);
        assertThat(address.adapter()).isEqualTo(adapter);
        assertThat(address.adapter().product()).isEqualTo(product);
        assertThat(address.hostSide()).isEqualTo(hostSide);
    }

    @Test
    void aPartnerGetsTheAddressOfTheLanAndNotOfTheVirtualMachines() throws Exception {
        assertThat(forPartner(
                        address("lo", "127.0.0.1", "", true),
                        address("eth2", "192.168.126.1", "00:50:56:c0:00:01", true),
                        address("eth3", "192.168.254.1", "00:50:56:c0:00:08", true),
                        address("vboxnet0", "192.168.56.1", "0a:00:27:00:00:00", true),
                        address("docker0", "172.17.0.1", "02:42:12:34:56:78", true),
                        address("wlan0", "172.30.1.10", "f8:75:a4:12:34:56", true)))
                .isEqualTo("172.30.1.10");
    }

    @Test
    void aPartnerGetsTheAddressOfAGuestOrAContainer() throws Exception {
        assertThat(forPartner(address("eth0", "192.168.254.128", "00:0c:29:12:34:56", true)))
                .isEqualTo("192.168.254.128");
        assertThat(forPartner(address("eth0", "172.17.0.2", "02:42:ac:11:00:02", true)))
                .isEqualTo("172.17.0.2");
    }

    @Test
    void aPartnerGetsIpv4BeforeIpv6AndWhatReachesFartherBeforeBoth() throws Exception {
        LocalAddress link6 = address("eth0", "fe80::1", "", true);
        LocalAddress link4 = address("eth0", "169.254.1.1", "", true);
        LocalAddress global6 = address("eth0", "2001:db8::1", "", true);
        LocalAddress private4 = address("eth0", "10.0.0.1", "", true);
        assertThat(forPartner(link6, link4, global6, private4)).isEqualTo("10.0.0.1");
        assertThat(forPartner(link6, link4, global6)).isEqualTo("2001:db8::1");
        assertThat(forPartner(link6, link4)).isEqualTo("169.254.1.1");
        assertThat(forPartner(link6)).isEqualTo("fe80::1");
    }

    @Test
    void aPartnerGetsTheFirstOfTwoThatAreAsGood() throws Exception {
        assertThat(forPartner(address("eth0", "10.0.0.2", "", true), address("eth1", "10.0.0.1", "", true)))
                .isEqualTo("10.0.0.2");
    }

    @Test
    void aPartnerGetsNothingThatIsDownOrLoopback() throws Exception {
        assertThat(forPartner(address("lo", "127.0.0.1", "", true), address("eth0", "10.0.0.1", "", false)))
                .isEqualTo("none");
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
            int index = NetworkInterface.getByName(each.interfaceName()).getIndex();
            places.add(2 * index + (each.address() instanceof Inet4Address ? 0 : 1));
        }
        assertThat(places).isNotEmpty().isSorted();
    }

    @Test
    void saysAboutEachAddressWhatTheInterfaceKnows() throws Exception {
        for (LocalAddress each : LocalAddress.all()) {
            NetworkInterface owner = NetworkInterface.getByName(each.interfaceName());
            assertThat(each.description()).isEqualTo(owner.getDisplayName());
            assertThat(each.up()).isEqualTo(owner.isUp());
            assertThat(each.mac()).matches(owner.getHardwareAddress() == null ? "" : "([0-9a-f]{2}:)+[0-9a-f]{2}");
            assertThat(each.adapter()).isEqualTo(Adapter.of(each.mac()));
            assertThat(each.scope())
                    .isEqualTo(owner.isLoopback() ? Scope.LOOPBACK : LocalAddress.scope(each.address()));
        }
    }

    private static List<String> ours() throws Exception {
        List<String> lines = new ArrayList<>();
        for (LocalAddress each : LocalAddress.all()) {
            String address = Addresses.show(each.address()).replaceFirst("%.*", "");
            lines.add(each.interfaceName() + " " + address + "/" + each.prefixLength());
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
            own.add(address("eth0", each, "", true));
        }
        own.sort(LocalAddress.ORDER);
        own.forEach(each -> shown.add(Addresses.show(each.address())));
        assertThat(shown).containsExactly("10.0.0.2", "10.0.0.1", "fd00::1", "fd00::2", "fe80::1");
    }

    private static String forPartner(LocalAddress... all) {
        return LocalAddress.forPartner(List.of(all))
                .map(chosen -> Addresses.show(chosen.address()))
                .orElse("none");
    }

    private static LocalAddress address(String name, String address, String mac, boolean up)
            throws UnknownHostException {
        InetAddress ip = InetAddress.getByName(address);
        return new LocalAddress(name, name, ip, 24, mac, LocalAddress.scope(ip), Adapter.of(mac), up);
    }
}
