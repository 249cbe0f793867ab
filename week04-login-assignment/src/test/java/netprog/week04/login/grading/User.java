package netprog.week04.login.grading;

import java.util.Random;

/**
 * A user that the test's own table knows.
 *
 * @param id who
 * @param password with which password
 */
public record User(String id, String password) {
    /** Draws a user that no program can know beforehand. */
    static User drawnWith(Random random) {
        return new User("user" + word(random), "pass" + word(random));
    }

    /** Returns the login request, such as {@code id=hansung pass=computer}. */
    public String login() {
        return "id=" + id + " pass=" + password;
    }

    /** Returns the reply to a good login, such as {@code 200 Welcome hansung!!}. */
    public String welcome() {
        return "200 Welcome " + id + "!!";
    }

    private static String word(Random random) {
        return Integer.toString(random.nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
    }
}
