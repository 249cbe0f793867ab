package netprog.week04.login;
import java.io.*;
import java.nio.file.*;
import java.util.*;
class UserTable implements Authenticator {
    Map m;
    UserTable(Map<String, String> hashesById) { m = hashesById; }
    static UserTable load(Path file) throws IOException {
        Map m = new HashMap();
        int n = 0;
        for (Object o : Files.readAllLines(file)) {
            String s = (String) o;
            n++;
            if (s.isEmpty() || s.charAt(0) == '#') continue;
            int i = s.indexOf('=');
            if (i < 0) throw new IOException("" + n);
            m.put(s.substring(0, i), s.substring(i + 1));
        }
        return new UserTable(m);
    }
    public Result authenticate(LoginRequest r) {
        Object h = m.get(r.id());
        return h == null ? Result.INVALID_ID : PasswordHash.matches(r.password(), (String) h) ? Result.WELCOME : Result.INVALID_PASSWORD;
    }
}
