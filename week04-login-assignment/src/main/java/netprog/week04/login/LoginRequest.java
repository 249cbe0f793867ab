package netprog.week04.login;

/**
 * Task 1: what a client sends to log in, {@code id=<id> pass=<password>}. Both servers and both clients use it, so it comes
 * first.
 *
 * @param id the id of the user
 * @param password the password, as it was typed
 */
public record LoginRequest(String id, String password) {

    /**
     * Reads a login request, such as {@code id=guest pass=guest}.
     *
     * <ol>
     *   <li>Drop one line end, {@code \n} or {@code \r\n}, if the text has one at its end.
     *   <li>Cut the text into id and password: {@code id=} at the start, the id, one space, {@code pass=}; the rest is the
     *       password.
     *   <li>Refuse an id or a password that is not allowed. Both have 1 to 32 characters ({@link String#length()}), none of
     *       them white space ({@link Character#isWhitespace} or {@link Character#isSpaceChar}) or a control character
     *       ({@link Character#isISOControl}); an id contains no {@code =}, a password may.
     * </ol>
     *
     * @param text the text that arrived, as {@code Frame.text()} returns it
     * @return its id and password
     * @throws IllegalArgumentException if it is not a login request; the message gives the reason
     */
    static LoginRequest parse(String text) {
        throw new Todo("step 1: drop one line end, then steps 2 and 3");
    }

    /**
     * Writes the request as it is sent, without a line end: the form that {@link #parse} reads.
     *
     * @return such as {@code id=guest pass=guest}
     */
    String toText() {
        throw new Todo("step 1: put the text together, id first");
    }
}
