package netprog.week04.login;

/** Says whether a login is right. The servers ask it, and know nothing else about users and passwords. */
public interface Authenticator {
    /** What comes of a login. */
    enum Result {
        /** The id is known and the password is right. */
        WELCOME,
        /** The id is unknown. */
        INVALID_ID,
        /** The id is known, the password is wrong. */
        INVALID_PASSWORD
    }

    /**
     * Checks one login; may be called by several threads at the same time.
     *
     * @param request what the client sent
     * @return one of the three results, never null
     */
    Result authenticate(LoginRequest request);
}
