package netprog.week04.login;

public record LoginRequest(String id, String password)
{
    public static LoginRequest parse(String text)
    {
        char[] c = text.toCharArray();
        int end = c.length;
        if (end > 0 && c[end - 1] == '\n')
        {
            end--;
            if (end > 0 && c[end - 1] == '\r')
            {
                end--;
            }
        }

        int i = expect(c, 0, end, "id=");
        int idStart = i;
        while (i < end && c[i] != ' ')
        {
            if (c[i] == '=' || bad(c[i]))
            {
                throw new IllegalArgumentException("bad character in the id at " + i);
            }
            i++;
        }
        int idEnd = i;
        i = expect(c, i, end, " pass=");
        int passwordStart = i;
        while (i < end)
        {
            if (bad(c[i]))
            {
                throw new IllegalArgumentException("bad character in the password at " + i);
            }
            i++;
        }
        int idLength = idEnd - idStart;
        int passwordLength = end - passwordStart;
        if (idLength < 1 || idLength > 32)
        {
            throw new IllegalArgumentException("id: " + idLength + " characters");
        }
        if (passwordLength < 1 || passwordLength > 32)
        {
            throw new IllegalArgumentException("password: " + passwordLength + " characters");
        }
        return new LoginRequest(new String(c, idStart, idLength), new String(c, passwordStart, passwordLength));
    }

    private static int expect(char[] c, int at, int end, String word)
    {
        for (int k = 0; k < word.length(); k++)
        {
            if (at + k >= end || c[at + k] != word.charAt(k))
            {
                throw new IllegalArgumentException("\"" + word + "\" expected at " + at);
            }
        }
        return at + word.length();
    }

    private static boolean bad(char c)
    {
        return c < ' ' || (c >= 0x7f && c <= 0x9f) || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    public String toText()
    {
        StringBuilder text = new StringBuilder(128);
        text.append("id=").append(id);
        text.append(" pass=").append(password);
        return text.toString();
    }
}
