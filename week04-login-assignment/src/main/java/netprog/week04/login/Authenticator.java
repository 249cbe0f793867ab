package netprog.week04.login;

/** Decides whether a login is correct. The servers ask it, and know nothing else about users and passwords. */
public interface Authenticator {
    /** The result of a login. */
    enum Result {
        /** The id is known and the password is correct. */
        WELCOME,
        /** The id is unknown. */
        INVALID_ID,
        /** The id is known, the password is wrong. */
        INVALID_PASSWORD
    }

    /**
     * Checks one login; may be called by several threads at the same time.
     *
     * @param request the request of the client
     * @return one of the three results, never null
     */
    Result authenticate(LoginRequest request);
}
