package netprog.week04.login;

import netprog.testkit.grading.Graded;
import netprog.testkit.grading.UdpClientUnderTest;

class HiddenUdpLoginClientTest {
    @Graded(part = "UdpLoginClient", step = 1, points = 1, bug = "no-retry")
    void asksAgainWhenAnAnswerIsLost(UdpClientUnderTest client) {
        client.types("hansung", "computer", "1", "abc", "4");
        client.asks("id=hansung pass=computer");
        client.asksAgain("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        client.asks("1 abc");
        client.asksAgain("1 abc").isAnswered("QWerTY");
        client.shows("QWerTY");
        client.asks("4", "4 ");
        client.asksAgain("4", "4 ").isAnswered("403 Login Required\n"); // the Goodbye was lost
        client.endsWell();
    }

    @Graded(part = "UdpLoginClient", step = 2, points = 1, bug = "gives-up")
    void givesUpAfterThreeTries(UdpClientUnderTest client) {
        client.types("hansung", "computer", "4");
        client.asks("id=hansung pass=computer");
        client.asksAgain("id=hansung pass=computer");
        client.asksAgain("id=hansung pass=computer");
        client.fails();
        client.hasAskedNoMore();
    }

    @Graded(part = "UdpLoginClient", step = 3, points = 1, bug = "stranger")
    void listensToItsServerOnly(UdpClientUnderTest client) {
        client.types("hansung", "wrong", "hansung", "computer", "1", "abc");
        client.asks("id=hansung pass=wrong");
        client.hearsFromStranger("200 Welcome hansung!!\n");
        client.isAnswered("402 Invalid Password\n");
        client.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        client.asks("1 abc").hearsFromStranger("wrong").isAnswered("QWerTY");
        client.shows("QWerTY");
    }

    @Graded(part = "UdpLoginClient", step = 4, points = 1, bug = "late-reply")
    void takesNoLateReplyForTheNextOne(UdpClientUnderTest client) {
        client.types("hansung", "computer");
        client.asks("id=hansung pass=computer");
        client.isAnswered("200 Welcome hansung!!\n").isAnswered("200 Welcome hansung!!\n");
        client.types("1", "abc");
        client.asks("1 abc").isAnswered("QWerTY");
        client.shows("QWerTY");
    }

    @Graded(part = "UdpLoginClient", step = 5, points = 1, bug = "forgotten", machine = "US-ASCII")
    void logsInAgainWhenTheServerHasForgotten(UdpClientUnderTest client) {
        client.types("hansung", "computer", "1", "abc", "guest", "비밀번호", "1", "한글");
        client.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        client.asks("1 abc").isAnswered("403 Login Required\n");
        client.asks("id=guest pass=비밀번호").isAnswered("Welcome guest!!\n");
        client.asks("1 한글").isAnswered("한글");
        client.shows("한글");
    }
}
