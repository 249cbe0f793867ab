package netprog.week04.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public class UserTable implements Authenticator {
    /** Checked against where the id is unknown, so that the time of an answer does not tell who exists. */
    private static final String NOBODY = PasswordHash.of("nobody");

    private final Map<String, String> hashesById;

    public UserTable(Map<String, String> hashesById) {
        this.hashesById = Collections.unmodifiableMap(new HashMap<>(hashesById));
    }

    public static UserTable load(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        Map<String, String> hashesById = new HashMap<>();
        int number = 1;
        for (String line : lines) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                int equals = line.indexOf('=');
                if (equals < 0) {
                    throw new IOException("Line " + number + " of " + file + " has no equals sign.");
                }
                hashesById.put(line.substring(0, equals), line.substring(equals + 1));
            }
            number++;
        }
        return new UserTable(hashesById);
    }

    @Override
    public Result authenticate(LoginRequest request) {
        String hash = hashesById.get(request.id());
        boolean matches = PasswordHash.matches(request.password(), hash != null ? hash : NOBODY);
        if (hash == null) {
            return Result.INVALID_ID;
        }
        return matches ? Result.WELCOME : Result.INVALID_PASSWORD;
    }
}
