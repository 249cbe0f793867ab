package netprog.week04.login;

import netprog.grading.Graded;
import netprog.week04.login.grading.ValuesUnderTest;

class LoginRequestTest {
    @Graded(part = "LoginRequest", step = 1, points = 1)
    void findsIdAndPassword(ValuesUnderTest values) {
        values.parses("id=hansung pass=computer", "hansung", "computer");
        values.parses("id=a pass=b", "a", "b");
    }

    @Graded(part = "LoginRequest", step = 2, points = 1)
    void writesWhatItReads(ValuesUnderTest values) {
        values.writes("hansung", "computer", "id=hansung pass=computer");
    }

    @Graded(part = "LoginRequest", step = 3, points = 1, bug = "line-end")
    void dropsOneLineEnd(ValuesUnderTest values) {
        values.parses("id=hansung pass=computer\n", "hansung", "computer");
        values.parses("id=hansung pass=computer\r\n", "hansung", "computer");
        values.looksFor("malformed");
        values.refuses("id=hansung pass=computer\n\n");
        values.refuses("id=hansung pass=computer\r\n\r\n");
    }

    @Graded(part = "LoginRequest", step = 4, points = 1, bug = "malformed")
    void refusesWhatIsNoLogin(ValuesUnderTest values) {
        for (String text : new String[] {
            "",
            "hello",
            "1 abcd EFG",
            "id=hansung",
            "pass=computer",
            "pass=computer id=hansung",
            "id=hansung,pass=computer",
            "id= pass=computer",
            "id=hansung pass=",
            "id=hansung  pass=computer",
            "id=hansung pass=a b",
            "id=han sung pass=x",
            "id=hansung pass=a\tb",
            "id=hansung pass=\u0007",
            "id=a=b pass=computer"
        }) {
            values.refuses(text);
        }
    }

    @Graded(part = "LoginRequest", step = 5, points = 1, bug = "odd-values")
    void takesOtherScriptsAndSigns(ValuesUnderTest values) {
        values.parses("id=한성 pass=컴퓨터", "한성", "컴퓨터");
        values.parses("id=a.b@c pass=x=y", "a.b@c", "x=y");
        values.writes("한성", "x=y", "id=한성 pass=x=y");
    }

    @Graded(part = "LoginRequest", step = 6, points = 1, bug = "malformed")
    void takes1To32Characters(ValuesUnderTest values) {
        String longest = "x".repeat(32);
        values.parses("id=" + longest + " pass=" + longest, longest, longest);
        values.refuses("id=" + longest + "x pass=b");
        values.refuses("id=a pass=" + longest + "x");
    }
}
