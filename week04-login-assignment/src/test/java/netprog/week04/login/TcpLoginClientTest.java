package netprog.week04.login;

import netprog.grading.Graded;
import netprog.week04.login.grading.Peer;
import netprog.week04.login.grading.TcpClientUnderTest;
import netprog.wire.Wire;

class TcpLoginClientTest {
    private static final String GREETING = "Welcome to Server!!";

    @Graded(part = "TcpLoginClient", step = 1, points = 2)
    void sendsIdAndPassword(TcpClientUnderTest client) {
        client.types("hansung", "computer");
        client.connects().sends(GREETING).receives("id=hansung pass=computer");
    }

    @Graded(part = "TcpLoginClient", step = 2, points = 1, bug = "not-shown")
    void showsWhatTheServerSays(TcpClientUnderTest client) {
        client.types("hansung", "computer");
        Peer server = client.connects().sends(GREETING);
        client.shows(GREETING);
        server.receives("id=hansung pass=computer").sends("200 Welcome hansung!!\n");
        client.shows("Welcome hansung!!");
        client.shows("ID : ").shows("Password : ");
    }

    @Graded(part = "TcpLoginClient", step = 3, points = 1, bug = "ask-again")
    void asksAgainUntilItIsWelcome(TcpClientUnderTest client, TcpClientUnderTest usual) {
        usual.looksFor("welcome-unnoticed").types("hansung", "computer", "1", "abc");
        usual.connects()
                .sends(GREETING)
                .receives("id=hansung pass=computer")
                .sends("200 Welcome hansung!!\n")
                .receives("1 abc");
        client.looksFor("ask-again")
                .types("nobody", "x", "hansung", "wrong", "strange", "y", "hansung", "computer", "1", "abc");
        Peer server = client.connects().sends(GREETING);
        server.receives("id=nobody pass=x").sends("401 Invalid ID\n");
        client.shows("Invalid ID");
        server.receives("id=hansung pass=wrong").sends("402 Invalid Password"); // line ends do not count
        client.shows("Invalid Password");
        server.receives("id=strange pass=y").sends("400 Bad Request\r\n");
        server.receives("id=hansung pass=computer");
        client.looksFor("welcome");
        server.sends("Welcome hansung!!\n").receives("1 abc"); // as the C server says it
    }

    @Graded(part = "TcpLoginClient", step = 4, points = 2)
    void asksForCasesAndShowsTheAnswers(TcpClientUnderTest client) {
        client.types("hansung", "computer", "1", "abcd EFG", "3", "xyz", "2", "ABC", "2", "  TWO  spaces ");
        Peer server = loggedIn(client);
        server.receives("1 abcd EFG").sends("QW7er TY");
        client.shows("QW7er TY");
        server.receives("3 xyz").sends("400 Bad Request\n");
        client.shows("400 Bad Request").shows("Input string : ");
        client.looksFor("menu");
        server.receives("2 ABC").sends("as8DF");
        client.shows("as8DF");
        client.looksFor("as-typed");
        server.receives("2   TWO  spaces ");
    }

    @Graded(part = "TcpLoginClient", step = 5, points = 1)
    void collectsWholeFrames(TcpClientUnderTest client) {
        client.types("hansung", "computer", "1", "abc", "1", "def");
        Peer server = client.connects().sends(GREETING);
        client.shows(GREETING);
        client.looksFor("one-read");
        server.receives("id=hansung pass=computer").sendsInPieces("200 Welcome hansung!!\n", 64);
        client.shows("Welcome hansung!!");
        byte[] reply = Wire.frame("QWerTY");
        byte[] garbage = Wire.bytes("behind the NUL");
        System.arraycopy(garbage, 0, reply, 20, garbage.length);
        server.receives("1 abc").sendsBytesInPieces(reply, 3, 30);
        client.shows("QWerTY");
        server.receives("1 def");
        client.looksFor("behind-nul").doesNotShow("behind");
    }

    @Graded(part = "TcpLoginClient", step = 6, points = 1, bug = "choice")
    void sendsNothingForAnotherChoice(TcpClientUnderTest client) {
        client.types("hansung", "computer", "5", "", "upper", "1", "abc");
        loggedIn(client).receives("1 abc");
    }

    @Graded(part = "TcpLoginClient", step = 7, points = 1)
    void asksAgainForWhatDoesNotFitIntoAFrame(TcpClientUnderTest client) {
        client.types("hansung", "computer", "1", "abc");
        Peer server = loggedIn(client).receives("1 abc").sends("QWerTY");
        client.shows("QWerTY").marksScreen();
        client.looksFor("too-long");
        // Asked again from "Input string" the next line is the text; asked again from the menu it is the choice.
        client.types("1", "x".repeat(126), "2", "ABC"); // 128 bytes
        server.receivesOneOf("1 2", "2 ABC");
        client.showsNewWords();
    }

    @Graded(part = "TcpLoginClient", step = 8, points = 1, bug = "client-end")
    void endsAtFour(TcpClientUnderTest client) {
        client.types("hansung", "computer", "4");
        loggedIn(client).receivesRequestToEnd().close();
        client.endsWell();
    }

    @Graded(part = "TcpLoginClient", step = 9, points = 1, bug = "end-of-input")
    void endsWithTheKeyboardsInput(
            TcpClientUnderTest inMenu,
            TcpClientUnderTest atText,
            TcpClientUnderTest atPassword,
            TcpClientUnderTest atId) {
        inMenu.types("hansung", "computer", "1", "abc").endsInput();
        loggedIn(inMenu).receives("1 abc").sends("ABC").letsGo();
        inMenu.endsWell();
        atText.types("hansung", "computer", "1").endsInput();
        loggedIn(atText).letsGo();
        atText.endsWell();
        atPassword.types("hansung").endsInput().connects().sends(GREETING).letsGo();
        atPassword.endsWell();
        atId.endsInput().connects().sends(GREETING).letsGo();
        atId.endsWell();
    }

    @Graded(part = "TcpLoginClient", step = 10, points = 1, bug = "network-failed")
    void saysThatTheNetworkFailed(TcpClientUnderTest inMenu, TcpClientUnderTest nobodyListens) {
        inMenu.types("hansung", "computer", "1", "abc", "4");
        loggedIn(inMenu).receives("1 abc").close();
        inMenu.fails();
        nobodyListens.types("hansung", "computer", "4").meetsClosedPort().fails();
    }

    /** Plays the server up to the menu. */
    static Peer loggedIn(TcpClientUnderTest client) {
        Peer server = client.connects().sends(GREETING);
        return server.receives("id=hansung pass=computer").sends("200 Welcome hansung!!\n");
    }
}
