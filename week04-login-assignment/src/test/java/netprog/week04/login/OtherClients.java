package netprog.week04.login;

import java.util.Arrays;
import netprog.week04.login.grading.Peer;
import netprog.week04.login.grading.TcpServerUnderTest;
import netprog.week04.login.grading.UdpClientPeer;
import netprog.week04.login.grading.UdpServerUnderTest;
import netprog.week04.login.grading.User;
import netprog.wire.Wire;

/**
 * Clients that come and go while a test talks to the server, in every way in which a client may leave; the server has to
 * serve the next ones. What it answers them is not looked at here: other tests do that.
 */
final class OtherClients {
    private static final String[] NONSENSE = {"hello", "", "   ", "4", "1 abc", "id=", "id=nobody pass=x"};

    private OtherClients() {}

    /** Two clients are served at the end: before the second one the server has noticed all that went before, also a reset. */
    static void comeAndGo(TcpServerUnderTest server, User user) {
        server.looksFor("other-clients");
        server.connect().resets();
        server.connect().sendsBytes(Wire.bytes("id=half")).close();
        server.connect().sends("hello").close();
        server.login(user).sends("1 abc").resets();
        server.login(user).sends("1 abc").close();
        server.login(user).leaves();
        for (int i = 0; i < 2; i++) {
            Peer next = server.login(user);
            next.sends("1 abc").receives("ABC");
            next.leaves();
        }
    }

    static void sendNonsense(UdpServerUnderTest server, User user) {
        server.looksFor("sender");
        server.login(user).sends("4");
        server.looksFor("other-clients");
        UdpClientPeer stranger = server.client();
        for (String text : NONSENSE) {
            stranger.sends(text);
        }
        stranger.sendsBytes(new byte[0]);
        byte[] large = new byte[1400];
        Arrays.fill(large, (byte) 0xff); // no UTF-8, and no NUL
        stranger.sendsBytes(large);
        server.login(user).sends("1 abc").receives("ABC");
    }
}
