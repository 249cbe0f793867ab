package netprog.week04.login;

import java.util.Arrays;
import netprog.grading.Graded;
import netprog.week04.login.grading.UdpClientPeer;
import netprog.week04.login.grading.UdpServerUnderTest;
import netprog.week04.login.grading.User;
import netprog.wire.Wire;

class UdpLoginServerTest {
    @Graded(part = "UdpLoginServer", step = 1, points = 1)
    void welcomesARightLogin(UdpServerUnderTest server) {
        User user = server.someone();
        server.client().sends(user.login()).receives(user.welcome());
    }

    @Graded(part = "UdpLoginServer", step = 2, points = 1)
    void answersWithWholeFrames(UdpServerUnderTest server) {
        User user = server.someone();
        UdpClientPeer client = server.client();
        client.sends(user.login()).receivesAWholeFrame();
        client.sends("1 abc").receivesAWholeFrame();
    }

    @Graded(part = "UdpLoginServer", step = 3, points = 1)
    void saysWhatIsWrongWithALogin(UdpServerUnderTest server) {
        User user = server.someone();
        UdpClientPeer client = server.client();
        client.sends("id=nobody pass=x").receives("401 Invalid ID");
        client.sends("id=" + user.id() + " pass=wrong").receives("402 Invalid Password");
    }

    @Graded(part = "UdpLoginServer", step = 4, points = 2)
    void changesCasesAfterTheLogin(UdpServerUnderTest server) {
        UdpClientPeer client = server.login(server.someone());
        client.sends("1 abcd EFG").receives("ABCD EFG");
        client.sends("2 abcd EFG").receives("abcd efg");
        client.sends("3 abcd EFG").receives("ABCD efg");
    }

    @Graded(part = "UdpLoginServer", step = 5, points = 1)
    void asksForALoginFirst(UdpServerUnderTest server) {
        User user = server.someone();
        UdpClientPeer client = server.client();
        client.sends("id=" + user.id() + " pass=wrong").receives("402 Invalid Password");
        server.looksFor("before-login");
        client.sends("1 abcd EFG").receives("403 Login Required");
        server.looksFor("after-failure");
        client.sends(user.login()).receivesWelcome();
    }

    @Graded(part = "UdpLoginServer", step = 6, points = 1)
    void saysGoodbyeAndForgets(UdpServerUnderTest server) {
        User user = server.someone();
        UdpClientPeer client = server.client();
        server.looksFor("before-login");
        client.sends("1 abc").receives("403 Login Required");
        server.looksFor("");
        client.sends(user.login()).receivesWelcome();
        server.looksFor("goodbye");
        client.sends("4").receives("200 Goodbye " + user.id() + "!!");
        server.looksFor("other-clients");
        server.login(user);
        server.looksFor("goodbye");
        client.sends("1 abc").receives("403 Login Required");
    }

    @Graded(part = "UdpLoginServer", step = 7, points = 2)
    void keepsTwoClientsApart(UdpServerUnderTest server) {
        User one = server.someone();
        User other = server.someone();
        UdpClientPeer first = server.client();
        UdpClientPeer second = server.client();
        server.looksFor("before-login");
        second.sends("1 xyz").receives("403 Login Required");
        server.looksFor("sender");
        first.sends(one.login()).receivesWelcome();
        server.looksFor("shared-state");
        second.sends("2 XYZ").receives("403 Login Required");
        second.sends(other.login()).receivesWelcome();
        first.sends("1 abc").receives("ABC");
        second.sends("1 xyz").receives("XYZ");
        OtherClients.sendNonsense(server, one);
        second.sends("2 XYZ").receives("xyz");
    }

    @Graded(part = "UdpLoginServer", step = 8, points = 2)
    void answersWhatIsNoRequest(UdpServerUnderTest server) {
        User user = server.someone();
        UdpClientPeer client = server.login(user);
        server.looksFor("malformed");
        client.sends("hello").receives("400 Bad Request");
        client.sends("5 abc").receives("400 Bad Request");
        server.looksFor("empty-datagram");
        client.sendsBytes(new byte[0]).receives("400 Bad Request");
        server.looksFor("size");
        client.sendsBytes(Wire.bytes("1 abc")).receives("ABC");
        client.sendsBytes(Arrays.copyOf(Wire.frameWithGarbage("2 ABC"), 1400)).receives("abc");
        client.sends("1 abc").receives("ABC");
        OtherClients.sendNonsense(server, user);
        server.looksFor("malformed");
        server.client().sends("hello").receivesOneOf("400 Bad Request", "403 Login Required");
    }

    @Graded(part = "UdpLoginServer", step = 9, points = 1, bug = "login-kept")
    void takesTheLastRightLogin(UdpServerUnderTest server) {
        User one = server.someone();
        User other = server.someone();
        UdpClientPeer client = server.login(one);
        client.sends("id=" + other.id() + " pass=wrong").receives("402 Invalid Password");
        client.sends("1 abc").receives("ABC");
        server.looksFor("repeated");
        client.sends("1 abc").receives("ABC");
        server.looksFor("login-kept");
        client.sends(other.login()).receivesWelcome();
        client.sends("4").receives("200 Goodbye " + other.id() + "!!");
    }
}
