package netprog.week04.login;

import netprog.grading.Graded;
import netprog.grading.Hidden;
import netprog.week04.login.grading.ValuesUnderTest;

@Hidden
class HiddenLoginRequestTest {
    private static final String LONGEST = "abcdefghijklmnopqrstuvwxyz012345"; // 32 characters
    private static final String SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"; // all of ASCII

    @Graded(part = "LoginRequest", step = 1, points = 1, bug = "odd-values")
    void takesOddButLegalValues(ValuesUnderTest values) {
        values.parses("id=한성 pass=컴퓨터", "한성", "컴퓨터");
        values.parses("id=HanSung pass=ComPuter", "HanSung", "ComPuter");
        values.parses("id=a.b-c_d@e pass=a=b", "a.b-c_d@e", "a=b");
        values.parses("id=x pass=pass=x", "x", "pass=x");
        values.parses("id=pass pass=id=y", "pass", "id=y");
        values.parses("id=\"q'$%\\ pass=;,|&", "\"q'$%\\", ";,|&");
        values.parses("id=e\u0301 pass=\u1112\u1161\u11ab", "e\u0301", "\u1112\u1161\u11ab"); // as a Mac writes them
        values.parses("id=compass pass=pass=", "compass", "pass=");
        for (String sign : SIGNS.split("")) {
            String password = sign + "x" + sign + sign; // in front, inside, twice at the end
            String id = sign.equals("=") ? "x" : password;
            values.parses("id=" + id + " pass=" + password, id, password);
            values.parses("id=x pass=" + sign, "x", sign);
            values.writes(id, password, "id=" + id + " pass=" + password);
        }
        values.writes("한성", "a=b", "id=한성 pass=a=b");
        values.writes("$1\\1%s{0}", "<id>$0\\", "id=$1\\1%s{0} pass=<id>$0\\");
    }

    @Graded(part = "LoginRequest", step = 2, points = 1, bug = "malformed")
    void takes1To32Characters(ValuesUnderTest values) {
        values.parses("id=" + LONGEST + " pass=" + LONGEST, LONGEST, LONGEST);
        values.parses("id=a pass=b", "a", "b");
        String korean = "가".repeat(32); // 96 bytes
        values.parses("id=" + korean + " pass=b", korean, "b");
        values.parses("id=a pass=" + korean, "a", korean);
        values.parses("id=" + LONGEST + " pass=" + LONGEST + "\r\n", LONGEST, LONGEST);
        values.refuses("id=" + LONGEST + "6 pass=b");
        values.refuses("id=a pass=" + LONGEST + "6");
    }

    @Graded(part = "LoginRequest", step = 3, points = 1, bug = "malformed")
    void refusesWhiteSpaceWhereNoneMayBe(ValuesUnderTest values) {
        for (String text : new String[] {
            "id=a\tpass=b", "id=a pass =b", "id =a pass=b", "id=a pass=b c\n", "id=a pass=b\n\n", "id=a pass=b\r\n\r\n",
            "id=a pass=b\n\r", "id=a pass=b\r", "id=a pass=b\r\r\n", "id=a pass=\n", "id=\n pass=b"
        }) {
            values.refuses(text);
        }
        for (String space : new String[] {" ", "\t", "\n", "\u000b", "\f", "\r"}) {
            for (String text : new String[] {
                "@id=a pass=b", "id=@a pass=b", "id=a@c pass=b", "id=a@ pass=b", "id=a @pass=b", "id=a pass=@b", "id=a pass=b@c",
                "id=a pass=b@c@", "id=a pass=b@@"
            }) {
                values.refuses(text.replace("@", space));
            }
        }
    }

    @Graded(part = "LoginRequest", step = 4, points = 1, bug = "malformed")
    void refusesOtherForms(ValuesUnderTest values) {
        for (String text : new String[] {
            "ID=a PASS=b", "id=a=b pass=c", "id=a,pass=b", "id=apass=b", "id=a pass=", "id= pass=", "xid=a pass=b",
            "id==a pass=b", "id:a pass:b", "id=a password=b", "Id=a pass=b", "id=a Pass=b", "id=a;pass=b", "id=a pass", "id=a ",
            "id=", "=a pass=b", "a pass=b", "id=a pass=b pass=c", "id=a id=b pass=c", "id=a= pass=b", "id=a pass=b id=c"
        }) {
            values.refuses(text);
        }
        for (int i = 1; i < 128; i = i == 31 ? 127 : i + 1) {
            String control = String.valueOf((char) i);
            values.refuses("id=a" + control + "b pass=c");
            values.refuses("id=a pass=b" + control + "c");
        }
    }
}
