package netprog.week04.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The users who may log in, each with the hash of a password.
 *
 * <p>Immutable, and therefore thread-safe.
 */
public final class UserTable implements Authenticator {
    /** Checked for an unknown id: it costs as much as the other hashes, and matches no password. */
    private static final String NOBODYS_HASH = "pbkdf2-sha256:20000:AAAAAAAAAAAAAAAAAAAAAA==:" + "A".repeat(43) + "=";

    private final Map<String, String> hashesById;

    /** The values are hashes, as {@link PasswordHash#of} makes them. */
    UserTable(Map<String, String> hashesById) {
        this.hashesById = Map.copyOf(hashesById);
    }

    /**
     * Reads a users file, in UTF-8, one user a line: {@code id=hash}. Of two lines with the same id the last one counts, as
     * in every properties file.
     *
     * @param file the users file
     * @return a table of its users
     * @throws IOException if the file cannot be read, or a line has no {@code =}; the message never shows the line itself,
     *     which could contain a password
     */
    static UserTable load(Path file) throws IOException {
        Map<String, String> hashesById = new HashMap<>();
        int number = 0;
        for (String text : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            // Windows' Notepad may put a byte order mark at the start of a UTF-8 file.
            String line = number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('='); // the first one: base64 ends with some more
            if (equals < 0) {
                throw new IOException("line " + number + " has no \"=\"");
            }
            hashesById.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return new UserTable(hashesById);
    }

    @Override
    public Result authenticate(LoginRequest request) {
        String hash = hashesById.get(request.id());
        // Checked for an unknown id too: otherwise a quick reply would reveal that the id does not exist.
        boolean right = PasswordHash.matches(request.password(), hash == null ? NOBODYS_HASH : hash);
        if (hash == null) {
            return Result.INVALID_ID;
        }
        return right ? Result.WELCOME : Result.INVALID_PASSWORD;
    }
}
