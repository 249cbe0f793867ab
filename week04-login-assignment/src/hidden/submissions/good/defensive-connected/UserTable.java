package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;

public class UserTable implements Authenticator {
    private final Map<String, String> hashesById;

    public UserTable(Map<String, String> hashesById) {
        if (hashesById == null) {
            throw new NullPointerException("hashesById");
        }
        this.hashesById = new HashMap<>(hashesById);
    }

    public static UserTable load(Path file) throws IOException {
        Map<String, String> hashesById = new HashMap<>();
        int number = 0;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(Files.newInputStream(file),
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)))) {
            for (String line; (line = reader.readLine()) != null; ) {
                number++;
                if (line.startsWith("\uFEFF") && number == 1) {
                    line = line.substring(1); // Windows' Notepad
                }
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                int equals = line.indexOf('=');
                if (equals < 0) {
                    throw new IOException("line " + number + " of " + file + " is not id=hash");
                }
                hashesById.put(line.substring(0, equals), line.substring(equals + 1));
            }
        } catch (CharacterCodingException e) {
            throw new IOException("line " + (number + 1) + " of " + file + " or one soon after it is no UTF-8", e);
        }
        return new UserTable(hashesById);
    }

    private String hash(String id) {
        String hash = hashesById.get(id);
        if (hash == null) {
            throw new NoSuchElementException(id);
        }
        return hash;
    }

    @Override
    public Result authenticate(LoginRequest request) {
        try {
            return PasswordHash.matches(request.password(), hash(request.id()))
                ? Result.WELCOME : Result.INVALID_PASSWORD;
        } catch (NoSuchElementException e) {
            return Result.INVALID_ID;
        }
    }
}
