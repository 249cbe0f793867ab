package netprog.week04.login;

import java.io.*;
import java.nio.charset.*;
import java.nio.file.*;
import java.util.*;

/** A correct program. Each patch in {@code bad} puts one bug into it. */
public final class UserTable implements Authenticator {
    private final Map<String, String> hashesById;

    UserTable(Map<String, String> hashesById) {
        this.hashesById = hashesById;
    }

    static UserTable load(Path file) throws IOException {
        Map<String, String> hashesById = new HashMap<>();
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new IOException("line " + number + " has no =");
            }
            hashesById.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return new UserTable(hashesById);
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
