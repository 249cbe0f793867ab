package netprog.week04.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

public final class UserTable implements Authenticator {
    private final Map<String, String> hashesById;

    public UserTable(final Map<String, String> hashesById) {
        this.hashesById = new HashMap<>(hashesById);
    }

    public static UserTable load(final Path file) throws IOException {
        final Map<String, String> result = new HashMap<>();
        final String[] lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\r\n|\n|\r", -1);
        for (int i = 0; i < lines.length; i++) {
            final String line = lines[i];
            if (line.isEmpty() || line.charAt(0) == '#') {
                continue;
            }
            final int equals = line.indexOf('=');
            if (equals < 0) {
                throw new IOException("[" + (i + 1) + "] " + "no =");
            }
            result.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return new UserTable(result);
    }

    @Override
    public Result authenticate(final LoginRequest request) {
        final String hash = hashesById.get(request.id());
        if (hash == null) {
            return Result.INVALID_ID;
        }
        if (!PasswordHash.matches(request.password(), hash)) {
            return Result.INVALID_PASSWORD;
        }
        return Result.WELCOME;
    }
}
