package netprog.week04.login;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.LineNumberReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

public class UserTable implements Authenticator {

    private final Map<String, String> hashesById;

    public UserTable(Map<String, String> hashesById) {
        this.hashesById = hashesById;
    }

    public static UserTable load(Path file) throws IOException {
        Map<String, String> table = new LinkedHashMap<>();
        try (LineNumberReader in = new LineNumberReader(
                new InputStreamReader(new FileInputStream(file.toFile()), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank() && line.charAt(0) != '#') {
                    String[] parts = line.split("=", 2);
                    if (parts.length != 2) {
                        throw new IOException("users file: line " + in.getLineNumber() + " has no '='");
                    }
                    table.put(parts[0], parts[1]);
                }
            }
        }
        return new UserTable(table);
    }

    @Override
    public Result authenticate(LoginRequest request) {
        if (!hashesById.containsKey(request.id())) {
            return Result.INVALID_ID;
        }
        boolean right = PasswordHash.matches(request.password(), hashesById.get(request.id()));
        return right ? Result.WELCOME : Result.INVALID_PASSWORD;
    }
}
