package netprog.week04.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

public final class UserTable implements Authenticator {
    private final Set<String> ids;
    private final Collection<String> hashes;

    UserTable(Map<String, String> hashesById) {
        Map<String, String> copy = Map.copyOf(hashesById);
        this.ids = copy.keySet();
        this.hashes = copy.values();
    }

    static UserTable load(Path file) throws IOException {
        Map<String, String> result = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file); // UTF-8 unless told otherwise
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (number == 1) {
                line = line.replaceFirst("^\uFEFF", "");
            }
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!line.contains("=")) {
                throw new IOException("no = in line " + number);
            }
            String[] both = line.split("=", 2);
            result.put(both[0], both[1]);
        }
        return new UserTable(result);
    }

    @Override
    public Result authenticate(LoginRequest request) {
        if (!ids.contains(request.id())) {
            return Result.INVALID_ID;
        }
        boolean ok = hashes.stream().anyMatch(hash -> PasswordHash.matches(request.password(), hash));
        return ok ? Result.WELCOME : Result.INVALID_PASSWORD;
    }
}
