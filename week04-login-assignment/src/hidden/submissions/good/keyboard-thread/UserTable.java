package netprog.week04.login;

import java.io.IOException;
import java.io.LineNumberReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

public final class UserTable implements Authenticator {
    private final SortedMap<String, String> table;

    UserTable(Map<String, String> hashesById) {
        table = Collections.unmodifiableSortedMap(new TreeMap<>(hashesById));
    }

    static UserTable load(Path file) throws IOException {
        Map<String, String> map = new TreeMap<>();
        try (LineNumberReader reader = new LineNumberReader(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    int cut = line.indexOf('=');
                    if (cut == -1) {
                        throw new IOException("no '=' in line " + reader.getLineNumber());
                    }
                    map.put(line.substring(0, cut), line.substring(cut + 1));
                }
            }
        }
        return new UserTable(map);
    }

    @Override
    public Result authenticate(LoginRequest request) {
        String hash = table.get(request.id());
        return hash == null
                ? Result.INVALID_ID
                : PasswordHash.matches(request.password(), hash) ? Result.WELCOME : Result.INVALID_PASSWORD;
    }
}
