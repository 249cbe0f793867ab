package netprog.week04.login;

import java.util.Arrays;
import netprog.testkit.Wire;
import netprog.testkit.grading.Graded;
import netprog.testkit.grading.Peer;
import netprog.testkit.grading.TcpClientUnderTest;

class HiddenTcpLoginClientTest {
    private static final String WELCOME = "Welcome to Server!!";

    private static Peer loggedIn(TcpClientUnderTest client) {
        Peer server = client.connects().sends(WELCOME);
        return server.receives("id=hansung pass=computer").sends("200 Welcome hansung!!\n");
    }

    @Graded(part = "TcpLoginClient", step = 1, points = 1, bug = "one-read")
    void collectsFramesFromPieces(TcpClientUnderTest client) {
        client.types("hansung", "computer", "1", "abc", "1", "def");
        Peer server = client.connects().sendsInPieces(WELCOME, 1, 10, 127);
        client.shows(WELCOME);
        server.receives("id=hansung pass=computer").sendsInPieces("200 Welcome hansung!!\n", 5, 64);
        server.receives("1 abc").sendsInPieces("QWerTY", 3, 100);
        client.shows("QWerTY");
        server.receives("1 def");
    }

    @Graded(part = "TcpLoginClient", step = 2, points = 1, bug = "behind-nul")
    void showsNothingFromBehindTheNul(TcpClientUnderTest client) {
        client.types("hansung", "computer", "1", "abc", "1", "def");
        Peer server = client.connects().sendsBytes(Wire.frameWithGarbage(WELCOME));
        server.receives("id=hansung pass=computer").sendsBytes(Wire.frameWithGarbage("200 Welcome hansung!!\n"));
        byte[] reply = Wire.frame("QWerTY");
        byte[] hidden = Wire.bytes("behind the NUL");
        System.arraycopy(hidden, 0, reply, 20, hidden.length);
        server.receives("1 abc").sendsBytes(reply);
        client.shows("QWerTY");
        server.receives("1 def");
        client.doesNotShow("behind");
    }

    @Graded(part = "TcpLoginClient", step = 3, points = 1, bug = "welcome")
    void takesTheWelcomeOfTheCServer(TcpClientUnderTest client) {
        client.types("hansung", "computer", "1", "abc");
        Peer server = client.connects().sends(WELCOME);
        server.receives("id=hansung pass=computer").sends("Welcome hansung!!\n");
        server.receives("1 abc").sends("ABC");
    }

    @Graded(part = "TcpLoginClient", step = 4, points = 1, bug = "too-long")
    void refusesWhatDoesNotFitIntoAFrame(TcpClientUnderTest client) {
        // Asked again from "Input string" the next line is the text; asked again from the menu it is the choice.
        client.types("hansung", "computer", "1", "x".repeat(126), "2", "ABC", "4", "4", "4");
        Peer server = loggedIn(client);
        server.receivesOneOf("1 2", "2 ABC").sends("QWerTY");
        client.shows("QWerTY");
    }

    @Graded(part = "TcpLoginClient", step = 5, points = 1, bug = "choice")
    void sendsNothingForAnyOtherChoice(TcpClientUnderTest client) {
        client.types("hansung", "computer", "5", "", "0", "12", "upper", "1", "abc");
        loggedIn(client).receives("1 abc");
    }

    @Graded(part = "TcpLoginClient", step = 6, points = 1, bug = "network-failed")
    void saysThatNobodyListens(TcpClientUnderTest client) {
        client.types("hansung", "computer", "4").meetsClosedPort().fails();
    }

    @Graded(part = "TcpLoginClient", step = 7, points = 1, bug = "network-failed")
    void saysThatTheServerHasClosed(TcpClientUnderTest client) {
        client.types("hansung", "computer", "1", "abc", "1", "def", "4");
        Peer server = loggedIn(client);
        server.receives("1 abc").sends("ABC").receives("1 def");
        server.close();
        client.fails();
    }

    @Graded(part = "TcpLoginClient", step = 8, points = 1, bug = "charset", machine = "US-ASCII")
    void speaksUtf8(TcpClientUnderTest client) {
        client.types("한성", "비밀번호", "1", "한글 abc", "2", "  TWO  spaces ");
        Peer server = client.connects().sends(WELCOME);
        server.receives("id=한성 pass=비밀번호").sends("200 Welcome 한성!!\n");
        client.shows("Welcome 한성!!");
        byte[] reply = Wire.frame("한글 ABC");
        server.receives("1 한글 abc").sendsBytesInPieces(Arrays.copyOf(reply, 128), 4); // inside a letter
        client.shows("한글 ABC");
        client.looksFor("as-typed");
        server.receives("2   TWO  spaces ");
    }
}
