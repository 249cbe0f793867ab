package netprog.week04.login;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is stored in the place of a password. From the hash nobody gets the password back; whoever steals the users' file has
 * to guess, and each guess costs as much as one login does here (PBKDF2, RFC 8018, section 5.2).
 *
 * <p>A hash is one text with all that is needed to check a password against it:
 *
 * <pre>
 *   pbkdf2-sha256:20000:pQ3Xh4mB0yqD5sJrVt1uGA==:8n2b...fE0=
 *   method        rounds salt (base64)            hash (base64)
 * </pre>
 *
 * The salt is drawn anew for each hash: the same password looks different for two users, and a list of hashes made in
 * advance is worth nothing.
 *
 * <p>Keeps no state, so safe for several threads.
 */
public final class PasswordHash {
    private static final String METHOD = "pbkdf2-sha256";

    /**
     * How dear one check is: 20 to 50 ms on a laptop, so that a login is quick and a million guesses take hours. A service
     * on the Internet takes more (OWASP, 2023: 600 000). The number stands in the hash, so that it can grow later.
     */
    private static final int ROUNDS = 20_000;

    /** Whoever can write into the users' file shall not be able to stop the server with one endless check. */
    private static final int MOST_ROUNDS = 1_000_000;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PasswordHash() {}

    /**
     * Makes the hash of a password, with a new salt.
     *
     * @param password any text
     * @return the hash, one line without spaces
     */
    public static String of(String password) {
        return of(password, ROUNDS);
    }

    /** With fewer rounds it is quick, as tests want it, and cheap to guess. */
    static String of(String password, int rounds) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        byte[] hash = pbkdf2(password, salt, rounds);
        return METHOD + ":" + rounds + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }

    /**
     * Checks a password against a hash; takes as long as the hash says, whatever the password is.
     *
     * @param password what the user typed
     * @param hash what {@link #of} once gave for the right password
     * @return true if it is the same password; false if it is not, and for a text that is no hash
     */
    public static boolean matches(String password, String hash) {
        String[] parts = hash.split(":", -1);
        if (parts.length != 4 || !parts[0].equals(METHOD)) {
            return false;
        }
        try {
            int rounds = Integer.parseInt(parts[1]);
            byte[] salt = Base64.getDecoder().decode(parts[2]);
            byte[] expected = Base64.getDecoder().decode(parts[3]);
            if (rounds < 1 || rounds > MOST_ROUNDS || salt.length != SALT_BYTES || expected.length != HASH_BYTES) {
                return false;
            }
            // isEqual looks at all bytes; equals stops at the first wrong one, and its time tells how many were right.
            return MessageDigest.isEqual(expected, pbkdf2(password, salt, rounds));
        } catch (IllegalArgumentException e) {
            return false; // no number, or no base64
        }
    }

    private static byte[] pbkdf2(String password, byte[] salt, int rounds) {
        try {
            PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, HASH_BYTES * 8);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java 17 or newer has this algorithm
        }
    }
}
