package netprog.week04.login;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;

/** 사용자 표. */
public class UserTable implements Authenticator {
    private final Hashtable<String, String> 표 = new Hashtable<>();

    public UserTable(Map<String, String> hashesById) {
        표.putAll(hashesById);
    }

    public static UserTable load(Path file) throws IOException {
        Map<String, String> 사용자 = new HashMap<>();
        int 번호 = 0;
        try (BufferedReader 입력 = new BufferedReader(new FileReader(file.toFile(), Charset.forName("UTF-8")))) {
            while (true) {
                String 줄 = 입력.readLine();
                if (줄 == null) {
                    break;
                }
                번호 = 번호 + 1;
                if (줄.equals("") || 줄.startsWith("#")) {
                    continue;
                }
                if (!줄.contains("=")) {
                    throw new IOException(번호 + "번째 줄에 = 가 없습니다 (line " + 번호 + ")");
                }
                String id = 줄.substring(0, 줄.indexOf("="));
                String hash = 줄.substring(줄.indexOf("=") + 1);
                사용자.put(id, hash);
            }
        }
        return new UserTable(사용자);
    }

    @Override
    public Result authenticate(LoginRequest request) {
        for (String id : 표.keySet()) {
            if (id.equals(request.id())) {
                if (PasswordHash.matches(request.password(), 표.get(id))) {
                    return Result.WELCOME;
                }
                return Result.INVALID_PASSWORD;
            }
        }
        return Result.INVALID_ID;
    }
}
