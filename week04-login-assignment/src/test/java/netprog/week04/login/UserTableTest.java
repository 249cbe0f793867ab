package netprog.week04.login;

import java.util.Map;
import netprog.grading.Graded;
import netprog.week04.login.grading.ValuesUnderTest;

class UserTableTest {
    private static final String WELCOME = "WELCOME";
    private static final String INVALID_ID = "INVALID_ID";
    private static final String INVALID_PASSWORD = "INVALID_PASSWORD";

    @Graded(part = "UserTable", step = 1, points = 2, bug = "equals")
    void welcomesARightPassword(ValuesUnderTest values) {
        Map<String, String> hashes = Map.of("hansung", hash("computer"), "guest", hash("guest"));
        values.knows(hashes, "hansung", "computer", WELCOME, "guest", "guest", WELCOME);
    }

    @Graded(part = "UserTable", step = 2, points = 1)
    void tellsUnknownIdsFromWrongPasswords(ValuesUnderTest values) {
        Map<String, String> hashes = Map.of("hansung", hash("computer"));
        values.knows(hashes, "nobody", "computer", INVALID_ID);
        values.knows(hashes, "Hansung", "computer", INVALID_ID);
        values.knows(hashes, "hansung", "wrong", INVALID_PASSWORD);
        values.knows(hashes, "hansung", "Computer", INVALID_PASSWORD);
        values.knows(Map.of("plain", "nohash"), "plain", "nohash", INVALID_PASSWORD);
        values.knows(Map.of("empty", ""), "empty", "x", INVALID_PASSWORD);
    }

    @Graded(part = "UserTable", step = 3, points = 1, bug = "table-line")
    void loadsAFile(ValuesUnderTest values) {
        values.looksFor("equals");
        values.knows(Map.of("hansung", hash("computer")), "hansung", "computer", WELCOME);
        values.looksFor("table-line");
        String file = "hansung=" + hash("computer") + "\nguest=" + hash("guest") + "\n";
        values.loads(file, "hansung", "computer", WELCOME, "guest", "guest", WELCOME, "nobody", "x", INVALID_ID);
    }

    @Graded(part = "UserTable", step = 4, points = 1, bug = "table-line")
    void skipsCommentsAndEmptyLines(ValuesUnderTest values) {
        values.looksFor("equals");
        values.knows(Map.of("hansung", hash("computer")), "hansung", "computer", WELCOME);
        values.looksFor("table-line");
        String file = "# the users\n\nhansung=" + hash("computer") + "\n#guest=" + hash("guest") + "\n";
        values.loads(file, "hansung", "computer", WELCOME, "guest", "guest", INVALID_ID);
    }

    @Graded(part = "UserTable", step = 5, points = 1, bug = "table-line")
    void refusesALineWithoutEqualsSign(ValuesUnderTest values) {
        values.refusesFile("hansung=" + hash("computer") + "\nguest\n");
    }

    private static String hash(String password) {
        return PasswordHash.of(password, 1000); // quick: these tests are not about guessing
    }
}
