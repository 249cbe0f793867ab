package netprog.week04.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

public class UserTable implements Authenticator
{
    private final List<String> ids = new ArrayList<>();
    private final List<String> hashes = new ArrayList<>();

    public UserTable(Map<String, String> hashesById)
    {
        for (Map.Entry<String, String> e : hashesById.entrySet())
        {
            ids.add(e.getKey());
            hashes.add(e.getValue());
        }
    }

    public static UserTable load(Path file) throws IOException
    {
        byte[] all = Files.readAllBytes(file);
        UserTable table = new UserTable(Map.of());
        int number = 1;
        int start = 0;
        for (int i = 0; i <= all.length; i++)
        {
            if (i == all.length || all[i] == '\n')
            {
                int end = i;
                if (end > start && all[end - 1] == '\r')
                {
                    end--;
                }
                table.line(number, new String(all, start, end - start, StandardCharsets.UTF_8));
                number++;
                start = i + 1;
            }
        }
        return table;
    }

    private void line(int number, String line) throws IOException
    {
        if (line.length() == 0 || line.charAt(0) == '#')
        {
            return;
        }
        int i = line.indexOf('=');
        if (i == -1)
        {
            throw new IOException("line " + number + ": '=' is missing");
        }
        ids.add(line.substring(0, i));
        hashes.add(line.substring(i + 1));
    }

    public Result authenticate(LoginRequest request)
    {
        int i = ids.lastIndexOf(request.id());
        if (i < 0)
        {
            return Result.INVALID_ID;
        }
        if (!PasswordHash.matches(request.password(), hashes.get(i)))
        {
            return Result.INVALID_PASSWORD;
        }
        return Result.WELCOME;
    }
}
