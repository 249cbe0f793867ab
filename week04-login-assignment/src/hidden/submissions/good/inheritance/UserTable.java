package netprog.week04.login;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

public final class UserTable extends UserTableBase implements Authenticator {
    UserTable(Map<String, String> hashesById) {
        super(hashesById);
    }

    /** Character by character; the state is what has come of the line so far. */
    static UserTable load(Path file) throws IOException {
        Map<String, String> users = new HashMap<>();
        StringBuilder line = new StringBuilder();
        int number = 1;
        int before = 0;
        try (Reader reader = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder())) {
            char[] part = new char[1024];
            int n;
            while ((n = reader.read(part)) != -1) {
                for (int i = 0; i < n; i++) {
                    char c = part[i];
                    if (c == '\n' && before == '\r') {
                        // the line has ended already
                    } else if (c == '\n' || c == '\r') {
                        add(users, line.toString(), number++);
                        line.setLength(0);
                    } else {
                        line.append(c);
                    }
                    before = c;
                }
            }
        }
        add(users, line.toString(), number); // the last one, or nothing
        return new UserTable(users);
    }

    private static void add(Map<String, String> users, String line, int number) throws IOException {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        int cut = line.indexOf('=');
        if (cut < 0) {
            throw new IOException("line " + number + ": '=' not found");
        }
        users.put(line.substring(0, cut), line.substring(cut + 1));
    }

    @Override
    public Result authenticate(LoginRequest request) {
        if (!knows(request.id())) {
            return Result.INVALID_ID;
        }
        return isRight(request.id(), request.password()) ? Result.WELCOME : Result.INVALID_PASSWORD;
    }
}

/** In the same file: a second class is allowed as long as it is not public. */
abstract class UserTableBase {
    private final Map<String, String> hashes;

    UserTableBase(Map<String, String> hashes) {
        this.hashes = new HashMap<>(hashes);
    }

    final boolean knows(String id) {
        return hashes.containsKey(id);
    }

    final boolean isRight(String id, String password) {
        return PasswordHash.matches(password, hashes.get(id));
    }
}
