package netprog.util;

/** Shows bytes that came from the network: on one line, bounded in length, harmless on a terminal. */
public final class Bytes {
    /** How many bytes {@link #show} shows before it cuts. */
    public static final int SHOWN = 64;

    private Bytes() {}

    /**
     * Shows a message for a log: visible ASCII as it is, every other byte as {@code \n}, {@code \0} or {@code \xNN}. No
     * charset is involved: a server that does not know it still shows what really came.
     *
     * @param data where the message is
     * @param offset the index of its first byte
     * @param length how many bytes it has, 0 or more
     * @return such as {@code 6 bytes "hello\n"}, cut after {@value #SHOWN} bytes with {@code ...}
     */
    public static String show(byte[] data, int offset, int length) {
        StringBuilder text = new StringBuilder();
        text.append(length).append(length == 1 ? " byte \"" : " bytes \"");
        for (int i = 0; i < Math.min(length, SHOWN); i++) {
            append(text, data[offset + i] & 0xff);
        }
        return text.append(length > SHOWN ? "\"..." : "\"").toString();
    }

    /**
     * Shows a whole array, as {@link #show(byte[], int, int)} does.
     *
     * @param data the message
     * @return the message in one line
     */
    public static String show(byte[] data) {
        return show(data, 0, data.length);
    }

    /**
     * Shows bytes as hexadecimal pairs, the first {@value #SHOWN} of them.
     *
     * @param data the bytes
     * @return such as {@code ee a5 3c 10}
     */
    public static String hex(byte[] data) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(data.length, SHOWN); i++) {
            text.append(i == 0 ? "" : " ");
            text.append(Character.forDigit(data[i] >> 4 & 15, 16)).append(Character.forDigit(data[i] & 15, 16));
        }
        return text.append(data.length > SHOWN ? " ..." : "").toString();
    }

    /**
     * Makes control characters of a text visible, so that it stays on one line and cannot command the terminal.
     *
     * @param text any text
     * @return the same without control characters: each stands as {@code \n}, {@code \0} or {@code \xNN}
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
