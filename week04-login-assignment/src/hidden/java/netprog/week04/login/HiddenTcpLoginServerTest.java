package netprog.week04.login;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import netprog.wire.Wire;
import netprog.grading.Graded;
import netprog.grading.Hidden;
import netprog.week04.login.grading.Peer;
import netprog.week04.login.grading.TcpServerUnderTest;
import netprog.week04.login.grading.User;

@Hidden
class HiddenTcpLoginServerTest {
    /** What is no request of the case service, over TCP and UDP. */
    static final String[] NO_REQUESTS = {
        "", " ", "   ", "5 abc", "0 abc", "1x", "1\tabc", "12 x", "4x", "42 abc", "04", "+4", "-1 x", " 1 abc"
    };

    @Graded(part = "TcpLoginServer", step = 1, points = 1)
    void collectsAFrameFromPieces(TcpServerUnderTest server, TcpServerUnderTest other) {
        other.login(other.someone());
        server.looksFor("one-read");
        User user = server.someone();
        Peer client = server.greeted();
        client.sendsInPieces(user.login(), 1, 2, 20, 127).receivesWelcome();
        client.sendsInPieces("1 abcd EFG", 1, 64).receives("ABCD EFG");
        client.sendsInPieces("2 abcd EFG", 5, 6, 7, 100).receives("abcd efg");
    }

    @Graded(part = "TcpLoginServer", step = 2, points = 1)
    void takesTwoFramesOutOfOneSegment(TcpServerUnderTest server, TcpServerUnderTest other) {
        other.login(other.someone());
        server.looksFor("coalesced");
        User user = server.someone();
        Peer client = server.greeted();
        client.sendsBytes(TcpLoginServerTest.both(Wire.frame(user.login()), Wire.frame("1 abc")))
                .receivesWelcome();
        client.receives("ABC");
        client.sendsBytes(TcpLoginServerTest.both(Wire.frame("1 abc"), Wire.frame("2 ABC"))).receives("ABC");
        client.receives("abc");
        server.looksFor("one-read");
        client.sendsBytesInPieces(TcpLoginServerTest.both(Wire.frame("2 ABC"), Wire.frame("3 aBc")), 130)
                .receives("abc");
        client.receives("AbC");
        server.looksFor("coalesced");
        client.sendsBytes(TcpLoginServerTest.both(Wire.frame("1 abc"), Wire.frame("2 ABC")))
                .halfCloses();
        client.receives("ABC");
        client.receives("abc").receivesEnd();
    }

    @Graded(part = "TcpLoginServer", step = 3, points = 1)
    void doesNotLookBehindTheNul(TcpServerUnderTest server, TcpServerUnderTest plain, TcpServerUnderTest other) {
        Peer usual = plain.login(plain.someone());
        server.looksFor("goodbye");
        usual.sends("4").receivesEnd();
        server.looksFor("behind-nul");
        User user = server.someone();
        Peer client = server.greeted();
        client.sendsBytes(Wire.frameWithGarbage(user.login())).receivesWelcome();
        client.sendsBytes(Wire.frameWithGarbage("1 abc")).receives("ABC");
        client.sendsBytes(Wire.frameWithGarbage("4 bye")).receivesEnd();
        other.login(other.someone()).sendsBytes(Wire.frameWithGarbage("4")).receivesEnd();
    }

