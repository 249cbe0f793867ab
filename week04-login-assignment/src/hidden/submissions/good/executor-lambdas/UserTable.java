package netprog.week04.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

public final class UserTable implements Authenticator {

    private final Map<String, String> hashesById;

    public UserTable(Map<String, String> hashesById) {
        this.hashesById = Map.copyOf(hashesById);
    }

    public static UserTable load(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        var wrong = IntStream.range(0, lines.size())
            .filter(i -> counts(lines.get(i)) && !lines.get(i).contains("="))
            .findFirst();
        if (wrong.isPresent()) {
            throw new IOException(file + ": no = in line " + (wrong.getAsInt() + 1));
        }
        return new UserTable(lines.stream()
            .filter(UserTable::counts)
            .collect(Collectors.toMap(
                line -> line.substring(0, line.indexOf('=')),
                line -> line.substring(line.indexOf('=') + 1),
                (first, second) -> second)));
    }

    private static boolean counts(String line) {
        return !line.isEmpty() && !line.startsWith("#");
    }

    @Override
    public Result authenticate(LoginRequest request) {
        return Optional.ofNullable(hashesById.get(request.id()))
            .map(hash -> PasswordHash.matches(request.password(), hash) ? Result.WELCOME : Result.INVALID_PASSWORD)
            .orElse(Result.INVALID_ID);
    }
}
