package netprog.netlab.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
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
        LocalAddress own = new LocalAddress(Interfaces.named("eth0", ""), mine, 16);
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

    /** Each cable has its own fe80::/64: the zone of the address says which one. */
    @ParameterizedTest
    @CsvSource({"fe80::1234, p0", "fe80::1234%1, none", "fd00::1234%1, p0"})
    void theZoneOfALinkLocalAddressDecides(String to, String expected) throws Exception {
        List<Route> all = List.of(
                route("fe80::", 64, null, "p0", 256),
                route("fe80::", 64, null, "p1", 256),
                route("fd00::", 64, null, "p0", 256));
        assertThat(Routes.toward(all, InetAddress.getByName(to))
                        .map(Route::interfaceName)
                        .orElse("none"))
                .isEqualTo(expected); // interface number 1 is the loopback interface, which has none of these routes
    }

    @ParameterizedTest
    @CsvSource({"::, 96, ::/96", "::, 0, default", "0.0.0.0, 1, 0.0.0.0/1", "fd00::, 8, fd00::/8"})
    void aRangeIsWrittenAsIpWritesIt(String to, int prefix, String range) throws Exception {
        assertThat(route(to, prefix, null, "eth0", 0).range()).isEqualTo(range);
    }

    private static Route route(String to, int prefix, String gateway, String interfaceName, long metric)
            throws UnknownHostException {
        InetAddress router = gateway == null ? null : InetAddress.getByName(gateway);
        return new Route(InetAddress.getByName(to), prefix, router, interfaceName, metric, Route.Kind.UNICAST);
    }
}
