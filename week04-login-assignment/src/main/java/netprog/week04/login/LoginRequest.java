package netprog.week04.login;

/**
 * Task 1: what a client sends to log in, {@code id=<id> pass=<password>}. Both servers and both clients stand on it, so it
 * comes first.
 *
 * @param id who wants in
 * @param password how they prove it
 */
public record LoginRequest(String id, String password) {

    /**
     * Reads a login request, such as {@code id=guest pass=guest}.
     *
     * <ol>
     *   <li>Drop one line end, {@code \n} or {@code \r\n}, if the text has one at its end.
     *   <li>Cut the text into id and password: {@code id=} at the start, then the id, one space, {@code pass=}, and all that
     *       is left is the password.
     *   <li>Refuse an id or a password that is not allowed. Both have 1 to 32 characters ({@link String#length()}), none of
     *       them white space ({@link Character#isWhitespace} or {@link Character#isSpaceChar}) or a control character
     *       ({@link Character#isISOControl}); an id has no {@code =}, a password may have some.
     * </ol>
     *
     * @param text what came, as {@code Frame.text()} gives it
     * @return its id and password
     * @throws IllegalArgumentException if it is no login request; the message says why
     */
    static LoginRequest parse(String text) {
        throw new Todo("step 1: drop one line end, then steps 2 and 3");
    }

    /**
     * Writes the request as it is sent, without a line end: what {@link #parse} reads.
     *
     * @return such as {@code id=guest pass=guest}
     */
    String toText() {
        throw new Todo("step 1: put the text together, id first");
    }
}
