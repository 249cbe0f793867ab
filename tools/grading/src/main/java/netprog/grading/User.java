package netprog.grading;

import java.util.concurrent.ThreadLocalRandom;

/**
 * A user that the tests' own table knows.
 *
 * @param id who
 * @param password with which password
 */
public record User(String id, String password) {
    /** Draws a user that no program can know beforehand. */
    static User anyone() {
        return new User("user" + word(), "pass" + word());
    }

    /**
     * Writes the login request.
     *
     * @return such as {@code id=hansung pass=computer}
     */
    public String login() {
        return "id=" + id + " pass=" + password;
    }

    /**
     * Writes the reply to a good login.
     *
     * @return such as {@code 200 Welcome hansung!!}
     */
    public String welcome() {
        return "200 Welcome " + id + "!!";
    }

    private static String word() {
        return Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
    }
}
