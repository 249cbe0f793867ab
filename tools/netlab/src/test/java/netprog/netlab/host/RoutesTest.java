package netprog.netlab.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import netprog.netlab.host.LocalInterface.State;
import netprog.util.LocalAddress;
import netprog.util.LocalAddress.Adapter;
import netprog.util.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which route a packet takes, and what is said about it. */
class RoutesTest {
    private static final Messages MESSAGES = new Messages("netprog.netlab.host.messages");

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.0/24 eth1",
        "10.1.3.3, 10.1.0.0/16 eth0",
        "10.2.0.1, default eth0",
        "255.255.255.255, default eth0",
        "192.168.7.7, 192.168.0.0/17 eth0",
        "192.168.128.0, default eth0",
        "fd00::1, fd00::/16 eth2",
        "fe00::1, none",
    })
    void theLongestPrefixWinsAndThenTheLowestMetric(String to, String expected) throws Exception {
        List<Route> all = List.of(
                route("0.0.0.0", 0, "10.1.0.9", "eth9", 100),
                route("0.0.0.0", 0, "10.1.0.1", "eth0", 5),
                route("10.1.0.0", 16, null, "eth0", 0),
                route("10.1.2.0", 24, null, "eth1", 700),
                route("192.168.0.0", 17, null, "eth0", 0),
                route("fd00::", 16, null, "eth2", 256));
        assertThat(Routes.toward(all, InetAddress.getByName(to))
                        .map(route -> route.range() + " " + route.interfaceName())
                        .orElse("none"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0, 10.1.0.1, default",
        "::, 0, '', default-direct",
        "10.1.0.0, 16, '', direct",
        "10.9.0.0, 16, 10.1.0.1, behind",
        "10.9.0.1, 32, 10.1.0.1, host-behind",
        "10.1.0.7, 32, '', host-direct",
        "10.1.0.2, 32, '', local",
        "127.0.0.0, 8, '', loopback",
        "::1, 128, '', loopback",
        "224.0.0.0, 4, '', multicast",
        "ff00::, 8, '', multicast",
        "fe80::, 64, '', link-local",
        "169.254.0.0, 16, '', link-local",
    })
    void eachKindOfRouteHasItsWords(String to, int prefix, String gateway, String key) throws Exception {
        InetAddress mine = InetAddress.getByName("10.1.0.2");
        LocalAddress own =
                new LocalAddress("eth0", "eth0", mine, 16, "", LocalAddress.scope(mine), Adapter.ORDINARY, true);
        Route route = route(to, prefix, gateway.isEmpty() ? null : gateway, "eth0", 0);
        assertThat(RoutesCommand.key(route, List.of(own))).isEqualTo("route." + key);
        assertThat(MESSAGES.get("route." + key, "x")).isNotEmpty();
    }

    @Test
    void eachOtherKindHasItsWordsToo() throws Exception {
        for (Route.Kind kind : Route.Kind.values()) {
            Route route = new Route(InetAddress.getByName("10.0.0.0"), 8, null, "", 0, kind);
            assertThat(MESSAGES.get(RoutesCommand.key(route, List.of()), "")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "00:0c:29:00:00:01, 192.168.254.2, eth0, nat",
        "00:0c:29:00:00:01, 172.30.1.1, eth0, bridged",
        "00:0c:29:00:00:01, 172.30.1.2, eth0, bridged",
        "00:0c:29:00:00:01, '', eth0, host-only",
        "00:0c:29:00:00:01, 192.168.254.2, eth1, host-only",
        "00:50:56:c0:00:08, 192.168.254.2, eth0, none",
        "f8:75:a4:00:00:01, 192.168.254.2, eth0, none",
    })
    void guessesTheModeOfAVmwareGuestFromItsWayOut(String mac, String gateway, String through, String mode)
            throws Exception {
        LocalInterface eth0 = new LocalInterface(2, "eth0", "eth0", State.UP, mac, 1500);
        List<Route> routes = gateway.isEmpty()
                ? List.of(route("192.168.126.0", 24, null, "eth0", 0))
                : List.of(route("0.0.0.0", 0, gateway, through, 0));
        assertThat(VirtualNetwork.guess(eth0, routes)
                        .map(VirtualNetwork.Mode::word)
                        .orElse("none"))
                .isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource({
        "00:50:56:c0:00:01, VMware's host-only network (VMnet1): only this machine and its virtual machines",
        "00:50:56:c0:00:08, VMware's NAT network (VMnet8): its virtual machines go out through this machine",
        "00:50:56:c0:00:0a, VMware's network VMnet10",
        "0a:00:27:00:00:00, 'this machine''s end of a VirtualBox host-only network: only its own virtual machines reach it'",
        "08:00:27:00:00:00, adapter of VirtualBox",
        "f8:75:a4:00:00:01, ''",
    })
    void saysWhichNetworkForVirtualMachinesAnInterfaceBelongsTo(String mac, String words) {
        LocalInterface each = new LocalInterface(2, "eth0", "eth0", State.UP, mac, 1500);
        assertThat(AddressesCommand.words(each, List.of())).isEqualTo(words);
    }

    private static Route route(String to, int prefix, String gateway, String interfaceName, long metric)
            throws UnknownHostException {
        InetAddress router = gateway == null ? null : InetAddress.getByName(gateway);
        return new Route(InetAddress.getByName(to), prefix, router, interfaceName, metric, Route.Kind.UNICAST);
    }
}
