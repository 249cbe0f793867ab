package netprog.week04.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class UserTable implements Authenticator {
    private static final Pattern USER = Pattern.compile("(?s)(?<id>[^=]*)=(?<hash>.*)");

    private final Map<String, String> hashesById;

    UserTable(Map<String, String> hashesById) {
        this.hashesById = new HashMap<>(hashesById);
    }

    static UserTable load(Path file) throws IOException {
        Map<String, String> users = new HashMap<>();
        int number = 0;
        for (String line : Files.readString(file).split("\r?\n")) {
            number++;
            Matcher matcher = USER.matcher(line);
            if (line.matches("(?s)#.*|")) {
                continue;
            }
            if (!matcher.matches()) {
                throw new IOException("line " + number + ": " + USER.pattern() + " does not match");
            }
            users.put(matcher.group("id"), matcher.group("hash"));
        }
        return new UserTable(users);
    }

    @Override
    public Result authenticate(LoginRequest request) {
        if (hashesById.get(request.id()) == null) {
            return Result.INVALID_ID;
        }
        return PasswordHash.matches(request.password(), hashesById.get(request.id()))
                ? Result.WELCOME : Result.INVALID_PASSWORD;
    }
}
