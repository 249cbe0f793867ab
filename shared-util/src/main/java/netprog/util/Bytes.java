package netprog.util;

/** Formats bytes that came from the network: on one line, of limited length, harmless on a terminal. */
public final class Bytes {
    /** How many bytes {@link #show} and {@link #hex} show at most. */
    public static final int MAX_SHOWN = 64;

    private Bytes() {}

    /**
     * Formats a message for a log: printable ASCII as it is, every other byte as {@code \n}, {@code \0} or {@code \xNN}. No
     * charset is involved: a server that does not know the client's charset still shows the bytes that came.
     *
     * @return such as {@code 6 bytes "hello\n"}, cut after {@value #MAX_SHOWN} bytes with {@code ...}
     */
    public static String show(byte[] data, int offset, int length) {
        StringBuilder text = new StringBuilder();
        text.append(length).append(length == 1 ? " byte \"" : " bytes \"");
        for (int i = 0; i < Math.min(length, MAX_SHOWN); i++) {
            append(text, data[offset + i] & 0xff);
        }
        return text.append(length > MAX_SHOWN ? "\"..." : "\"").toString();
    }

    /** Formats a whole array, as {@link #show(byte[], int, int)} does. */
    public static String show(byte[] data) {
        return show(data, 0, data.length);
    }

    /**
     * Formats bytes as pairs of hexadecimal digits, the first {@value #MAX_SHOWN} of them.
     *
     * @return such as {@code ee a5 3c 10}
     */
    public static String hex(byte[] data) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(data.length, MAX_SHOWN); i++) {
            text.append(i == 0 ? "" : " ");
            text.append(Character.forDigit(data[i] >> 4 & 15, 16)).append(Character.forDigit(data[i] & 15, 16));
        }
        return text.append(data.length > MAX_SHOWN ? " ..." : "").toString();
    }

    /**
     * Replaces the control characters of a text by {@code \n}, {@code \0} or {@code \xNN}, so that it stays on one line and
     * cannot control the terminal.
     */
    public static String escape(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                append(shown, c);
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }

    private static void append(StringBuilder text, int value) {
        switch (value) {
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case 0 -> text.append("\\0");
            case '\\' -> text.append("\\\\");
            case '"' -> text.append("\\\"");
            default -> {
                if (value >= ' ' && value < 0x7f) {
                    text.append((char) value);
                } else {
                    text.append("\\x");
                    text.append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 15, 16));
                }
            }
        }
    }
}
