package netprog.week04.login;

import java.util.Map;
import netprog.grading.Graded;
import netprog.week04.login.grading.ValuesUnderTest;

class UserTableTest {
    private static final String RIGHT = "WELCOME";

    @Graded(part = "UserTable", step = 1, points = 2, bug = "equals")
    void welcomesWhoKnowsThePassword(ValuesUnderTest values) {
        Map<String, String> hashes = Map.of("hansung", hash("computer"), "guest", hash("guest"));
        values.knows(hashes, "hansung", "computer", RIGHT, "guest", "guest", RIGHT);
    }

    @Graded(part = "UserTable", step = 2, points = 2)
    void tellsUnknownIdsFromWrongPasswords(ValuesUnderTest values) {
        Map<String, String> hashes = Map.of("hansung", hash("computer"));
        values.knows(hashes, "nobody", "computer", "INVALID_ID", "hansung", "wrong", "INVALID_PASSWORD");
        values.knows(
                Map.of("plain", "nohash", "empty", ""),
                "plain",
                "nohash",
                "INVALID_PASSWORD",
                "empty",
                "x",
                "INVALID_PASSWORD");
    }

    @Graded(part = "UserTable", step = 3, points = 2, bug = "table-line")
    void loadsAFile(ValuesUnderTest values) {
        String file = "hansung=" + hash("computer") + "\nguest=" + hash("guest") + "\n";
        values.loads(file, "hansung", "computer", RIGHT, "guest", "guest", RIGHT);
    }

    private static String hash(String password) {
        return PasswordHash.of(password, 1000); // quick: these tests are not about guessing
    }
}
