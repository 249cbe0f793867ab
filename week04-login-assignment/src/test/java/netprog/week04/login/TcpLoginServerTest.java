package netprog.week04.login;

import netprog.grading.Graded;
import netprog.week04.login.grading.Peer;
import netprog.week04.login.grading.TcpServerUnderTest;
import netprog.week04.login.grading.User;

class TcpLoginServerTest {
    @Graded(part = "TcpLoginServer", step = 1, points = 2)
    void greetsAtOnce(TcpServerUnderTest server) {
        server.connect().receives("Welcome to Server!!");
    }

    @Graded(part = "TcpLoginServer", step = 2, points = 2)
    void welcomesARightLogin(TcpServerUnderTest server) {
        User user = server.someone();
        server.greeted().sends(user.login()).receives(user.welcome());
    }

    @Graded(part = "TcpLoginServer", step = 3, points = 2)
    void saysWhatIsWrongWithALogin(TcpServerUnderTest server, TcpServerUnderTest other) {
        User user = server.someone();
        server.greeted().sends("id=nobody pass=" + user.password()).receives("401 Invalid ID");
        User known = other.someone();
        other.greeted().sends("id=" + known.id() + " pass=wrong").receives("402 Invalid Password");
    }

    @Graded(part = "TcpLoginServer", step = 4, points = 2, bug = "after-failure")
    void takesALoginAfterFailures(TcpServerUnderTest server) {
        User user = server.someone();
        Peer client = server.greeted();
        client.sends("id=nobody pass=x").receives("401 Invalid ID");
        client.sends("id=" + user.id() + " pass=wrong").receives("402 Invalid Password");
        client.sends(user.login()).receivesWelcome();
    }

    @Graded(part = "TcpLoginServer", step = 5, points = 2)
    void changesCases(TcpServerUnderTest server) {
        Peer client = server.login(server.someone());
        client.sends("1 abcd EFG").receives("ABCD EFG");
        client.sends("2 abcd EFG").receives("abcd efg");
        client.sends("3 abcd EFG").receives("ABCD efg");
    }

    @Graded(part = "TcpLoginServer", step = 6, points = 1, bug = "goodbye")
    void closesAtFour(TcpServerUnderTest server) {
        server.login(server.someone()).sends("4").receivesEnd();
    }

    @Graded(part = "TcpLoginServer", step = 7, points = 2, bug = "one-client")
    void servesOneClientAfterTheOther(TcpServerUnderTest server) {
        User user = server.someone();
        for (int i = 0; i < 3; i++) {
            Peer client = server.login(user);
            client.sends("1 abc").receives("ABC");
            client.leaves();
        }
    }

    @Graded(part = "TcpLoginServer", step = 8, points = 3, bug = "idle-client")
    void servesASecondClientWhileTheFirstIsSilent(TcpServerUnderTest server) {
        User user = server.someone();
        Peer silent = server.greeted();
        Peer second = server.greeted();
        second.sends(user.login()).receivesWelcome();
        second.sends("1 abc").receives("ABC");
        silent.sends(user.login()).receivesWelcome();
    }
}
