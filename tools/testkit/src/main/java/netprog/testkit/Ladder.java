package netprog.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Draws a recording as text: two upright lines for the two sides, an arrow for each step, with the bytes as text and as
 * hexadecimal numbers. Made of ASCII, but for the letters of the messages themselves, so that every terminal shows it.
 */
public final class Ladder {
    private static final int WIDTH = 62; // columns between the two lines
    private static final int BYTES_IN_HEX = 16;
    private static final int COLUMNS_OF_TEXT = 40;

    private Ladder() {}

    /**
     * Draws the steps.
     *
     * @param left what stands on the left, as the recording names it, such as {@code client}
     * @param right what stands on the right
     * @param steps what happened; a step of a third party (a second client) stands under a line with its name
     * @return several lines, each with its line end
     */
    public static String draw(String left, String right, List<Recording.Step> steps) {
        StringBuilder text = new StringBuilder();
        text.append("  ").append(pad(left, WIDTH, ' ')).append(right).append('\n');
        String shown = left;
        for (Recording.Step step : steps) {
            boolean toRight = step.to().equals(right);
            String party = toRight ? step.from() : step.to();
            if (!party.equals(shown)) {
                text.append("  ").append(party).append('\n');
                shown = party;
            }
            String label = label(step);
            String arrow = toRight ? "--- " + label + " " : "<-- " + label + " ";
            text.append("     |").append(pad(arrow, WIDTH - 3, '-'));
            text.append(toRight ? "->|\n" : "--|\n");
            if (step.data().length > 0) {
                text.append("     |    ")
                        .append(pad(hex(step.data()), WIDTH - 5, ' '))
                        .append("|\n");
            }
        }
        return text.toString();
    }

    /**
     * Shows bytes as text: letters of UTF-8 as they are, other bytes as {@code \n}, {@code \0} or {@code \xNN}.
     *
     * @param data the bytes
     * @return the text in quotation marks; cut, with three dots behind it, where it is long
     */
    public static String quote(byte[] data) {
        return quote(data, COLUMNS_OF_TEXT);
    }

    private static String label(Recording.Step step) {
        return switch (step.kind()) {
            case CONNECT -> Words.get("connect");
            case END -> Words.get("end");
            case RESET -> Words.get("reset");
            case DATA, DATAGRAM -> {
                String kind = step.kind() == Recording.Kind.DATAGRAM ? Words.get("datagram") + " " : "";
                yield kind + message(step.data());
            }
        };
    }

    /** A frame is shown up to its NUL; what stands behind it means nothing. */
    private static String message(byte[] data) {
        String count = Words.get(data.length == 1 ? "byte" : "bytes", data.length);
        if (data.length == 128) {
            int end = 0;
            while (end < 128 && data[end] != 0) {
                end++;
            }
            byte[] text = Arrays.copyOf(data, Math.min(end + 1, 128));
            return count + " " + quote(text, COLUMNS_OF_TEXT) + (end < 127 ? "..." : "");
        }
        return data.length == 0 ? count : count + " " + quote(data, COLUMNS_OF_TEXT);
    }

    private static String quote(byte[] data, int most) {
        StringBuilder text = new StringBuilder("\"");
        int i = 0;
        while (i < data.length && columns(text.toString()) <= most) {
            int length = lengthOfLetter(data, i);
            if (length > 1) {
                text.append(new String(data, i, length, StandardCharsets.UTF_8));
            } else {
                appendByte(text, data[i] & 0xff);
            }
            i += length;
        }
        return text.append(i < data.length ? "\"..." : "\"").toString();
    }

    /** How many bytes the UTF-8 letter at this place has; 1 where there is none, or one that a terminal must not get. */
    private static int lengthOfLetter(byte[] data, int offset) {
        int first = data[offset] & 0xff;
        int length = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if (length == 1 || offset + length > data.length) {
            return 1;
        }
        try {
            int letter = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data, offset, length))
                    .toString()
                    .codePointAt(0);
            return Character.isLetterOrDigit(letter) ? length : 1;
        } catch (CharacterCodingException e) {
            return 1;
        }
    }

    private static void appendByte(StringBuilder text, int value) {
        switch (value) {
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case 0 -> text.append("\\0");
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            default -> {
                if (value >= ' ' && value < 0x7f) {
                    text.append((char) value);
                } else {
                    text.append(String.format("\\x%02x", value));
                }
            }
        }
    }

    private static String hex(byte[] data) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(data.length, BYTES_IN_HEX); i++) {
            text.append(i == 0 ? "" : " ").append(String.format("%02x", data[i]));
        }
        return text.append(data.length > BYTES_IN_HEX ? " ..." : "").toString();
    }

    private static String pad(String text, int width, char filler) {
        int missing = width - columns(text);
        return missing > 0 ? text + String.valueOf(filler).repeat(missing) : text;
    }

    /**
     * Measures a text: Korean, Chinese and Japanese letters take two columns of a terminal.
     *
     * @param text one line
     * @return columns
     */
    public static int columns(String text) {
        return text.codePoints()
                .map(c -> c >= 0x1100 && c <= 0x115f
                                || c >= 0x2e80 && c <= 0xa4cf
                                || c >= 0xac00 && c <= 0xd7a3
                                || c >= 0xf900 && c <= 0xfaff
                                || c >= 0xff00 && c <= 0xff60
                        ? 2
                        : 1)
                .sum();
    }
}
