package netprog.week04.login;

import java.util.Map;
import netprog.grading.Graded;
import netprog.grading.Hidden;
import netprog.week04.login.grading.ValuesUnderTest;

@Hidden
class HiddenUserTableTest {
    private static final String[] ODD = {"c#fan", "a:b", "!x", "back\\slash"};

    @Graded(part = "UserTable", step = 1, points = 1, bug = "table-line", charset = "US-ASCII")
    void loadsCommentsEmptyLinesAndKoreanIds(ValuesUnderTest values) {
        values.looksFor("equals");
        values.knows(Map.of("guest", hash("guest")), "guest", "guest", "WELCOME");
        values.looksFor("table-line");
        String file = "# users=none\n\n한성=" + hash("컴퓨터") + "\n#guest=" + hash("guest") + "\n#no user\n\n";
        for (String id : ODD) {
            file += id + "=" + hash(id) + "\n";
        }
        file += "last=" + hash("x=y"); // no line end behind the last line
        values.loads(file, "한성", "컴퓨터", "WELCOME", "guest", "guest", "INVALID_ID", "last", "x=y", "WELCOME");
        for (String id : ODD) {
            values.loads(file, id, id, "WELCOME");
        }
        // A \r before the \n belongs to the line end, and nothing else is cut off.
        String windows = "hansung=" + hash("computer") + "\r\n guest=" + hash("guest") + "\r\n\r\n";
        values.loads(windows, "hansung", "computer", "WELCOME", "guest", "guest", "INVALID_ID");
        // Whoever decodes the file in pieces of 1024, 4096 or 8192 bytes cuts the first letter of this id.
        String comments = ("#" + "-".repeat(62) + "\n").repeat(255) + "#" + "-".repeat(61) + "\n"; // 16 383 bytes
        values.loads(comments + "한성=" + hash("컴퓨터"), "한성", "컴퓨터", "WELCOME");
    }

    @Graded(part = "UserTable", step = 2, points = 1, bug = "table-line")
    void refusesALineWithoutEqualsSign(ValuesUnderTest values) {
        values.refusesFile("hansung=" + hash("computer") + "\nguest\n");
        values.refusesFile("guest\nhansung=" + hash("computer") + "\n");
        values.refusesFile("hansung=" + hash("computer") + "\nguest");
    }

    @Graded(part = "UserTable", step = 3, points = 1, bug = "exact")
    void comparesExactly(ValuesUnderTest values) {
        Map<String, String> hashes = Map.of("Hansung", hash("Computer"), "Guest", hash("Visitor"));
        values.looksFor("equals");
        values.knows(hashes, "Hansung", "Computer", "WELCOME");
        values.looksFor("exact");
        values.knows(
                hashes, "hansung", "Computer", "INVALID_ID", "Hansung", "computer", "INVALID_PASSWORD", "Hansung", "Computer",
                "WELCOME", "Hansun", "Computer", "INVALID_ID", "Hansung", "Visitor", "INVALID_PASSWORD");
    }

    @Graded(part = "UserTable", step = 4, points = 1, bug = "table-memory")
    void decidesEachQuestionAnew(ValuesUnderTest values) {
        Map<String, String> hashes = Map.of("hansung", hash("computer"));
        values.looksFor("equals");
        values.knows(hashes, "hansung", "computer", "WELCOME");
        values.looksFor("table-memory");
        values.knows(
                hashes, "hansung", "computer", "WELCOME", "hansung", "wrong", "INVALID_PASSWORD", "hansung", "wrong",
                "INVALID_PASSWORD", "hansung", "wrong", "INVALID_PASSWORD", "hansung", "wrong", "INVALID_PASSWORD", "hansung",
                "wrong", "INVALID_PASSWORD", "hansung", "wrong", "INVALID_PASSWORD", "hansung", "computer", "WELCOME");
        values.knows(Map.of("guest", hash("guest")), "hansung", "computer", "INVALID_ID", "guest", "guest", "WELCOME");
    }

    private static String hash(String password) {
        return PasswordHash.of(password, 1000); // quick: these tests are not about guessing
    }
}
