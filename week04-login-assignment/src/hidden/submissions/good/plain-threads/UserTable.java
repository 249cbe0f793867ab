package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The users of a file. */
public class UserTable implements Authenticator {
    private final Map<String, String> hashes;

    public UserTable(Map<String, String> hashesById) {
        hashes = new HashMap<>(hashesById);
    }

    public static UserTable load(Path file) throws IOException {
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
                    throw new IOException(file + ", line " + number + ": no = here");
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
        if (PasswordHash.matches(request.password(), hash)) {
            return Result.WELCOME;
        }
        return Result.INVALID_PASSWORD;
    }
}
