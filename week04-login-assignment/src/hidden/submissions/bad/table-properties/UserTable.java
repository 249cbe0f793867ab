package netprog.week04.login;

import java.io.*;
import java.nio.charset.*;
import java.nio.file.*;
import java.util.*;

/** Known bad: reads with java.util.Properties: Latin-1, and a line without = is fine. */
public final class UserTable implements Authenticator {
    private final Map<String, String> hashesById;

    UserTable(Map<String, String> hashesById) {
        this.hashesById = hashesById;
    }

    static UserTable load(Path file) throws IOException {
        Map<String, String> hashesById = new HashMap<>();
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        for (String id : properties.stringPropertyNames()) {
            hashesById.put(id, properties.getProperty(id));
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
