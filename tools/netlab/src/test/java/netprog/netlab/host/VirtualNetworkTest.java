package netprog.netlab.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import netprog.netlab.host.LocalInterface.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What names and numbers of interfaces tell of virtual machines. */
class VirtualNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "00:0c:29:12:34:56, eth0, VMWARE_GUEST",
        "00:50:56:12:34:56, eth0, VMWARE_GUEST",
        "00:05:69:12:34:56, eth0, VMWARE_GUEST",
        "00:1C:14:12:34:56, eth0, VMWARE_GUEST",
        "00:50:56:C0:00:08, eth3, VMWARE_HOST",
        "00:50:56:c0:01:08, eth3, VMWARE_GUEST",
        "'', vmnet8, VMWARE_HOST",
        "08:00:27:12:34:56, eth0, VIRTUALBOX_GUEST",
        "0A:00:27:00:00:00, vboxnet0, VIRTUALBOX_HOST",
        "00:15:5d:12:34:56, eth0, HYPER_V",
        "00:15:5d:12:34:56, Hyper-V Virtual Ethernet Adapter, HYPER_V_HOST",
        "52:54:00:12:34:56, ens3, QEMU_GUEST",
        "52:54:00:12:34:56, virbr0, QEMU_HOST",
        "00:1c:42:12:34:56, eth0, PARALLELS_GUEST",
        "00:16:3e:12:34:56, eth0, XEN_GUEST",
        "02:42:ac:11:00:02, eth0, DOCKER",
        "02:42:12:34:56:78, docker0, DOCKER_HOST",
        "9a:42:12:34:56:78, docker0, DOCKER_HOST", // since Docker 28 the MAC address is random
        "9a:42:12:34:56:78, br-0123456789ab, DOCKER_HOST",
        "9a:42:12:34:56:78, br-lan, ORDINARY",
        "02:43:12:34:56:78, eth0, ORDINARY",
        "f8:75:a4:12:34:56, eth0, ORDINARY",
        "'', lo, ORDINARY",
    })
    void theKindOfAnAdapter(String mac, String name, Adapter adapter) {
        assertThat(Interfaces.named(name, mac).adapter()).isEqualTo(adapter);
    }

    @ParameterizedTest
    @CsvSource({
        // MAC address, own address, router; product and mode
        "00:0c:29:00:00:01, 192.168.254.128, 192.168.254.2, VMware VMnet8 nat",
        "00:0c:29:00:00:01, 172.16.133.128, 172.16.133.2, VMware VMnet8 nat", // Fusion
        "00:0c:29:00:00:01, 172.30.1.20, 172.30.1.1, VMware VMnet0 bridged",
        "00:0c:29:00:00:01, 172.30.1.20, 172.30.1.2, VMware VMnet0 bridged",
        "00:0c:29:00:00:01, 192.168.126.128, '', VMware VMnet1 host-only",
        "08:00:27:00:00:01, 10.0.2.15, 10.0.2.2, VirtualBox nat",
        "08:00:27:00:00:01, 10.0.3.15, 10.0.3.2, VirtualBox nat",
        "f8:75:a4:00:00:01, 10.0.2.15, 10.0.2.2, VirtualBox nat",
        "08:00:27:00:00:01, 192.168.56.101, '', VirtualBox host-only",
        "08:00:27:00:00:01, 192.168.0.7, 192.168.0.1, none",
        "52:54:00:00:00:01, 10.0.2.15, 10.0.2.2, QEMU/KVM nat",
        "52:54:00:00:00:01, 192.168.122.9, 192.168.122.1, QEMU/KVM (libvirt) nat",
        "00:15:5d:00:00:01, 172.28.10.5, 172.28.0.1, 'WSL, Hyper-V nat'",
        "00:15:5d:00:00:01, 192.168.0.7, 192.168.0.1, none",
        "02:42:ac:11:00:02, 172.17.0.2, 172.17.0.1, Docker nat",
        "9a:42:ac:11:00:02, 172.17.0.2, 172.17.0.1, Docker nat",
        "00:50:56:c0:00:08, 192.168.254.1, 192.168.254.2, none",
        "f8:75:a4:00:00:01, 192.168.254.7, 192.168.254.2, none",
    })
    void theNetworkOfAGuest(String mac, String address, String gateway, String expected) throws Exception {
        LocalInterface eth0 = Interfaces.named("eth0", mac);
        List<LocalAddress> own = List.of(new LocalAddress(eth0, InetAddress.getByName(address), 24));
        assertThat(VirtualNetwork.of(eth0, own, routes(gateway, "eth0"))
                        .map(network -> network.product() + " " + network.mode())
                        .orElse("none"))
                .isEqualTo(expected);
    }

    @Test
    void aRouterOfAnotherInterfaceDoesNotMatter() throws Exception {
        LocalInterface eth0 = Interfaces.named("eth0", "00:0c:29:00:00:01");
        assertThat(VirtualNetwork.of(eth0, List.of(), routes("192.168.254.2", "eth1")))
                .contains(new VirtualNetwork("VMware VMnet1", VirtualNetwork.Mode.HOST_ONLY));
    }

    @ParameterizedTest
    @CsvSource({
        // what a partner is told, and the interfaces: name, MAC address, address; the default route is the last one's
        "'Tell your partner: 172.30.1.10', lo  127.0.0.1/8; eth2 00:50:56:c0:00:01 192.168.126.1/24;"
                + " docker0 9a:42:12:34:56:78 172.17.0.1/16; wlan0 f8:75:a4:12:34:56 172.30.1.10/24, 172.30.1.1",
        "'Tell your partner: 10.20.0.5', eth0 f8:75:a4:00:00:01 172.30.1.20/24; v0 f8:75:a4:00:00:02 10.20.0.5/16, 10.20.0.1",
        "'Tell your partner: 172.30.1.20', eth0 f8:75:a4:00:00:01 172.30.1.20/24; tun0  10.8.0.6/24, 10.8.0.1",
        "'Tell your partner: 10.0.0.2', eth0 f8:75:a4:00:00:01 10.0.0.2/24; eth1 f8:75:a4:00:00:02 10.0.0.3/24, ''",
        "'Tell your partner: 10.0.0.1', eth0  fe80::1/64; eth0  169.254.1.1/16; eth0  2001:db8::1/64; eth0  10.0.0.1/24, ''",
        "'Tell your partner: 2001:db8::1', eth0  fe80::1/64; eth0  169.254.1.1/16; eth0  2001:db8::1/64, ''",
        "'Tell your partner: 169.254.1.1', eth0  fe80::1/64; eth0  169.254.1.1/16, ''",
        "'This machine is behind NAT (VirtualBox): others reach it only through a forwarded port. Its address there: 10.0.2.15',"
                + " eth0 08:00:27:12:34:56 10.0.2.15/24, 10.0.2.2",
        "'Tell your partner: 192.168.0.7', eth1 08:00:27:12:34:57 192.168.0.7/24; eth0 08:00:27:12:34:56 10.0.2.15/24, 10.0.2.2",
        "'This machine is in a host-only network (VMware VMnet1): only its own host reaches it. Its address there: 192.168.126.128',"
                + " eth0 00:0c:29:12:34:56 192.168.126.128/24, ''",
        "none, lo  127.0.0.1/8; eth2 00:50:56:c0:00:01 192.168.126.1/24, ''",
    })
    void theAddressForAPartner(String expected, String interfaces, String gateway) throws Exception {
        List<LocalAddress> own = new ArrayList<>();
        for (String each : interfaces.split("; ?")) {
            String[] words = each.split("[ /]");
            own.add(new LocalAddress(
                    Interfaces.named(words[0], words[1]), InetAddress.getByName(words[2]), Integer.parseInt(words[3])));
        }
        String last = own.get(own.size() - 1).owner().name();
        assertThat(PartnerAddress.choose(own, routes(gateway, last))
                        .map(PartnerAddress::sentence)
                        .orElse("none"))
                .isEqualTo(expected);
    }

    @Test
    void anInterfaceThatIsDownHasNoAddressForAPartner() throws Exception {
        LocalInterface down = Interfaces.named("eth0", "", State.DOWN);
        LocalAddress address = new LocalAddress(down, InetAddress.getByName("10.0.0.1"), 24);
        assertThat(PartnerAddress.choose(List.of(address), List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "eth0, 00:50:56:c0:00:01, VMware's host-only network (VMnet1): only this machine and its virtual machines",
        "eth0, 00:50:56:c0:00:08, VMware's NAT network (VMnet8): its virtual machines go out through this machine",
        "eth0, 00:50:56:c0:00:0a, VMware's network VMnet10",
        "vmnet8, '', VMware's NAT network (VMnet8): its virtual machines go out through this machine",
        "eth0, 0a:00:27:00:00:00, 'this machine''s end of a VirtualBox host-only network: only its own virtual machines or"
                + " containers reach it'",
        "eth0, 08:00:27:00:00:00, adapter of VirtualBox",
        "eth0, f8:75:a4:00:00:01, ''",
    })
    void whatIsSaidOfAnAdapter(String name, String mac, String expected) {
        assertThat(String.join("", AddressesCommand.ofAdapter(Interfaces.named(name, mac))))
                .isEqualTo(expected);
    }

    private static List<Route> routes(String gateway, String through) throws Exception {
        InetAddress network = InetAddress.getByName("0.0.0.0");
        Route route = gateway.isEmpty()
                ? new Route(InetAddress.getByName("192.168.126.0"), 24, null, through, 0, Route.Kind.UNICAST)
                : new Route(network, 0, InetAddress.getByName(gateway), through, 0, Route.Kind.UNICAST);
        return List.of(route);
    }
}
