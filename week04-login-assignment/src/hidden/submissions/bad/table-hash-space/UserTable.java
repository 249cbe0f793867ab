package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Known bad: takes "#" for a comment only with a space behind it. */
public final class UserTable implements Authenticator {
    private final Map<String, String> hashesById;

    UserTable(Map<String, String> hashesById) {
        this.hashesById = new HashMap<>(hashesById);
    }

    /** Reads a users file, in UTF-8, one user a line: {@code id=hash}. */
    static UserTable load(Path file) throws IOException {
        Map<String, String> users = new HashMap<>();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String line;
            int number = 0;
            while ((line = reader.readLine()) != null) {
                number++;
                if (line.isEmpty() || line.startsWith("# ")) {
                    continue;
                }
                int cut = line.indexOf('=');
                if (cut < 0) {
                    throw new IOException("line " + number + " has no =");
                }
                users.put(line.substring(0, cut), line.substring(cut + 1));
            }
        }
        return new UserTable(users);
    }

    @Override
    public Result authenticate(LoginRequest request) {
        String hash = hashesById.get(request.id());
        if (hash == null) {
            return Result.INVALID_ID;
        }
        return PasswordHash.matches(request.password(), hash) ? Result.WELCOME : Result.INVALID_PASSWORD;
    }
}
