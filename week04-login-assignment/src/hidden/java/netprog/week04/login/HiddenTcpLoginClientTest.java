package netprog.week04.login;

import static netprog.week04.login.TcpLoginClientTest.loggedIn;

import java.util.Arrays;
import netprog.wire.Wire;
import netprog.grading.Graded;
import netprog.grading.Hidden;
import netprog.week04.login.grading.Peer;
import netprog.week04.login.grading.TcpClientUnderTest;

@Hidden
class HiddenTcpLoginClientTest {
    private static final String WELCOME = "Welcome to Server!!";

    @Graded(part = "TcpLoginClient", step = 1, points = 1)
    void collectsFramesFromPieces(TcpClientUnderTest client, TcpClientUnderTest usual) {
        usual.connects().sends(WELCOME);
        usual.shows(WELCOME).looksFor("one-read");
        client.types("hansung", "computer", "1", "abc", "1", "def");
        Peer server = client.connects().sendsInPieces(WELCOME, 1, 10, 127);
        client.shows(WELCOME);
        server.receives("id=hansung pass=computer").sendsInPieces("200 Welcome hansung!!\n", 5, 64);
        server.receives("1 abc").sendsInPieces("QWerTY", 3, 100);
        client.shows("QWerTY");
        server.receives("1 def").sendsBytesInPieces(Arrays.copyOf(Wire.frame("한글 ABC"), 128), 4); // inside a character
        client.shows("한글 ABC");
    }

    @Graded(part = "TcpLoginClient", step = 2, points = 1)
    void showsNothingFromBehindTheNul(TcpClientUnderTest client, TcpClientUnderTest usual) {
        usual.connects().sends(WELCOME);
        usual.shows(WELCOME).looksFor("behind-nul");
        client.types("hansung", "computer", "1", "abc", "1", "def", "1", "ghi");
        Peer server = client.connects().sendsBytes(Wire.frameWithGarbage(WELCOME));
        server.receives("id=hansung pass=computer").sendsBytes(Wire.frameWithGarbage("200 Welcome hansung!!\n"));
        byte[] reply = Wire.frame("QWerTY");
        byte[] hidden = Wire.bytes("behind the NUL");
        System.arraycopy(hidden, 0, reply, 20, hidden.length);
        server.receives("1 abc").sendsBytes(reply);
        client.shows("QWerTY");
        server.receives("1 def").sends("line one\nline two");
        client.doesNotShow("behind");
        client.looksFor("not-shown").shows("line one").shows("line two");
    }

    @Graded(part = "TcpLoginClient", step = 3, points = 1, bug = "welcome")
    void takesTheWelcomeOfTheCServer(TcpClientUnderTest client) {
        client.types("user401", "computer", "1", "abc");
        client.looksFor("line-end"); // one more than usual: that is free
        Peer server = client.connects().sends(WELCOME + "\r\n");
        server.receives("id=user401 pass=computer").sends("Welcome user401!!\n");
        client.looksFor("welcome");
        server.receives("1 abc").sends("ABC");
    }

    @Graded(part = "TcpLoginClient", step = 4, points = 1)
    void refusesWhatDoesNotFitIntoAFrame(
            TcpClientUnderTest client,
            TcpClientUnderTest korean,
            TcpClientUnderTest longId,
            TcpClientUnderTest longBoth) {
        client.types("hansung", "computer", "1", "abc");
        Peer server = loggedIn(client);
        server.receives("1 abc").sends("QWerTY");
        client.shows("QWerTY").marksScreen();
        client.looksFor("too-long");
        // Asked again from "Input string" the next line is the text; asked again from the menu it is the choice.
        client.types("1", "x".repeat(126), "2", "ABC");
        server.receivesOneOf("1 2", "2 ABC");
        client.showsNewWords();
        server.sends("as8DF");
        client.shows("as8DF");
        String longest = "y".repeat(125);
        korean.types("hansung", "computer", "1", "가".repeat(42), "2", "ABC"); // 126 bytes
        loggedIn(korean).receivesOneOf("1 2", "2 ABC");
        // Asked again for the ID the next line is one; asked again behind the password the line after that is.
        longId.types("x".repeat(130), "same", "same", "same", "1", longest);
        Peer third = longId.connects().sends(WELCOME);
        third.receives("id=same pass=same").sends("200 Welcome same!!\n").receives("1 " + longest);
        // Each has 32 characters, as many as it may; both together have 201 bytes. The next line is the id, or the password (then the one after it is no choice).
        String id = "가".repeat(32);
        longBoth.types(id, "나".repeat(32), "same", "same", "1", longest);
        Peer fourth = longBoth.connects().sends(WELCOME);
        fourth.receivesOneOf("id=same pass=same", "id=" + id + " pass=same").sends("200 Welcome you!!\n");
        fourth.receives("1 " + longest);
    }

    @Graded(part = "TcpLoginClient", step = 5, points = 1, bug = "choice")
    void sendsNothingForAnyOtherChoice(TcpClientUnderTest client) {
        client.types("hansung", "computer", "5", "", "0", "12", "upper", "1", "abc", "2", "DEF", "2", "DEF", "2", "DEF", "2", "DEF", "3", "", "1", "exit");
        Peer server = loggedIn(client).receives("1 abc").sends("100%d %s");
        client.shows("100%d %s");
        client.looksFor("menu");
        for (String reply : new String[] {"400 Bad Request\n", "401 Invalid ID\n", "200 Goodbye hansung!!\n", "Welcome to Server!!"}) {
            server.receives("2 DEF").sends(reply);
        }
        server.receivesOneOf("3 ", "3").sends("").receives("1 exit");
    }

    @Graded(part = "TcpLoginClient", step = 6, points = 1, bug = "network-failed")
    void saysThatTheNetworkFailed(
            TcpClientUnderTest noGreeting, TcpClientUnderTest inMenu, TcpClientUnderTest insideAFrame) {
        noGreeting.types("hansung", "computer", "4").connects().close();
        noGreeting.fails();
        inMenu.types("hansung", "computer", "1", "abc", "1", "def", "4");
        loggedIn(inMenu).receives("1 abc").sends("ABC").receives("1 def").resets();
        inMenu.fails();
        insideAFrame.types("hansung", "computer", "1", "abc", "4");
        loggedIn(insideAFrame).receives("1 abc").sendsBytes(Wire.bytes("ABC\0")).close();
        insideAFrame.fails();
    }

    @Graded(part = "TcpLoginClient", step = 7, points = 1, bug = "time-limit")
    void waitsForASlowServer(TcpClientUnderTest client) {
        client.types("hansung", "computer");
        Peer server = client.connects().sends(WELCOME).receives("id=hansung pass=computer");
        server.isSilent().sends("200 Welcome hansung!!\n");
        client.looksFor("silence").types("1", "abc"); // it has waited
        server.receives("1 abc");
    }

    @Graded(part = "TcpLoginClient", step = 8, points = 1, bug = "charset", charset = "US-ASCII")
    void speaksUtf8(TcpClientUnderTest client) {
        client.types("한성", "비밀=번호", "1", "한글 abc", "2", "  TWO  spaces ");
        client.looksFor("not-shown");
        Peer server = client.connects().sends(WELCOME);
        client.shows(WELCOME).looksFor("charset");
        server.receives("id=한성 pass=비밀=번호").sends("200 Welcome 한성!!\n");
        client.shows("Welcome 한성!!");
        server.receives("1 한글 abc").sends("한글 ABC");
        client.shows("한글 ABC");
        client.looksFor("as-typed");
        server.receives("2   TWO  spaces ");
    }
}
