package netprog.week04.login;

import netprog.grading.Graded;
import netprog.week04.login.grading.ValuesUnderTest;

class LoginRequestTest {
    @Graded(part = "LoginRequest", step = 1, points = 2)
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
    }

    @Graded(part = "LoginRequest", step = 4, points = 2, bug = "malformed")
    void refusesWhatIsNoLogin(ValuesUnderTest values) {
        for (String text : new String[] {
            "",
            "hello",
            "1 abcd EFG",
            "id=hansung",
            "pass=computer",
            "pass=computer id=hansung",
            "id= pass=computer",
            "id=hansung pass="
        }) {
            values.refuses(text);
        }
    }
}
