package netprog.week04.login;

import netprog.grading.Graded;
import netprog.grading.Hidden;
import netprog.week04.login.grading.UdpClientUnderTest;
import org.junit.jupiter.api.Order;

@Hidden
class HiddenUdpLoginClientTest {
    @Graded(part = "UdpLoginClient", step = 1, points = 1, bug = "no-retry")
    @Order(1)
    void asksAgainWhenAnAnswerIsLost(UdpClientUnderTest atLogin, UdpClientUnderTest inMenu) {
        inMenu.types("hansung", "computer");
        inMenu.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        atLogin.types("hansung", "computer", "1", "abc");
        atLogin.asks("id=hansung pass=computer");
        atLogin.asksAgain("id=hansung pass=computer").hasKeptTime();
        // From here on both wait their seconds side by side.
        inMenu.types("1", "abc", "4");
        inMenu.asks("1 abc");
        inMenu.looksFor("stranger").asksAgainAmongStrangers("1 abc").isAnswered("QWerTY");
        inMenu.shows("QWerTY").looksFor("client-end");
        inMenu.asksToEnd();
        atLogin.looksFor("gives-up").asksAgain("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n").shows("Welcome");
        atLogin.looksFor("welcome-unnoticed").asks("1 abc");
        inMenu.looksFor("no-retry").asksToEndAgain().isAnswered("403 Login Required\n"); // the Goodbye was lost
        inMenu.looksFor("client-end").endsWell();
    }

    @Graded(part = "UdpLoginClient", step = 2, points = 1, bug = "gives-up")
    @Order(Integer.MAX_VALUE) // waits for seconds, as the one above does: both begin early
    void givesUpAfterThreeTries(UdpClientUnderTest inMenu, UdpClientUnderTest atTheEnd) {
        atTheEnd.types("hansung", "computer", "4");
        atTheEnd.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        atTheEnd.asksToEnd();
        inMenu.types("hansung", "computer", "1", "abc", "4");
        inMenu.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        inMenu.asks("1 abc");
        inMenu.asksAgain("1 abc");
        inMenu.asksAgain("1 abc");
        inMenu.fails();
        inMenu.hasAskedNoMore();
        inMenu.hasKeptTime();
        atTheEnd.fails();
    }

    @Graded(part = "UdpLoginClient", step = 3, points = 1, bug = "stranger")
    void listensToItsServerOnly(UdpClientUnderTest client, UdpClientUnderTest usual) {
        usual.types("hansung", "wrong", "hansung", "computer");
        usual.asks("id=hansung pass=wrong").isAnswered("402 Invalid Password\n");
        usual.looksFor("ask-again").asks("id=hansung pass=computer").looksFor("stranger");
        client.types("hansung", "wrong", "hansung", "computer", "1", "abc", "2", "A", "2", "B", "2", "C", "2", "D", "2", "ROOM 403", "3", "", "3", "y".repeat(125));
        client.asks("id=hansung pass=wrong");
        client.hearsFromStranger("200 Welcome hansung!!\n");
        client.isAnswered("402 Invalid Password\n");
        client.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        client.looksFor("welcome-unnoticed").asks("1 abc").looksFor("stranger").hearsFromStranger("wrong").isAnswered("QWerTY");
        client.shows("QWerTY");
        client.looksFor("menu");
        client.asks("2 A").isAnswered("400 Bad Request\n");
        client.asks("2 B").isAnswered("401 Invalid ID\n");
        client.asks("2 C").isAnswered("200 Goodbye hansung!!\n");
        client.asks("2 D").isAnswered("Welcome to Server!!");
        client.asks("2 ROOM 403").isAnswered("room 403");
        client.asks("3 ", "3").isAnswered("");
        client.looksFor("too-long").asks("3 " + "y".repeat(125)).isAnswered("100%d %s");
        client.looksFor("not-shown").shows("100%d %s");
    }

    @Graded(part = "UdpLoginClient", step = 4, points = 1)
    void takesNoLateReplyForTheNextOne(UdpClientUnderTest client, UdpClientUnderTest usual) {
        usual.types("hansung", "computer", "1", "abc");
        usual.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        usual.asks("1 abc").looksFor("late-reply");
        client.looksFor("not-shown").types("hansung", "wrong");
        client.asks("id=hansung pass=wrong").isAnswered("402 Invalid Password\n").isAnswered("402 Invalid Password\n");
        client.shows("402 Invalid Password").isAnswered("402 Invalid Password\n"); // while the user is thinking
        client.types("hansung", "computer");
        client.looksFor("ask-again").asks("id=hansung pass=computer").looksFor("late-reply");
        for (int i = 0; i < 3; i++) {
            client.isAnswered("200 Welcome hansung!!\n");
        }
        client.types("1", "abc");
        client.asks("1 abc").isAnswered("QWerTY").isAnswered("QWerTY");
        client.shows("QWerTY").isAnswered("QWerTY");
        client.types("2", "DEF");
        client.asks("2 DEF").isAnswered("asDFgh");
        client.shows("asDFgh");
    }

    @Graded(part = "UdpLoginClient", step = 5, points = 1, bug = "forgotten", charset = "US-ASCII")
    void logsInAgainWhenTheServerHasForgotten(UdpClientUnderTest client) {
        client.types("hansung", "computer", "1", "abc", "guest", "비밀번호", "1", "한글");
        client.looksFor("welcome-unnoticed").asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        client.asks("1 abc").looksFor("forgotten").isAnswered("403 Login Required\n");
        client.asks("id=guest pass=비밀번호").looksFor("welcome").isAnswered("Welcome guest!!\n");
        client.asks("1 한글").looksFor("forgotten").isAnswered("한글");
        client.shows("한글").types("2", "DEF", "hansung", "computer", "3", "xyz", "guest", "x");
        client.asks("2 DEF").isAnswered("403 Login Required"); // line ends do not count
        client.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        client.asks("3 xyz").isAnswered("403 Login Required\r\n");
        client.asks("id=guest pass=x");
    }
}