    @Graded(part = "TcpLoginServer", step = 4, points = 1)
    void keepsTwoClientsApart(TcpServerUnderTest server) {
        User one = server.someone();
        User other = server.someone();
        Peer second = server.greeted();
        server.looksFor("before-login");
        second.sends("1 abc").receives("400 Bad Request");
        server.looksFor("idle-client");
        Peer first = server.login(one);
        server.looksFor("shared-state");
        second.sends("1 abc").receives("400 Bad Request");
        first.sends("1 abc").receives("ABC");
        second.sends(other.login()).receivesWelcome();
        server.looksFor("few-threads");
        List<Peer> many = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            many.add(server.greeted());
        }
        server.looksFor("shared-state");
        for (int i = 0; i < 12; i += 2) {
            many.get(i).sends(one.login()).receivesWelcome();
        }
        for (int i = 0; i < 12; i++) {
            many.get(i).sends("2 ABC").receives(i % 2 == 0 ? "abc" : "400 Bad Request");
        }
        first.leaves();
        second.sends("1 xyz").receives("XYZ");
        OtherClients.comeAndGo(server, one);
    }

    @Graded(part = "TcpLoginServer", step = 5, points = 1, bug = "client-gone")
    void goesOnWhenAClientLeavesInsideAFrame(TcpServerUnderTest server) {
        User user = server.someone();
        Peer other = server.login(user);
        server.looksFor("idle-client");
        Peer half = server.greeted();
        server.looksFor("half-frame");
        half.sendsBytes(Wire.bytes("id=half")).halfCloses().receivesEnd();
        server.looksFor("client-gone");
        server.greeted().sendsBytes(Wire.bytes("id=half")).close();
        server.login(user).sendsBytes(Wire.bytes("1 half")).close();
        server.connect().close();
        for (int i = 0; i < 40; i++) {
            server.connect().sendsBytes(Wire.bytes("id=half")).close();
        }
        other.sends("1 abc").receives("ABC");
        OtherClients.comeAndGo(server, user);
    }

    @Graded(part = "TcpLoginServer", step = 6, points = 1, bug = "client-gone")
    void goesOnWhenAClientResets(TcpServerUnderTest server) {
        User user = server.someone();
        Peer other = server.login(user);
        server.looksFor("idle-client");
        server.greeted().resets();
        server.looksFor("client-gone");
        for (int i = 0; i < 5; i++) {
            server.connect().resets();
            server.greeted().sendsBytes(Wire.bytes("id=half")).resets();
            server.greeted().sends("hello").resets();
            server.login(user).sends("1 abc").resets();
            server.login(user).sendsBytes(Wire.bytes("1 half")).resets();
            other.sends("1 abc").receives("ABC"); // it is not silent for long, however busy the machine is
        }
        OtherClients.comeAndGo(server, user);
    }

    @Graded(part = "TcpLoginServer", step = 7, points = 1)
    void servesNobodyBeforeTheLogin(TcpServerUnderTest server) {
        User user = server.someone();
        User other = server.someone();
        Peer client = server.greeted();
        client.sends("id=nobody pass=x").receives("401 Invalid ID");
        client.sends("id=" + other.id() + " pass=wrong").receives("402 Invalid Password");
        server.looksFor("before-login");
        for (int i = 0; i < 6; i++) {
            client.sends("2 ABC").receives("400 Bad Request");
            client.sends("4").receives("400 Bad Request");
            client.sends("id=" + other.id() + " pass=wrong").receives("402 Invalid Password");
        }
        server.looksFor("welcome-id");
        client.sends(user.login()).receives(user.welcome());
        client.sends("2 ABC").receives("abc");
        client.leaves();
        OtherClients.comeAndGo(server, user);
    }

    @Graded(part = "TcpLoginServer", step = 8, points = 1)
    void answersMalformedRequestsAndGoesOn(TcpServerUnderTest server, TcpServerUnderTest usual) {
        usual.login(usual.someone());
        server.looksFor("malformed");
        User user = server.someone();
        Peer client = server.greeted();
        for (String text : new String[] {"", "  ", "hello", "id=" + user.id(), "id=" + user.id() + " pass=", "id= pass=x", user.login().replace(" pass", "  pass"), user.login() + " x"}) {
            client.sends(text).receives("400 Bad Request");
        }
        server.looksFor("coalesced");
        client.sendsBytes(TcpLoginServerTest.both(Wire.frame("hello"), Wire.frame(user.login())))
                .receives("400 Bad Request");
        client.receivesWelcome();
        server.looksFor("malformed");
        for (String text : NO_REQUESTS) {
            client.sends(text).receives("400 Bad Request");
        }
        client.sends("hello").receives("400 Bad Request");
        client.sends(user.login()).receives("400 Bad Request");
        server.looksFor("wrong");
        client.sends("1 id=a pass=b").receives("ID=A PASS=B");
        client.sends("1").receives("");
        client.leaves();
        OtherClients.comeAndGo(server, user);
    }

    @Graded(part = "TcpLoginServer", step = 9, points = 1, bug = "bytes-changed", charset = "US-ASCII")
    void givesEveryLetterBackAsItCame(TcpServerUnderTest server, TcpServerUnderTest other) {
        User user = server.someone("한성", "비밀=번호");
        User odd = other.someone("A$1\\b%D" + "x".repeat(25), "Pass=$0\\");
        Peer client = server.login(user);
        client.sends("1 한글 abc").receives("한글 ABC");
        client.sends("1  two  spaces ").receives(" TWO  SPACES ");
        client.sends("1 straße é ω").receives("STRAßE é ω");
        client.sends("2 ÀÉÎ ΩЖ İ ABC").receives("ÀÉÎ ΩЖ İ abc");
        client.sends("3 Éé Ωω ABC").receives("Éé Ωω abc");
        client.sends("1 one\ntwo\tthree").receives("ONE\nTWO\tTHREE");
        byte[] korean = "3 가나 aB".getBytes(Charset.forName("MS949"));
        client.sendsBytes(Wire.frame(korean)).receivesText("가나 Ab".getBytes(Charset.forName("MS949")));
        for (int first = 1; first < 256; first += 17) {
            client.sendsBytes(Wire.frame(swap(first))).receivesText(swapped(first));
        }
        byte[] full = Wire.bytes("1 " + "x".repeat(125) + "y"); // 128 bytes, and no NUL
        client.sendsBytes(full).receives("X".repeat(125) + "Y");
        server.looksFor("welcome-id");
        other.greeted().sends(odd.login()).receives(odd.welcome());
    }

    @Graded(part = "TcpLoginServer", step = 10, points = 1)
    void doesNotMindALineEnd(TcpServerUnderTest server, TcpServerUnderTest plain, TcpServerUnderTest other) {
        Peer usual = plain.login(plain.someone());
        server.looksFor("goodbye");
        usual.sends("4").receivesEnd();
        server.looksFor("line-end");
        User first = other.someone();
        other.greeted().sends(first.login() + "\n").receivesWelcome();
        User user = server.someone();
        Peer client = server.greeted().sends(user.login() + "\r\n").receivesWelcome();
        client.sends("1 abc\n").receives("ABC");
        client.sends("4\n").receivesEnd();
    }

    @Graded(part = "TcpLoginServer", step = 11, points = 1, bug = "no-end")
    void endsWithItsListener(TcpServerUnderTest server) {
        server.login(server.someone()).sends("1 abc").receives("ABC");
        server.endsWhenListenerIsClosed();
    }

    @Graded(part = "TcpLoginServer", step = 12, points = 1, bug = "few-threads")
    void letsSilentClientsStay(TcpServerUnderTest server) {
        User user = server.someone();
        Peer beforeLogin = server.greeted();
        Peer inMenu = server.greeted();
        Peer insideAFrame = server.greeted();
        for (int i = 0; i < 8; i++) {
            server.greeted();
        }
        Peer last = server.greeted();
        server.looksFor("silence"); // all are greeted
        inMenu.sends(user.login()).receivesWelcome();
        insideAFrame.sends(user.login()).receivesWelcome();
        insideAFrame.sendsBytes(Wire.bytes("1 ab"));
        last.sends(user.login()).receivesWelcome();
        last.sends("1 abc").receives("ABC");
        server.looksFor("time-limit");
        beforeLogin.isSilent();
        beforeLogin.sends(user.login()).receivesWelcome();
        server.login(user);
        inMenu.sends("1 abc").receives("ABC");
        server.looksFor("one-read");
        insideAFrame.sendsBytes(Arrays.copyOfRange(Wire.frame("1 abc"), 4, 128)).receives("ABC");
    }

    /** A request to swap the case of 17 of the 255 bytes that a text may hold. */
    static byte[] swap(int first) {
        byte[] request = new byte[2 + 17];
        request[0] = '3';
        request[1] = ' ';
        for (int i = 0; i < 17; i++) {
            request[2 + i] = (byte) (first + i);
        }
        return request;
    }

    /** The reply to {@link #swap}. */
    static byte[] swapped(int first) {
        byte[] reply = new byte[17];
        for (int i = 0; i < 17; i++) {
            int c = first + i;
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            reply[i] = (byte) (letter ? c ^ ' ' : c);
        }
        return reply;
    }
}
