package netprog.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws an exchange as text: two upright lines for the two sides, an arrow for each step, with the bytes as text and as
 * hexadecimal numbers. Made of ASCII, but for the letters of the messages themselves, so that every terminal shows it.
 *
 * <p>The rows are the model of the picture; what they are made of (a recording, a capture file) and how they are drawn (here
 * as text) is each somebody's own business.
 */
public final class Ladder {
    private static final Messages MESSAGES = new Messages("netprog.wire.messages", Ladder.class);
    private static final int WIDTH = 62; // columns between the two lines
    private static final int MARGIN = 5; // columns before the left line
    private static final int BYTES_IN_HEX = 16;
    private static final int COLUMNS_OF_TEXT = 40;

    private Ladder() {}

    /** Where the arrow of a row points to. */
    public enum Direction {
        /** From the left side to the right one. */
        TO_RIGHT,
        /** From the right side to the left one. */
        TO_LEFT,
        /** No arrow: a line of words between the arrows. */
        NONE
    }

    /**
     * One row of the ladder.
     *
     * @param time what stands before the left line, such as {@code 0.000042}; may be empty
     * @param direction where the arrow points to
     * @param label what stands on the arrow
     * @param below what stands under it, line by line
     * @param trouble whether it is what a reader looks for first: a reset, a packet sent again, an error
     */
    public record Row(String time, Direction direction, String label, List<String> below, boolean trouble) {}

    /**
     * Draws the steps of a recording.
     *
     * @param left what stands on the left, as the recording names it, such as {@code client}
     * @param right what stands on the right
     * @param steps what happened; a step of a third party (a second client) stands under a line with its name
     * @return several lines, each with its line end
     */
    public static String draw(String left, String right, List<Recording.Step> steps) {
        List<Row> rows = new ArrayList<>();
        String shown = left;
        for (Recording.Step step : steps) {
            boolean toRight = step.to().equals(right);
            String party = toRight ? step.from() : step.to();
            if (!party.equals(shown)) {
                rows.add(new Row("", Direction.NONE, party, List.of(), false));
                shown = party;
            }
            List<String> below = step.data().length > 0 ? List.of(hex(step.data())) : List.of();
            Direction direction = toRight ? Direction.TO_RIGHT : Direction.TO_LEFT;
            rows.add(new Row("", direction, label(step), below, step.kind() == Recording.Kind.RESET));
        }
        return drawRows(left, right, rows);
    }

    /**
     * Draws rows; the two lines stand as far apart as the longest label wants it.
     *
     * @param left the name of the left side
     * @param right the name of the right side
     * @param rows the rows, from top to bottom
     * @return several lines, each with its line end
     */
    public static String drawRows(String left, String right, List<Row> rows) {
        int margin = MARGIN;
        int width = Math.max(WIDTH, columns(left) + 2);
        for (Row row : rows) {
            margin = Math.max(margin, columns(row.time()) + 3);
            width = Math.max(width, row.direction() == Direction.NONE ? 0 : columns(row.label()) + 9);
        }
        StringBuilder text = new StringBuilder();
        String indent = " ".repeat(margin - 3);
        text.append(indent).append(pad(left, width, ' ')).append(right).append('\n');
        for (Row row : rows) {
            if (row.direction() == Direction.NONE) {
                text.append(indent).append(row.label()).append('\n');
                continue;
            }
            boolean toRight = row.direction() == Direction.TO_RIGHT;
            String arrow = (toRight ? "--- " : "<-- ") + row.label() + " ";
            text.append(" ".repeat(margin - 2 - columns(row.time())))
                    .append(row.time())
                    .append("  |")
                    .append(pad(arrow, width - 3, '-'))
                    .append(toRight ? "->|\n" : "--|\n");
            for (String below : row.below()) {
                for (String line : wrap(below, width - 6)) {
                    text.append(" ".repeat(margin)).append("|    ");
                    text.append(pad(line, width - 5, ' ')).append("|\n");
                }
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
            case CONNECT -> MESSAGES.get("connect");
            case END -> MESSAGES.get("end");
            case RESET -> MESSAGES.get("reset");
            case DATA, DATAGRAM -> {
                String kind = step.kind() == Recording.Kind.DATAGRAM ? MESSAGES.get("datagram") + " " : "";
                yield kind + message(step.data());
            }
        };
    }

    /** A frame is shown up to its NUL; what stands behind it means nothing. */
    private static String message(byte[] data) {
        String count = MESSAGES.get(data.length == 1 ? "byte" : "bytes", data.length);
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

    /**
     * Shows the first bytes as hexadecimal pairs.
     *
     * @param data the bytes
     * @return such as {@code 3f 00}, with three dots behind it where there are more than 16
     */
    public static String hex(byte[] data) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(data.length, BYTES_IN_HEX); i++) {
            text.append(i == 0 ? "" : " ").append(String.format("%02x", data[i]));
        }
        return text.append(data.length > BYTES_IN_HEX ? " ..." : "").toString();
    }

    /**
     * Cuts a text into lines, between words where there are any.
     *
     * @param text without control characters
     * @param width how many columns a line has at most, but for a word that is longer
     * @return the lines, at least one
     */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split("(?<= )")) {
            if (line.length() > 0 && columns(line + word.stripTrailing()) > width) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(word);
        }
        lines.add(line.toString().stripTrailing());
        return lines;
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
