package netprog.week04.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import netprog.week04.echo.Frame;
import netprog.wire.Wire;
import org.junit.jupiter.api.Test;

/** Which clients the UDP server remembers, and for how long. Address and time are parameters: no socket, no clock. */
class UdpSessionsTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final InetSocketAddress ANNA = Wire.local(1001);
    private static final InetSocketAddress BERTA = Wire.local(1002);
    private static final InetSocketAddress CARLA = Wire.local(1003);
    private static final InetSocketAddress DORA = Wire.local(1004);
    private static final String LOGIN_REQUIRED = "403 Login Required\n";

    private final UdpLoginServer server = new UdpLoginServer(
            request -> request.password().equals("right")
                    ? Authenticator.Result.WELCOME
                    : Authenticator.Result.INVALID_PASSWORD,
            3);

    /** System.nanoTime may be negative, and may overflow: so may this one. */
    private long now = Long.MAX_VALUE - 5 * MINUTE;

    @Test
    void forgetsAnAddressThatIsSilentForMoreThanTenMinutes() {
        logIn(ANNA);
        now += 10 * MINUTE;
        assertThat(ask(ANNA, "1 abc")).isEqualTo("ABC");
        now += 10 * MINUTE + 1;
        assertThat(ask(ANNA, "1 abc")).isEqualTo(LOGIN_REQUIRED);
        logIn(ANNA);
        assertThat(ask(ANNA, "1 abc")).isEqualTo("ABC");
    }

    @Test
    void anyDatagramCountsAsASignOfLife() {
        logIn(ANNA);
        for (String text : new String[] {"id=anna pass=wrong", "what?", "1 abc", ""}) {
            now += 9 * MINUTE;
            ask(ANNA, text);
        }
        now += 9 * MINUTE;
        assertThat(ask(ANNA, "4")).isEqualTo("200 Goodbye anna!!\n");
    }

    @Test
    void oneAddressDoesNotSpeakForAnother() {
        logIn(ANNA);
        logIn(BERTA);
        now += 6 * MINUTE;
        ask(BERTA, "1 abc");
        now += 6 * MINUTE;
        assertThat(ask(ANNA, "1 abc")).isEqualTo(LOGIN_REQUIRED);
        assertThat(ask(BERTA, "1 abc")).isEqualTo("ABC");
    }

    @Test
    void aFullTableForgetsTheAddressThatHasBeenSilentForLongest() {
        logIn(ANNA);
        logIn(BERTA);
        logIn(CARLA);
        ask(ANNA, "1 abc"); // now Berta has been silent for longest
        logIn(DORA);

        assertThat(ask(BERTA, "1 abc")).isEqualTo(LOGIN_REQUIRED);
        assertThat(ask(ANNA, "1 abc")).isEqualTo("ABC");
        assertThat(ask(CARLA, "1 abc")).isEqualTo("ABC");
        assertThat(ask(DORA, "1 abc")).isEqualTo("ABC");
    }

    @Test
    void aSecondLoginTakesNoSecondPlace() {
        logIn(ANNA);
        logIn(BERTA);
        logIn(CARLA);
        logIn(CARLA);
        ask(DORA, "id=anna pass=wrong");

        assertThat(ask(ANNA, "1 abc")).isEqualTo("ABC");
        assertThat(ask(BERTA, "1 abc")).isEqualTo("ABC");
    }

    @Test
    void aTextThatReadsLikeARefusalIsACaseRequest() {
        assertThat(ask(ANNA, "3 400 bAD rEQUEST")).isEqualTo(LOGIN_REQUIRED);
        assertThat(ask(ANNA, "400 Bad Request")).isEqualTo("400 Bad Request\n");
        logIn(ANNA);
        assertThat(ask(ANNA, "3 400 bAD rEQUEST")).isEqualTo("400 Bad Request");
    }

    private void logIn(InetSocketAddress address) {
        assertThat(ask(address, "id=anna pass=right")).isEqualTo("200 Welcome anna!!\n");
    }

    private String ask(InetSocketAddress address, String text) {
        return server.answer(address, Frame.of(text), now).text();
    }
}
