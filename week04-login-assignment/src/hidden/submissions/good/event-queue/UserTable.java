package netprog.week04.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

public final class UserTable implements Authenticator {
    private final ConcurrentMap<String, String> users;

    public UserTable(Map<String, String> hashesById) {
        this.users = new ConcurrentHashMap<>(hashesById);
    }

    public static UserTable load(Path file) throws IOException {
        ConcurrentMap<String, String> users = new ConcurrentHashMap<>();
        List<String> lines = Files.readString(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("#") || line.isEmpty()) {
                continue;
            }
            int cut = line.indexOf('=');
            if (cut == -1) {
                throw new IOException(file + ":" + (i + 1) + ": id=hash expected");
            }
            users.put(line.substring(0, cut), line.substring(cut + 1));
        }
        return new UserTable(users);
    }

    @Override
    public Result authenticate(LoginRequest request) {
        String hash = users.getOrDefault(request.id(), null);
        if (hash == null) {
            return Result.INVALID_ID;
        } else if (PasswordHash.matches(request.password(), hash)) {
            return Result.WELCOME;
        } else {
            return Result.INVALID_PASSWORD;
        }
    }
}
