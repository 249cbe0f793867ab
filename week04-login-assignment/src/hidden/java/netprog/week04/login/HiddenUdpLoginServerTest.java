package netprog.week04.login;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import netprog.wire.Wire;
import netprog.grading.Graded;
import netprog.grading.Hidden;
import netprog.week04.login.grading.UdpClientPeer;
import netprog.week04.login.grading.UdpServerUnderTest;
import netprog.week04.login.grading.User;

@Hidden
class HiddenUdpLoginServerTest {
    @Graded(part = "UdpLoginServer", step = 1, points = 1)
    void keepsSessionsApartByAddress(UdpServerUnderTest server) {
        User one = server.someone();
        User other = server.someone();
        UdpClientPeer first = server.client();
        UdpClientPeer second = server.client();
        server.looksFor("before-login");
        second.sends("1 abc").receives("403 Login Required");
        server.looksFor("sender");
        first.sends(one.login()).receivesWelcome();
        server.looksFor("shared-state");
        second.sends("2 ABC").receives("403 Login Required");
        second.sends(other.login()).receivesWelcome();
        server.looksFor("goodbye");
        first.sends("4").receives("200 Goodbye " + one.id() + "!!");
        server.looksFor("other-clients");
        second.sends("1 xyz").receives("XYZ");
        server.looksFor("goodbye");
        first.sends("1 abc").receives("403 Login Required");
        server.looksFor("shared-state");
        UdpClientPeer twin = server.clientWithPortOf(second);
        twin.sends("1 abc").receives("403 Login Required");
        twin.sends(other.login()).receivesWelcome();
        second.sends("2 XYZ").receives("xyz");
        second.sends("4").receives("200 Goodbye " + other.id() + "!!");
        server.looksFor("silent-client");
        twin.isSilent().sends("1 abc").receives("ABC");
        server.looksFor("shared-state");
        List<UdpClientPeer> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(server.login(one));
        }
        for (UdpClientPeer client : many) {
            client.sends("1 abc").receives("ABC");
        }
        OtherClients.sendNonsense(server, one);
    }

    @Graded(part = "UdpLoginServer", step = 2, points = 1, bug = "login-kept")
    void replacesALoginAndKeepsItAfterAFailedOne(UdpServerUnderTest server) {
        User one = server.someone();
        User other = server.someone();
        UdpClientPeer client = server.login(one);
        client.sends("id=" + other.id() + " pass=wrong").receives("402 Invalid Password");
        client.sends("id=nobody pass=x").receives("401 Invalid ID");
        client.sends("1 abc").receives("ABC");
        client.sends(other.login()).receivesWelcome();
        client.sends("id=" + one.id() + " pass=wrong").receives("402 Invalid Password");
        client.sends("4").receives("200 Goodbye " + other.id() + "!!");
        server.looksFor("other-clients");
        UdpClientPeer fresh = server.client();
        fresh.sends("id=" + other.id() + " pass=wrong").receives("402 Invalid Password");
        server.looksFor("before-login");
        for (int i = 0; i < 6; i++) {
            fresh.sends("id=" + other.id() + " pass=wrong" + i).receives("402 Invalid Password");
            fresh.sends("1 abc").receives("403 Login Required");
        }
        fresh.sends("id=nobody pass=x").receives("401 Invalid ID");
        fresh.sends("1 abc").receives("403 Login Required");
        server.looksFor("after-failure");
        fresh.sends(other.login()).receives(other.welcome());
        OtherClients.sendNonsense(server, one);
    }

    @Graded(part = "UdpLoginServer", step = 3, points = 1)
    void takesDatagramsOfAnySize(UdpServerUnderTest server) {
        User user = server.someone();
        UdpClientPeer client = server.login(user);
        server.looksFor("size");
        client.sendsBytes(Wire.bytes(user.login())).receivesWelcome(); // no NUL at all
        client.sendsBytes(Wire.bytes("1 a")).receives("A");
        String longer = "x".repeat(100);
        client.sends("1 " + longer).receives("X".repeat(100));
        client.sendsBytes(Wire.bytes("1 b\0zzz")).receives("B");
        byte[] tooLong = Arrays.copyOf(Wire.frame("1 abc"), 1400);
        Arrays.fill(tooLong, 128, 1400, (byte) 'z');
        client.sendsBytes(tooLong).receives("ABC");
        client.sends("1 " + longer).receives("X".repeat(100));
        OtherClients.sendNonsense(server, user);
    }

    @Graded(part = "UdpLoginServer", step = 4, points = 1)
    void answersWhatIsNoRequest(UdpServerUnderTest server) {
        User user = server.someone();
        UdpClientPeer client = server.login(user);
        server.looksFor("malformed");
        client.sends("hello").receives("400 Bad Request");
        for (String text : HiddenTcpLoginServerTest.NO_REQUESTS) {
            client.sends(text).receives("400 Bad Request");
        }
        client.sendsBytes(new byte[0]).receives("400 Bad Request");
        client.sends("id=" + user.id()).receives("400 Bad Request");
        server.looksFor("wrong");
        client.sends("1 id=a pass=b").receives("ID=A PASS=B");
        client.sends("1").receives("");
        UdpClientPeer fresh = server.client();
        server.looksFor("sender");
        fresh.sends("id=nobody pass=x").receives("401 Invalid ID");
        server.looksFor("malformed");
        fresh.sends("hello").receivesOneOf("400 Bad Request", "403 Login Required");
        fresh.sendsBytes(new byte[0]).receivesOneOf("400 Bad Request", "403 Login Required");
        OtherClients.sendNonsense(server, user);
    }

    @Graded(part = "UdpLoginServer", step = 5, points = 1)
    void forgetsWhoSaidFour(UdpServerUnderTest server) {
        User user = server.someone();
        User other = server.someone();
        UdpClientPeer client = server.client();
        server.looksFor("before-login");
        client.sends("1 abc").receives("403 Login Required");
        server.looksFor("goodbye");
        client.sends("4").receives("403 Login Required");
        client.sends(user.login()).receivesWelcome();
        client.sends("4 abc").receives("200 Goodbye " + user.id() + "!!");
        client.sends("4").receives("403 Login Required");
        client.sends("1 abc").receives("403 Login Required");
        server.looksFor("repeated");
        client.sends("1 abc").receives("403 Login Required");
        server.looksFor("goodbye");
        client.sends(user.login()).receivesWelcome();
        client.sends("1 abc\n").receives("ABC");
        server.looksFor("repeated");
        client.sends("1 abc\n").receives("ABC");
        server.looksFor("line-end");
        client.sends("4\r\n").receives("200 Goodbye " + user.id() + "!!");
        server.looksFor("goodbye");
        client.sends(user.login()).receivesWelcome();
        client.sends(other.login()).receivesWelcome();
        client.sends("4").receivesOneOf("200 Goodbye " + other.id() + "!!", "200 Goodbye " + user.id() + "!!");
        client.sends("1 abc").receives("403 Login Required");
        OtherClients.sendNonsense(server, user);
    }

    @Graded(part = "UdpLoginServer", step = 6, points = 1, charset = "US-ASCII")
    void readsFramesAsCProgramsSendThem(UdpServerUnderTest server) {
        User user = server.someone();
        User korean = server.someone("한성", "비밀번호");
        User odd = server.someone("A$1\\b%D" + "x".repeat(25), "Pass=$0\\");
        UdpClientPeer client = server.login(user);
        server.looksFor("line-end");
        client.sends(user.login() + "\r\n").receivesWelcome();
        server.looksFor("behind-nul");
        client.sendsBytes(Wire.frameWithGarbage(user.login())).receivesWelcome();
        client.sendsBytes(Wire.frameWithGarbage("3 abc DEF")).receives("ABC def");
        server.looksFor("charset");
        client.sendsBytes(Wire.frameWithGarbage(korean.login())).receivesWelcome();
        server.looksFor("bytes-changed");
        client.sends("3 한글 aB").receives("한글 Ab");
        client.sends("1  two  spaces ").receives(" TWO  SPACES ");
        client.sends("1 one\ntwo\tthree é").receives("ONE\nTWO\tTHREE é");
        client.sends("2 ÀÉÎ ΩЖ İ ABC").receives("ÀÉÎ ΩЖ İ abc");
        client.sends("3 Éé Ωω ABC").receives("Éé Ωω abc");
        byte[] ms949 = "3 가나 aB".getBytes(Charset.forName("MS949"));
        client.sendsBytes(Wire.frame(ms949)).receivesText("가나 Ab".getBytes(Charset.forName("MS949")));
        for (int first = 1; first < 256; first += 17) {
            client.sendsBytes(Wire.frame(HiddenTcpLoginServerTest.swap(first)))
                    .receivesText(HiddenTcpLoginServerTest.swapped(first));
        }
        server.looksFor("welcome-id");
        client.sends(odd.login()).receives(odd.welcome());
        server.looksFor("size");
        byte[] full = Wire.bytes("1 " + "x".repeat(125) + "y"); // 128 bytes, and no NUL
        client.sendsBytes(full).receives("X".repeat(125) + "Y");
        client.sendsBytes(Arrays.copyOf(full, 1400)).receives("X".repeat(125) + "Y");
    }

    @Graded(part = "UdpLoginServer", step = 7, points = 1, bug = "no-end")
    void endsWithItsSocket(UdpServerUnderTest server) {
        server.login(server.someone()).sends("1 abc").receives("ABC");
        server.endsWhenSocketIsClosed();
    }
}
