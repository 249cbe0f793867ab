package netprog.week04.login;

import netprog.testkit.grading.Graded;
import netprog.testkit.grading.ValuesUnderTest;

class HiddenLoginRequestTest {
    private static final String LONGEST = "abcdefghijklmnopqrstuvwxyz012345"; // 32 characters

    @Graded(part = "LoginRequest", step = 1, points = 1, bug = "odd-values")
    void takesOddButLegalValues(ValuesUnderTest values) {
        values.parses("id=한성 pass=컴퓨터", "한성", "컴퓨터");
        values.parses("id=HanSung pass=ComPuter", "HanSung", "ComPuter");
        values.parses("id=a.b-c_d@e pass=a=b", "a.b-c_d@e", "a=b");
        values.parses("id=x pass=pass=x", "x", "pass=x");
        values.parses("id=pass pass=id=y", "pass", "id=y");
        values.parses("id=\"q'$%\\ pass=;,|&", "\"q'$%\\", ";,|&");
        values.parses("id=e\u0301 pass=\u1112\u1161\u11ab", "e\u0301", "\u1112\u1161\u11ab"); // as a Mac writes them
        values.writes("한성", "a=b", "id=한성 pass=a=b");
    }

    @Graded(part = "LoginRequest", step = 2, points = 1, bug = "malformed")
    void takes1To32Characters(ValuesUnderTest values) {
        values.parses("id=" + LONGEST + " pass=" + LONGEST, LONGEST, LONGEST);
        values.parses("id=a pass=b", "a", "b");
        String korean = "가".repeat(32); // 96 bytes
        values.parses("id=" + korean + " pass=b", korean, "b");
        values.parses("id=a pass=" + korean, "a", korean);
        values.refuses("id=" + LONGEST + "6 pass=b");
        values.refuses("id=a pass=" + LONGEST + "6");
    }

    @Graded(part = "LoginRequest", step = 3, points = 1, bug = "malformed")
    void refusesWhiteSpaceWhereNoneMayBe(ValuesUnderTest values) {
        for (String text : new String[] {
            "id=a pass=b c", "id=a  pass=b", " id=a pass=b", "id=a pass= b", "id=a b pass=c", "id= a pass=b", "id=a\tpass=b",
            "id=a pass=b\tc", "id=a pass=b ", "id=a pass=b\n\n"
        }) {
            values.refuses(text);
        }
    }

    @Graded(part = "LoginRequest", step = 4, points = 1, bug = "malformed")
    void refusesOtherForms(ValuesUnderTest values) {
        for (String text : new String[] {
            "ID=a PASS=b", "id=a=b pass=c", "id=a,pass=b", "id=apass=b", "id=a pass=", "id= pass=", "xid=a pass=b",
            "id==a pass=b", "id:a pass:b", "id=a password=b", "id=a\u0001 pass=b", "id=a pass=b\u007f"
        }) {
            values.refuses(text);
        }
    }
}
