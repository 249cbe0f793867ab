package netprog.week04.login;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

public class UserTable implements Authenticator {
    private final ConcurrentHashMap<String, String> users = new ConcurrentHashMap<>();
    private int right;
    private int wrong;

    public UserTable(Map<String, String> hashesById) {
        for (String id : hashesById.keySet()) {
            System.out.println("DEBUG user " + id);
            users.put(id, hashesById.get(id));
        }
    }

    public static UserTable load(Path file) throws IOException {
        System.out.println("DEBUG load " + file.toAbsolutePath());
        HashMap<String, String> map = new HashMap<>();
        FileInputStream stream = new FileInputStream(file.toFile());
        BufferedReader reader = new BufferedReader(new InputStreamReader(stream, "UTF-8"));
        try {
            String line = reader.readLine();
            for (int number = 1; line != null; number++) {
                System.out.println("DEBUG line " + number + ": " + line.length() + " characters");
                if (line.startsWith("#")) {
                    System.out.println("DEBUG comment");
                } else if (line.length() == 0) {
                    System.out.println("DEBUG empty");
                } else if (line.indexOf('=') == -1) {
                    System.err.println("DEBUG line " + number + " is wrong!!!");
                    throw new IOException("no = in line number " + number);
                } else {
                    int equals = line.indexOf('=');
                    map.put(line.substring(0, equals), line.substring(equals + 1));
                }
                line = reader.readLine();
            }
        } finally {
            reader.close();
            stream.close();
        }
        return new UserTable(map);
    }

    @Override
    public synchronized Result authenticate(LoginRequest request) {
        Result result;
        if (!users.containsKey(request.id())) {
            result = Result.INVALID_ID;
        } else if (!PasswordHash.matches(request.password(), users.get(request.id()))) {
            result = Result.INVALID_PASSWORD;
        } else {
            result = Result.WELCOME;
        }
        if (result == Result.WELCOME) {
            right++;
        } else {
            wrong++;
        }
        System.out.println("DEBUG " + request + " -> " + result + " (" + right + " right, " + wrong + " wrong)");
        return result;
    }
}
