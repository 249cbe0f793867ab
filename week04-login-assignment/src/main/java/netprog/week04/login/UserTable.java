package netprog.week04.login;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Task 2: the users who may log in, each with the hash of a password. It never sees a stored password as text.
 *
 * <p>Has to be safe for several threads: a server asks it for several clients at the same time.
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
     *   <li>Read the file line by line, as UTF-8 whatever the machine's charset is.
     *   <li>Leave out empty lines and those that begin with {@code #}.
     *   <li>Cut each of the others at its first {@code =}: a hash holds some itself.
     *   <li>A line without {@code =} is an {@link IOException} whose message names the line's number (the first one is 1).
     * </ol>
     *
     * @param file where the users are
     * @return a table of them
     * @throws IOException if the file cannot be read, or a line of it has no {@code =}
     */
    static UserTable load(Path file) throws IOException {
        throw new Todo("step 1: read the lines of the file");
    }

    /**
     * Checks one login. Ids are compared exactly, capitals and small letters are different.
     *
     * <ol>
     *   <li>Look the id up; an unknown one is {@link Authenticator.Result#INVALID_ID}.
     *   <li>Let {@link PasswordHash#matches} compare the password with the stored hash.
     * </ol>
     *
     * @param request what the client sent
     * @return what comes of it
     */
    @Override
    public Result authenticate(LoginRequest request) {
        throw new Todo("step 1: look the id up");
    }
}
