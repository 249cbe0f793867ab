package netprog.week04.login;

import netprog.grading.Graded;
import netprog.week04.login.grading.UdpClientPeer;
import netprog.week04.login.grading.UdpServerUnderTest;
import netprog.week04.login.grading.User;

class UdpLoginServerTest {
    @Graded(part = "UdpLoginServer", step = 1, points = 2)
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

    @Graded(part = "UdpLoginServer", step = 3, points = 2)
    void saysWhatIsWrongWithALogin(UdpServerUnderTest server) {
        User user = server.someone();
        server.client().sends("id=nobody pass=x").receives("401 Invalid ID");
        server.client().sends("id=" + user.id() + " pass=wrong").receives("402 Invalid Password");
    }

    @Graded(part = "UdpLoginServer", step = 4, points = 2)
    void changesCasesAfterTheLogin(UdpServerUnderTest server) {
        UdpClientPeer client = server.login(server.someone());
        client.sends("1 abcd EFG").receives("ABCD EFG");
        client.sends("2 abcd EFG").receives("abcd efg");
        client.sends("3 abcd EFG").receives("ABCD efg");
    }

    @Graded(part = "UdpLoginServer", step = 5, points = 2, bug = "before-login")
    void asksForALoginFirst(UdpServerUnderTest server) {
        User user = server.someone();
        UdpClientPeer client = server.client();
        client.sends("1 abcd EFG").receives("403 Login Required");
        client.sends(user.login()).receivesWelcome();
    }

    @Graded(part = "UdpLoginServer", step = 6, points = 1, bug = "goodbye")
    void saysGoodbye(UdpServerUnderTest server) {
        User user = server.someone();
        server.login(user).sends("4").receives("200 Goodbye " + user.id() + "!!");
    }

    @Graded(part = "UdpLoginServer", step = 7, points = 2, bug = "sender")
    void answersEachClientAtItsOwnPort(UdpServerUnderTest server) {
        User one = server.someone();
        User other = server.someone();
        UdpClientPeer first = server.client();
        UdpClientPeer second = server.client();
        first.sends(one.login()).receivesWelcome();
        second.sends(other.login()).receivesWelcome();
        first.sends("1 abc").receives("ABC");
        second.sends("1 xyz").receives("XYZ");
    }
}
