package netprog.week04.login;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is stored instead of a password. The password cannot be computed from the hash; a thief of the users file has to
 * guess, and each guess costs as much as one login does here (PBKDF2, RFC 8018, section 5.2).
 *
 * <p>A hash is one text that contains everything needed to check a password against it:
 *
 * <pre>
 *   pbkdf2-sha256:20000:pQ3Xh4mB0yqD5sJrVt1uGA==:8n2b...fE0=
 *   method        rounds salt (base64)            hash (base64)
 * </pre>
 *
 * Each hash has a new random salt: the same password looks different for two users, and a list of hashes made in advance
 * is useless.
 *
 * <p>Stateless, and therefore thread-safe.
 */
public final class PasswordHash {
    private static final String METHOD = "pbkdf2-sha256";

    /**
     * The cost of one check: 20 to 50 ms on a laptop, so that a login is quick and a million guesses take hours. A service
     * on the Internet uses more (OWASP, 2023: 600 000). The number is part of the hash, so that it can grow later.
     */
    private static final int ROUNDS = 20_000;

    /** A line written into the users file must not stop the server with one endless check. */
    private static final int MAX_ROUNDS = 1_000_000;

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

    /** Fewer rounds make it quick, for tests, and cheap to guess. */
    static String of(String password, int rounds) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        byte[] hash = pbkdf2(password, salt, rounds);
        return METHOD + ":" + rounds + ":" + base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
    }

    /**
     * Checks a password against a hash. The time depends on the hash only, not on the password.
     *
     * @param password the password that was typed
     * @param hash the result of {@link #of} for the correct password
     * @return true if it is the same password; false if it is not, or if the text is not a hash
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
            if (rounds < 1 || rounds > MAX_ROUNDS || salt.length != SALT_BYTES || expected.length != HASH_BYTES) {
                return false;
            }
            // isEqual looks at all bytes; equals stops at the first wrong one, so its time reveals how many were right.
            return MessageDigest.isEqual(expected, pbkdf2(password, salt, rounds));
        } catch (IllegalArgumentException e) {
            return false; // not a number, or not base64
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
