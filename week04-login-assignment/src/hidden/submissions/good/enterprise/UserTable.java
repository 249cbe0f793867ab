package netprog.week04.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

public class UserTable implements Authenticator {

    /** A user of the table. */
    private record User(String id, String hash) {
        Result check(LoginRequest request) {
            return PasswordHash.matches(request.password(), hash) ? Result.WELCOME : Result.INVALID_PASSWORD;
        }
    }

    /** A line of the file. */
    private record Line(int number, String content) {
        boolean isRelevant() {
            return !(content.isEmpty() || content.startsWith("#"));
        }

        User toUser() throws IOException {
            String[] columns = content.split("=", 2);
            if (columns.length < 2) {
                throw new IOException("Syntax error in line " + number + ": missing '='");
            }
            return new User(columns[0], columns[1]);
        }
    }

    private final Map<String, User> users;

    public UserTable(Map<String, String> hashesById) {
        this(hashesById.entrySet().stream().map(entry -> new User(entry.getKey(), entry.getValue())).toList());
    }

    private UserTable(List<User> users) {
        this.users = users.stream().collect(Collectors.toUnmodifiableMap(User::id, Function.identity(), (a, b) -> b));
    }

    public static UserTable load(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        List<User> users = new ArrayList<>();
        int number = 0;
        for (String content : Files.readAllLines(file)) {
            Line line = new Line(++number, content);
            if (line.isRelevant()) {
                users.add(line.toUser());
            }
        }
        return new UserTable(users);
    }

    @Override
    public Result authenticate(LoginRequest request) {
        User user = users.get(request.id());
        return user != null ? user.check(request) : Result.INVALID_ID;
    }
}
