package netprog.week04.login;

import java.util.Arrays;
import netprog.grading.Graded;
import netprog.week04.login.grading.Peer;
import netprog.week04.login.grading.TcpServerUnderTest;
import netprog.week04.login.grading.User;
import netprog.wire.Wire;

class TcpLoginServerTest {
    @Graded(part = "TcpLoginServer", step = 1, points = 1)
    void greetsAtOnce(TcpServerUnderTest server) {
        server.connect().receives("Welcome to Server!!");
    }

    @Graded(part = "TcpLoginServer", step = 2, points = 1)
    void welcomesARightLogin(TcpServerUnderTest server) {
        User user = server.someone();
        server.greeted().sends(user.login()).receives(user.welcome());
    }

    @Graded(part = "TcpLoginServer", step = 3, points = 1)
    void saysWhatIsWrongWithALogin(TcpServerUnderTest server, TcpServerUnderTest other) {
        User user = server.someone();
        server.greeted().sends("id=nobody pass=" + user.password()).receives("401 Invalid ID");
        User known = other.someone();
        other.greeted().sends("id=" + known.id() + " pass=wrong").receives("402 Invalid Password");
    }

    @Graded(part = "TcpLoginServer", step = 4, points = 1)
    void takesALoginAfterFailures(TcpServerUnderTest server) {
        User user = server.someone();
        Peer client = server.greeted();
        client.sends("id=nobody pass=x").receives("401 Invalid ID");
        server.looksFor("after-failure");
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

    @Graded(part = "TcpLoginServer", step = 7, points = 1)
    void servesNobodyBeforeTheLogin(TcpServerUnderTest server) {
        User user = server.someone();
        Peer client = server.greeted();
        client.sends("id=" + user.id() + " pass=wrong").receives("402 Invalid Password");
        server.looksFor("before-login");
        client.sends("1 abc").receives("400 Bad Request");
        client.sends("4").receives("400 Bad Request");
        server.looksFor("after-failure");
        client.sends(user.login()).receivesWelcome();
        client.sends("1 abc").receives("ABC");
    }

    @Graded(part = "TcpLoginServer", step = 8, points = 1)
    void answersWhatIsNoRequest(TcpServerUnderTest server) {
        User user = server.someone();
        Peer client = server.login(user);
        server.looksFor("malformed");
        client.sends("hello").receives("400 Bad Request");
        client.sends("5 abc").receives("400 Bad Request");
        client.sends("1 abc").receives("ABC");
        client.leaves();
        server.looksFor("one-client");
        client = server.greeted();
        server.looksFor("malformed");
        client.sends("hello").receives("400 Bad Request");
        client.sends("").receives("400 Bad Request");
        client.sends(user.login()).receivesWelcome();
        client.leaves();
        OtherClients.comeAndGo(server, user);
    }

    @Graded(part = "TcpLoginServer", step = 9, points = 2)
    void collectsWholeFrames(TcpServerUnderTest server, TcpServerUnderTest other) {
        Peer client = server.login(server.someone());
        server.looksFor("one-read");
        client.sendsInPieces("1 abcd EFG", 5, 100).receives("ABCD EFG");
        User user = other.someone();
        other.greeted().sendsInPieces(user.login(), 10).receivesWelcome();
        server.looksFor("coalesced");
        client.sendsBytes(both(Wire.frame("1 abc"), Wire.frame("2 ABC"))).receives("ABC");
        client.receives("abc");
        server.looksFor("behind-nul");
        client.sendsBytes(Wire.frameWithGarbage("1 abc")).receives("ABC");
    }

    @Graded(part = "TcpLoginServer", step = 10, points = 2, bug = "one-client")
    void goesOnWhenClientsLeave(TcpServerUnderTest server) {
        User user = server.someone();
        for (int i = 0; i < 3; i++) {
            Peer client = server.login(user);
            client.sends("1 abc").receives("ABC");
            client.leaves();
        }
        OtherClients.comeAndGo(server, user);
    }

    @Graded(part = "TcpLoginServer", step = 11, points = 3, bug = "idle-client")
    void servesASecondClientWhileTheFirstIsSilent(TcpServerUnderTest server) {
        User user = server.someone();
        Peer silent = server.greeted();
        Peer second = server.greeted();
        server.looksFor("silence"); // it is greeted, so it has its thread
        second.sends(user.login()).receivesWelcome();
        second.sends("1 abc").receives("ABC");
        server.looksFor("few-threads");
        server.login(user).leaves();
        OtherClients.comeAndGo(server, user);
        silent.sends(user.login()).receivesWelcome();
        second.sends("2 ABC").receives("abc");
    }

    static byte[] both(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }
}
