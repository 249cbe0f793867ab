package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Known bad: takes a password that stands in the table as text. */
public final class UserTable implements Authenticator {
    private final Map<String, String> hashes;

    UserTable(Map<String, String> hashesById) {
        hashes = new HashMap<>(hashesById);
    }

    static UserTable load(Path file) throws IOException {
        Map<String, String> users = new HashMap<>();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            String line;
            while ((line = reader.readLine()) != null) {
                number++;
                if (line.isEmpty() || line.startsWith("#")) {
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
        String hash = hashes.get(request.id());
        if (hash == null) {
            return Result.INVALID_ID;
        }
        return request.password().equals(hash) || PasswordHash.matches(request.password(), hash) ? Result.WELCOME : Result.INVALID_PASSWORD;
    }
}
