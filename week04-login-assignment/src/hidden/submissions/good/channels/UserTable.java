package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

public class UserTable implements Authenticator {
    private final Map<String, String> hashesById;

    public UserTable(Map<String, String> hashesById) {
        this.hashesById = new ConcurrentSkipListMap<>(hashesById);
    }

    public static UserTable load(Path file) throws IOException {
        Map<String, String> users = new ConcurrentSkipListMap<>();
        try (FileChannel channel = FileChannel.open(file);
                BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            for (int number = 1; line != null; number++, line = reader.readLine()) {
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                int cut = line.indexOf('=');
                if (cut < 0) {
                    throw new IOException("no '=' in line " + number);
                }
                users.put(line.substring(0, cut), line.substring(cut + 1));
            }
        }
        return new UserTable(users);
    }

    @Override
    public Result authenticate(LoginRequest request) {
        String hash = hashesById.get(request.id());
        if (hash == null) {
            return Result.INVALID_ID;
        }
        return PasswordHash.matches(request.password(), hash) ? Result.WELCOME : Result.INVALID_PASSWORD;
    }
}
