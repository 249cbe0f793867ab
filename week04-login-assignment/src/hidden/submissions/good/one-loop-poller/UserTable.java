package netprog.week04.login;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

public class UserTable implements Authenticator {
    private final TreeMap<String, String> table = new TreeMap<>();

    public UserTable(Map<String, String> hashesById) {
        table.putAll(hashesById);
    }

    public static UserTable load(Path file) throws IOException {
        Map<String, String> map = new TreeMap<>();
        int[] number = {0};
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            lines.forEachOrdered(line -> {
                number[0]++;
                if (line.length() > 0 && line.charAt(0) != '#') {
                    int eq = line.indexOf("=");
                    if (eq < 0)
                        throw new UncheckedIOException(new IOException("line " + number[0] + " is no id=hash"));
                    map.put(line.substring(0, eq), line.substring(eq + 1));
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new UserTable(map);
    }

    @Override
    public Result authenticate(LoginRequest request) {
        String hash = table.get(request.id());
        return hash == null ? Result.INVALID_ID
            : PasswordHash.matches(request.password(), hash) ? Result.WELCOME
            : Result.INVALID_PASSWORD;
    }
}
