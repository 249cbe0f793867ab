package netprog.week04.login;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

public final class UserTable implements Authenticator {
    private final Map<String, String> users;

    UserTable(Map<String, String> hashesById) {
        users = new TreeMap<>(hashesById);
    }

    static UserTable load(Path file) throws IOException {
        StringBuilder content = new StringBuilder();
        try (InputStream in = new FileInputStream(file.toFile())) {
            byte[] buffer = new byte[1024];
            int count;
            while ((count = in.read(buffer)) != -1) {
                content.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        }
        if (content.length() > 0 && content.charAt(0) == '\uFEFF') {
            content.deleteCharAt(0);
        }
        Map<String, String> users = new TreeMap<>();
        String[] lines = content.toString().split("\r\n|\n|\r");
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].isBlank() || lines[i].charAt(0) == '#') {
                continue;
            }
            String[] parts = lines[i].split("=", 2);
            if (parts.length != 2) {
                throw new IOException("line " + (i + 1) + ": no = in it");
            }
            users.put(parts[0], parts[1]);
        }
        return new UserTable(users);
    }

    @Override
    public Result authenticate(LoginRequest request) {
        String hash = users.get(request.id());
        if (hash == null) {
            return Result.INVALID_ID;
        }
        return PasswordHash.matches(request.password(), hash) ? Result.WELCOME : Result.INVALID_PASSWORD;
    }
}
