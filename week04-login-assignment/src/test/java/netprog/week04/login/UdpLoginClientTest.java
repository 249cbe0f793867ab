package netprog.week04.login;

import netprog.grading.Graded;
import netprog.week04.login.grading.UdpClientUnderTest;
import netprog.wire.Wire;

class UdpLoginClientTest {
    @Graded(part = "UdpLoginClient", step = 1, points = 1)
    void sendsALoginAndShowsTheAnswer(UdpClientUnderTest client) {
        client.types("hansung", "computer");
        client.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        client.shows("Welcome hansung!!");
    }

    @Graded(part = "UdpLoginClient", step = 2, points = 1)
    void sendsWholeFrames(UdpClientUnderTest client) {
        client.types("hansung", "computer", "1", "abc");
        client.asks("id=hansung pass=computer").hasSentAWholeFrame().isAnswered("200 Welcome hansung!!\n");
        client.asks("1 abc").hasSentAWholeFrame();
    }

    @Graded(part = "UdpLoginClient", step = 3, points = 1, bug = "ask-again")
    void asksAgainUntilItIsWelcome(UdpClientUnderTest client) {
        client.types("nobody", "x", "hansung", "wrong", "hansung", "computer", "1", "abc");
        client.asks("id=nobody pass=x").isAnswered("401 Invalid ID\n");
        client.asks("id=hansung pass=wrong").isAnswered("402 Invalid Password"); // line ends do not count
        client.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        client.asks("1 abc");
    }

    @Graded(part = "UdpLoginClient", step = 4, points = 1)
    void asksForCasesAndShowsTheAnswers(UdpClientUnderTest client) {
        client.types("hansung", "computer", "1", "abcd EFG", "3", "  two  SPACES ");
        client.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        int port = client.port();
        client.asks("1 abcd EFG").hasKeptItsPort(port).isAnswered("QW7er TY");
        client.shows("QW7er TY").shows("Input string : ");
        client.looksFor("as-typed")
                .asks("3   two  SPACES ")
                .hasKeptItsPort(port)
                .isAnswered("as8DF");
        client.shows("as8DF");
    }

    @Graded(part = "UdpLoginClient", step = 5, points = 1)
    void asksAgainForWhatCannotBeSent(UdpClientUnderTest choices, UdpClientUnderTest texts, UdpClientUnderTest logins) {
        choices.types("hansung", "computer", "5", "", "upper", "1", "abc");
        choices.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        choices.looksFor("choice").asks("1 abc");
        texts.types("hansung", "computer", "1", "abc");
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

    @Graded(part = "UdpLoginClient", step = 6, points = 1)
    void readsFramesOfEverySender(UdpClientUnderTest client) {
        client.types("hansung", "computer", "1", "abc", "2", "DEF", "3", "ghi", "1", "jkl", "1", "mno");
        client.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        byte[] reply = Wire.frame("QWerTY");
        byte[] garbage = Wire.bytes("behind the NUL");
        System.arraycopy(garbage, 0, reply, 20, garbage.length);
        client.asks("1 abc").isAnsweredBytes(reply).looksFor("behind-nul").shows("QWerTY");
        client.asks("2 DEF").doesNotShow("behind");
        client.isAnsweredBytes(Wire.bytes("aS")).looksFor("size").shows("aS").looksFor("tail");
        String full = "A".repeat(128);
        client.asks("3 ghi").doesNotShow("aSerTY").looksFor("size");
        client.isAnsweredBytes(Wire.bytes(full + "behind")).shows(full);
        client.asks("1 jkl").doesNotShow("behind").isAnsweredBytes(new byte[0]);
        client.asks("1 mno");
        client.isAnswered("line one\nline two")
                .looksFor("not-shown")
                .shows("line one")
                .shows("line two");
    }

    @Graded(part = "UdpLoginClient", step = 7, points = 1, bug = "client-end")
    void endsAtFour(UdpClientUnderTest client) {
        client.types("hansung", "computer", "4");
        client.asks("id=hansung pass=computer").isAnswered("200 Welcome hansung!!\n");
        client.asksToEnd().isAnswered("200 Goodbye hansung!!\n");
        client.endsWell();
    }

    @Graded(part = "UdpLoginClient", step = 8, points = 1, bug = "end-of-input")
    void endsWithTheKeyboardsInput(
            UdpClientUnderTest inMenu,
            UdpClientUnderTest atText,
            UdpClientUnderTest atPassword,
            UdpClientUnderTest atId) {
        inMenu.types("hansung", "computer").endsInput();
        inMenu.asks("id=hansung pass=computer")
                .isAnswered("200 Welcome hansung!!\n")
                .isLetGo();
        atText.types("hansung", "computer", "1").endsInput();
        atText.asks("id=hansung pass=computer")
                .isAnswered("200 Welcome hansung!!\n")
                .isLetGo();
        atPassword.types("hansung").endsInput().isLetGo();
        atId.endsInput().isLetGo();
    }
}
