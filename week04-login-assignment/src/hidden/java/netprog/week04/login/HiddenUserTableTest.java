package netprog.week04.login;

import java.util.Map;
import netprog.testkit.grading.Graded;
import netprog.testkit.grading.ValuesUnderTest;

class HiddenUserTableTest {
    @Graded(part = "UserTable", step = 1, points = 2, bug = "table-line", machine = "US-ASCII")
    void loadsCommentsEmptyLinesAndKoreanIds(ValuesUnderTest values) {
        String file = "# users=none\n\n한성=" + hash("컴퓨터") + "\n#guest=" + hash("guest") + "\n#no user\n\nlast="
                + hash("x=y"); // no line end behind the last line
        values.loads(file, "한성", "컴퓨터", "WELCOME", "guest", "guest", "INVALID_ID", "last", "x=y", "WELCOME");
    }

    @Graded(part = "UserTable", step = 2, points = 1, bug = "table-line")
    void refusesALineWithoutEqualsSign(ValuesUnderTest values) {
        values.refusesFile("hansung=" + hash("computer") + "\nguest\n");
    }

    @Graded(part = "UserTable", step = 3, points = 1, bug = "exact")
    void comparesExactly(ValuesUnderTest values) {
        Map<String, String> hashes = Map.of("Hansung", hash("Computer"));
        values.knows(
                hashes, "hansung", "Computer", "INVALID_ID", "Hansung", "computer", "INVALID_PASSWORD", "Hansung", "Computer",
                "WELCOME", "Hansun", "Computer", "INVALID_ID");
    }

    private static String hash(String password) {
        return PasswordHash.of(password, 1000); // quick: these tests are not about guessing
    }
}
