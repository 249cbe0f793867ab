package netprog.week04.login;

import netprog.grading.Graded;
import netprog.week04.login.grading.UdpClientUnderTest;
import netprog.wire.Wire;
import org.junit.jupiter.api.Order;

class UdpLoginClientTest {
    @Graded(part = "UdpLoginClient", step = 1, points = 1)
    void sendsALoginAndShowsTheAnswer(UdpClientUnderTest client) {
        client.types("hansung", "computer");
        client.asks("id=hansung pass=computer").hasSentAWholeFrame().isAnswered("200 Welcome hansung!!\n");
        client.shows("Welcome hansung!!").shows("ID : ").shows("Password : ");
    }

    @Graded(part = "UdpLoginClient", step = 2, points = 1, bug = "ask-again")
    void asksAgainUntilItIsWelcome(UdpClientUnderTest client, UdpClientUnderTest usual) {
        usual.looksFor("welcome-unnoticed").types("hansung", "computer", "1", "abc");
        usual.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        usual.asks("1 abc").looksFor("ask-again");
        client.types("nobody", "x", "hansung", "wrong", "hansung", "computer", "1", "abc");
        client.asks("id=nobody pass=x").isAnswered("401 Invalid ID\n");
        client.asks("id=hansung pass=wrong").isAnswered("402 Invalid Password"); // line ends do not count
        client.asks("id=hansung pass=computer");
        client.looksFor("welcome").isAnswered("Welcome hansung!!\n"); // as the C server says it
        client.asks("1 abc");
    }

    @Graded(part = "UdpLoginClient", step = 3, points = 1)
    void asksForCasesAndShowsTheAnswers(UdpClientUnderTest client) {
        client.types("hansung", "computer", "1", "abcd EFG", "3", "  two  SPACES ", "2", "DEF", "3", "ghi", "1", "mno");
        client.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        int port = client.port();
        byte[] reply = Wire.frame("QW7er TY");
        byte[] garbage = Wire.bytes("behind the NUL");
        System.arraycopy(garbage, 0, reply, 20, garbage.length);
        client.asks("1 abcd EFG").hasSentAWholeFrame().hasKeptItsPort(port).isAnsweredBytes(reply);
        client.shows("QW7er TY").shows("Input string : ");
        client.looksFor("as-typed").asks("3   two  SPACES ").hasKeptItsPort(port);
        client.looksFor("behind-nul").doesNotShow("behind");
        client.looksFor("menu").isAnswered("400 Bad Request\n");
        client.asks("2 DEF").looksFor("size").isAnsweredBytes(Wire.bytes("aS"));
        client.shows("aS").asks("3 ghi").looksFor("tail").doesNotShow("aS0 Bad");
        String full = "A".repeat(128);
        client.looksFor("size").isAnsweredBytes(Wire.bytes(full + "behind")).shows(full);
        client.asks("1 mno").doesNotShow("behind");
        client.looksFor("not-shown").isAnswered("line one\nline two");
        client.shows("line one").shows("line two");
    }

    @Graded(part = "UdpLoginClient", step = 4, points = 1)
    void asksAgainForWhatCannotBeSent(UdpClientUnderTest choices, UdpClientUnderTest texts, UdpClientUnderTest logins) {
        choices.types("hansung", "computer", "5", "", "upper", "1", "abc");
        choices.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        choices.looksFor("choice").asks("1 abc");
        texts.looksFor("").types("hansung", "computer", "1", "abc");
        texts.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        texts.asks("1 abc").isAnswered("QWerTY");
        texts.shows("QWerTY").marksScreen();
        // Asked again from "Input string" the next line is the text; asked again from the menu it is the choice.
        texts.types("1", "가".repeat(42), "2", "ABC"); // 126 bytes
        texts.looksFor("too-long").asks("1 2", "2 ABC").showsNewWords();
        // Each has 32 characters, as many as it may; both together have 201 bytes. The next line is the id, or else
        // the password, and then the one behind it is no choice.
        String id = "가".repeat(32);
        logins.types(id, "나".repeat(32), "same", "same", "1", "abc");
        logins.asks("id=same pass=same", "id=" + id + " pass=same").isAnswered("200 Welcome you!!\n");
        logins.asks("1 abc");
    }

    @Graded(part = "UdpLoginClient", step = 5, points = 1, bug = "no-retry")
    void sendsTheSameAgainWhenNoAnswerComes(UdpClientUnderTest client) {
        client.types("hansung", "computer");
        client.asks("id=hansung pass=computer");
        client.asksAgain("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        client.looksFor("gives-up").hasKeptTime();
        client.looksFor("not-shown").shows("Welcome hansung!!");
        client.looksFor("").isAnswered("200 Welcome hansung!!\n"); // the first answer was late, not lost
        client.types("1", "abc").asks("1 abc");
        client.looksFor("late-reply").isAnswered("QWerTY").shows("QWerTY");
        client.looksFor("stranger").types("2", "DEF").asks("2 DEF").hearsFromStranger("wrong");
        client.isAnswered("asDFgh").shows("asDFgh");
    }

    @Graded(part = "UdpLoginClient", step = 6, points = 1, bug = "gives-up")
    @Order(Integer.MAX_VALUE) // waits for seconds: begins early
    void givesUpAfterThreeTries(UdpClientUnderTest client) {
        client.types("hansung", "computer", "4");
        client.asks("id=hansung pass=computer");
        client.asksAgain("id=hansung pass=computer");
        client.asksAgain("id=hansung pass=computer");
        client.fails();
        client.hasAskedNoMore();
    }

    @Graded(part = "UdpLoginClient", step = 7, points = 1, bug = "forgotten")
    void logsInAgainWhenTheServerHasForgotten(UdpClientUnderTest client) {
        client.types("hansung", "computer", "1", "abc", "guest", "guest", "2", "DEF");
        client.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        client.looksFor("welcome-unnoticed").asks("1 abc").looksFor("forgotten").isAnswered("403 Login Required\n");
        client.asks("id=guest pass=guest").isAnswered("200 Welcome guest!!\n");
        client.asks("2 DEF");
    }

    @Graded(part = "UdpLoginClient", step = 8, points = 1, bug = "client-end")
    void endsAtFourAndWithTheKeyboardsInput(
            UdpClientUnderTest atFour,
            UdpClientUnderTest inMenu,
            UdpClientUnderTest atText,
            UdpClientUnderTest atPassword,
            UdpClientUnderTest atId) {
        atFour.types("hansung", "computer", "4");
        atFour.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        atFour.asksToEnd().isAnswered("200 Goodbye hansung!!\n");
        atFour.endsWell();
        inMenu.looksFor("end-of-input").types("hansung", "computer").endsInput();
        inMenu.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        inMenu.isLetGo();
        atText.types("hansung", "computer", "1").endsInput();
        atText.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        atText.isLetGo();
        atPassword.types("hansung").endsInput().isLetGo();
        atId.endsInput().isLetGo();
    }
}
