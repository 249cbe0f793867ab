package netprog.week04.login;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Task 2: the users who may log in, each with the hash of a password. It never stores a password as text.
 *
 * <p>It has to be thread-safe: a server calls it for several clients at the same time.
 */
public final class UserTable implements Authenticator {

    /**
     * Step 1: keep the users.
     *
     * @param hashesById for each id the hash of the password, as {@link PasswordHash#of} makes it
     */
    UserTable(Map<String, String> hashesById) {
        throw new Todo("step 1: keep the hashes in a field");
    }

    /**
     * Reads a users file, in UTF-8, one user a line: {@code id=hash}.
     *
     * <ol>
     *   <li>Read the file line by line, as UTF-8, whatever the default charset is.
     *   <li>Skip empty lines and those that begin with {@code #}.
     *   <li>Cut every other line at its first {@code =}: the hash contains more of them.
     *   <li>A line without {@code =} is an {@link IOException} whose message names the number of the line (the first is 1).
     * </ol>
     *
     * @param file the users file
     * @return a table of its users
     * @throws IOException if the file cannot be read, or a line has no {@code =}
     */
    static UserTable load(Path file) throws IOException {
        throw new Todo("step 1: read the lines of the file");
    }

    /**
     * Checks one login. Ids are compared exactly: upper and lower case differ.
     *
     * <ol>
     *   <li>Look the id up; an unknown one is {@link Authenticator.Result#INVALID_ID}.
     *   <li>Let {@link PasswordHash#matches} compare the password with the stored hash.
     * </ol>
     *
     * @param request the request of the client
     * @return the result
     */
    @Override
    public Result authenticate(LoginRequest request) {
        throw new Todo("step 1: look the id up");
    }
}
