package netprog.week04.login;

import netprog.grading.Graded;
import netprog.week04.login.grading.Peer;
import netprog.week04.login.grading.TcpClientUnderTest;

class TcpLoginClientTest {
    private static final String WELCOME = "Welcome to Server!!";

    @Graded(part = "TcpLoginClient", step = 1, points = 3)
    void sendsIdAndPassword(TcpClientUnderTest client) {
        client.types("hansung", "computer");
        client.connects().sends(WELCOME).receives("id=hansung pass=computer");
    }

    @Graded(part = "TcpLoginClient", step = 2, points = 2, bug = "not-shown")
    void showsWhatTheServerSays(TcpClientUnderTest client) {
        client.types("hansung", "computer");
        Peer server = client.connects().sends(WELCOME);
        client.shows(WELCOME);
        server.receives("id=hansung pass=computer").sends("200 Welcome hansung!!\n");
        client.shows("Welcome hansung!!");
        client.shows("ID : ").shows("Password : ");
    }

    @Graded(part = "TcpLoginClient", step = 3, points = 2, bug = "ask-again")
    void asksAgainUntilItIsWelcome(TcpClientUnderTest client) {
        client.types("nobody", "x", "hansung", "wrong", "strange", "y", "hansung", "computer", "1", "abc");
        Peer server = client.connects().sends(WELCOME);
        server.receives("id=nobody pass=x").sends("401 Invalid ID\n");
        client.shows("Invalid ID");
        server.receives("id=hansung pass=wrong").sends("402 Invalid Password"); // line ends do not count
        client.shows("Invalid Password");
        server.receives("id=strange pass=y").sends("400 Bad Request\r\n");
        server.receives("id=hansung pass=computer").sends("200 Welcome hansung!!\n");
        server.receives("1 abc");
    }

    @Graded(part = "TcpLoginClient", step = 4, points = 3)
    void asksForCasesAndShowsTheAnswers(TcpClientUnderTest client) {
        client.types("hansung", "computer", "1", "abcd EFG", "3", "xyz");
        Peer server = client.connects().sends(WELCOME);
        server.receives("id=hansung pass=computer").sends("200 Welcome hansung!!\n");
        server.receives("1 abcd EFG").sends("QW7er TY");
        client.shows("QW7er TY");
        server.receives("3 xyz").sends("as8DF");
        client.shows("as8DF");
    }

    @Graded(part = "TcpLoginClient", step = 5, points = 1, bug = "client-end")
    void endsAtFour(TcpClientUnderTest client) {
        client.types("hansung", "computer", "4");
        Peer server = client.connects().sends(WELCOME);
        server.receives("id=hansung pass=computer").sends("200 Welcome hansung!!\n");
        server.receivesRequestToEnd().close();
        client.endsWell();
    }

    @Graded(part = "TcpLoginClient", step = 6, points = 1, bug = "end-of-input")
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
        atPassword.types("hansung").endsInput().connects().sends(WELCOME).letsGo();
        atPassword.endsWell();
        atId.endsInput().connects().sends(WELCOME).letsGo();
        atId.endsWell();
    }

    /** Plays the server up to the menu. */
    static Peer loggedIn(TcpClientUnderTest client) {
        Peer server = client.connects().sends(WELCOME);
        return server.receives("id=hansung pass=computer").sends("200 Welcome hansung!!\n");
    }
}
