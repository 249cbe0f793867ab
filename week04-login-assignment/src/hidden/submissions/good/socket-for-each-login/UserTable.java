package netprog.week04.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;

public final class UserTable implements Authenticator {
    private final Hashtable<String, String> table; // every method of it is synchronized

    UserTable(Map<String, String> hashesById) {
        table = new Hashtable<>(hashesById);
    }

    static UserTable load(Path file) throws IOException {
        Hashtable<String, String> users = new Hashtable<>();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        ListIterator<String> i = lines.listIterator();
        while (i.hasNext()) {
            String line = i.next();
            if (line.length() > 0 && line.charAt(0) != '#') {
                int cut = line.indexOf('=');
                if (cut < 0) {
                    throw new IOException("no = in line " + i.nextIndex()); // counts from 1: it is the next one's index
                }
                users.put(line.substring(0, cut), line.substring(cut + 1));
            }
        }
        return new UserTable(users);
    }

    @Override
    public Result authenticate(LoginRequest request) {
        String hash = table.get(request.id());
        return hash == null
                ? Result.INVALID_ID
                : PasswordHash.matches(request.password(), hash) ? Result.WELCOME : Result.INVALID_PASSWORD;
    }
}
