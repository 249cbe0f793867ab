package netprog.week04.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.ListIterator;
import java.util.Map;

public class UserTable implements Authenticator {
    private final Map<String, String> hashesById;

    public UserTable(Map<String, String> hashesById) {
        this.hashesById = new HashMap<>();
        hashesById.forEach(this.hashesById::put);
    }

    public static UserTable load(Path file) throws IOException {
        UserTable table = new UserTable(Map.of());
        ListIterator<String> lines = Files.readAllLines(file).listIterator();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.isEmpty() || line.startsWith("#")) continue;
            int equals = line.indexOf('=');
            if (equals == -1) throw new IOException("line " + lines.nextIndex() + ": no equals sign");
            table.hashesById.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return table;
    }

    @Override public Result authenticate(LoginRequest request) {
        if (!hashesById.containsKey(request.id())) return Result.INVALID_ID;
        if (!PasswordHash.matches(request.password(), hashesById.get(request.id()))) return Result.INVALID_PASSWORD;
        return Result.WELCOME;
    }
}
