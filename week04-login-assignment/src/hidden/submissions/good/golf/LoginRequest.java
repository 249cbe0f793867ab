package netprog.week04.login;
record LoginRequest(String id, String password) {
    static LoginRequest parse(String t) {
        t = t.replaceFirst("\r?\n\\z", "");
        int i = t.indexOf(" pass=");
        if (!t.startsWith("id=") || i < 4 || i > 35 || t.length() < i + 7 || t.length() > i + 38 || t.lastIndexOf('=', i) > 2) throw new IllegalArgumentException(t.length() + "");
        LoginRequest r = new LoginRequest(t.substring(3, i), t.substring(i + 6));
        for (char c : (r.id + r.password).toCharArray())
            if (Character.isWhitespace(c) | Character.isSpaceChar(c) | Character.isISOControl(c)) throw new IllegalArgumentException();
        return r;
    }
    String toText() { return "id=" + id + " pass=" + password; }
}
