package netprog.week04.login;

public record LoginRequest(String id, String password) {

    public LoginRequest {
        System.out.println("DEBUG new LoginRequest, id has " + id.length() + " characters");
    }

    public static LoginRequest parse(String text) {
        System.out.println("DEBUG parse: " + text.length() + " characters");
        String rest = text;
        if (rest.endsWith("\n")) {
            rest = rest.substring(0, rest.length() - 1);
            if (rest.endsWith("\r")) {
                rest = rest.substring(0, rest.length() - 1);
            }
        }
        try {
            if (!rest.substring(0, 3).equals("id=")) {
                throw new IllegalArgumentException("no id=");
            }
            rest = rest.substring(3);
            int space = rest.indexOf(' ');
            String id = rest.substring(0, space);
            rest = rest.substring(space);
            if (!rest.substring(0, 6).equals(" pass=")) {
                throw new IllegalArgumentException("no pass=");
            }
            String password = rest.substring(6);
            if (id.isEmpty() || id.length() > 32 || id.contains("=") || hasBadCharacter(id)) {
                throw new IllegalArgumentException("bad id");
            }
            if (password.isEmpty() || password.length() > 32 || hasBadCharacter(password)) {
                throw new IllegalArgumentException("bad password");
            }
            return new LoginRequest(id, password);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("too short", e);
        } catch (IllegalArgumentException e) {
            System.err.println("DEBUG parse failed: " + e.getMessage());
            throw e;
        }
    }

    private static boolean hasBadCharacter(String s) {
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (Character.isWhitespace(c)) return true;
            if (Character.isSpaceChar(c)) return true;
            if (Character.isISOControl(c)) return true;
        }
        return false;
    }

    public String toText() {
        System.out.println("DEBUG toText");
        String text = "";
        text += "id=";
        text += id;
        text += " pass=";
        text += password;
        return text;
    }

    @Override
    public String toString() {
        return "LoginRequest{id='" + id + "', password='xxx'}";
    }
}
