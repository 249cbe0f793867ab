package netprog.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "255.255.255.255, 255.255.255.255",
        "0.0.0.0, 0.0.0.0",
        "::, 0.0.0.0",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::",
        "2001:0db8:0000:0000:0000:0000:0002:0001, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:0:1:0:0, 2001:db8::1:0:0",
        "0:0:1:2:3:4:5:6, ::1:2:3:4:5:6",
        "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
        "0:1:2:3:4:5:6:0, 0:1:2:3:4:5:6:0",
        "2001:DB8:ABCD:EF01:2345:6789:ABCD:EF01, 2001:db8:abcd:ef01:2345:6789:abcd:ef01",
        "ff02:0:0:0:0:0:0:fb, ff02::fb",
        "8000:0:0:0:0:0:0:80, 8000::80"
    })
    void writesAnAddressInTheShortForm(String address, String shown) throws Exception {
        assertThat(Addresses.show(InetAddress.getByName(address))).isEqualTo(shown);
    }

    @Test
    void showsTheZoneOfALinkLocalAddressOnly() throws Exception {
        assertThat(Addresses.show(inZone5("fe80::1"))).isEqualTo("fe80::1%5");
        assertThat(Addresses.show(inZone5("2001:db8::1"))).isEqualTo("2001:db8::1");
        assertThat(Addresses.show(inZone5("::1"))).isEqualTo("::1");
    }

    @Test
    void showsAPortWithoutResolvingTheName() throws Exception {
        InetAddress named = InetAddress.getByAddress("some.name", new byte[] {(byte) 192, 0, 2, 1});
        assertThat(Addresses.show(new InetSocketAddress(named, 30000))).isEqualTo("192.0.2.1:30000");
        assertThat(Addresses.show(new InetSocketAddress(InetAddress.getByName("::1"), 80)))
                .isEqualTo("[::1]:80");
        assertThat(Addresses.show(new InetSocketAddress(inZone5("fe80::1"), 65535)))
                .isEqualTo("[fe80::1%5]:65535");
        assertThat(Addresses.show(InetSocketAddress.createUnresolved("no.such.host.invalid", 7)))
                .isEqualTo("no.such.host.invalid:7");
    }

    @Test
    void theWildcardAddressesLookTheSame() throws Exception {
        assertThat(Addresses.show(new InetSocketAddress(InetAddress.getByName("::"), 30000)))
                .isEqualTo("0.0.0.0:30000");
        assertThat(Addresses.show(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 30000)))
                .isEqualTo("0.0.0.0:30000");
    }

    @Test
    void showsAnUnboundAddress() {
        assertThat(Addresses.show((SocketAddress) null)).isEqualTo("null");
    }

    private static InetAddress inZone5(String address) throws Exception {
        return Inet6Address.getByAddress(null, InetAddress.getByName(address).getAddress(), 5);
    }
}
