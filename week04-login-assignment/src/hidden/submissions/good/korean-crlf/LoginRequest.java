package netprog.week04.login;

/** 로그인 요청: 아이디와 비밀번호. */
public record LoginRequest(String id, String password) {

    public static LoginRequest parse(String text) {
        String 한줄 = 줄끝없이(text);
        String 앞 = "id=";
        String 가운데 = " pass=";
        int 자리 = 한줄.indexOf(가운데);
        if (!한줄.startsWith(앞)) {
            throw new IllegalArgumentException("id= 로 시작하지 않습니다");
        }
        if (자리 < 0) {
            throw new IllegalArgumentException("pass= 가 없습니다");
        }
        String id = 한줄.substring(앞.length(), 자리);
        String password = 한줄.substring(자리 + 가운데.length());
        if (id.contains("=")) {
            throw new IllegalArgumentException("아이디에 = 를 쓸 수 없습니다");
        }
        검사(id);
        검사(password);
        return new LoginRequest(id, password);
    }

    static String 줄끝없이(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        if (text.endsWith("\n")) {
            return text.substring(0, text.length() - 1);
        }
        return text;
    }

    private static void 검사(String 낱말) {
        if (낱말.isEmpty() || 낱말.length() > 32) {
            throw new IllegalArgumentException("1글자부터 32글자까지 됩니다");
        }
        for (int i = 0; i < 낱말.length(); i++) {
            char 글자 = 낱말.charAt(i);
            if (Character.isWhitespace(글자) || Character.isSpaceChar(글자) || Character.isISOControl(글자)) {
                throw new IllegalArgumentException("빈칸이나 제어 문자가 있습니다");
            }
        }
    }

    public String toText() {
        return "id=" + id + " pass=" + password;
    }

    @Override
    public String toString() {
        return "로그인 요청 " + id;
    }
}
