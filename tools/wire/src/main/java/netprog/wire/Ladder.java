package netprog.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws an exchange as a ladder diagram in text: a vertical line for each side, an arrow for each step, with the bytes as text
 * and in hexadecimal. It is drawn in ASCII, apart from the text of the messages, so that every terminal shows it.
 *
 * <p>The rows are the model of the picture. They are made from a recording here, and from a capture file elsewhere.
 */
public final class Ladder {
    private static final Messages MESSAGES = new Messages("netprog.wire.messages", Ladder.class);
    private static final int WIDTH = 62; // columns between the two lines
    private static final int MARGIN = 5; // columns before the left line
    private static final int BYTES_IN_HEX = 16;
    private static final int COLUMNS_OF_TEXT = 40;

    private Ladder() {}

    /** The direction of a row's arrow. */
    public enum Direction {
        /** From the left side to the right one. */
        TO_RIGHT,
        /** From the right side to the left one. */
        TO_LEFT,
        /** No arrow: a line of text between the arrows. */
        NONE
    }

    /**
     * One row of the ladder.
     *
     * @param time printed left of the lines, such as {@code 0.000042}; may be empty
     * @param label printed on the arrow
     * @param below printed under the arrow, line by line
     * @param trouble whether it is a reset, a retransmission or an error, which a reader looks for first
     */
    public record Row(String time, Direction direction, String label, List<String> below, boolean trouble) {}

    /**
     * Draws the steps of a recording.
     *
     * @param left the left side, as the recording names it, such as {@code client}
     * @param right the right side
     * @param steps a step of a third party (a second client) is drawn under a line with its name
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
     * Draws rows, from top to bottom; the distance between the two lines is determined by the longest label.
     *
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
     * Formats bytes as text: printable ASCII, and letters and digits in UTF-8, as they are; other bytes as {@code \n},
     * {@code \0} or {@code \xNN}.
     *
     * @return the text in quotation marks; a long one is cut and followed by three dots
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

    /**
     * Formats a message, such as {@code 26 bytes "..."}, in the user's language; its text as {@link #quote} does. A frame is
     * shown up to its NUL; the bytes behind it have no meaning.
     */
    public static String message(byte[] data) {
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

    private static String quote(byte[] data, int maxColumns) {
        StringBuilder text = new StringBuilder("\"");
        int i = 0;
        while (i < data.length && columns(text.toString()) <= maxColumns) {
            int length = lengthOfCharacter(data, i);
            if (length > 1) {
                text.append(new String(data, i, length, StandardCharsets.UTF_8));
            } else {
                appendByte(text, data[i] & 0xff);
            }
            i += length;
        }
        return text.append(i < data.length ? "\"..." : "\"").toString();
    }

    /** The number of bytes of the UTF-8 character at this offset; 1 if it is not one, or one that may disturb a terminal. */
    private static int lengthOfCharacter(byte[] data, int offset) {
        int first = data[offset] & 0xff;
        int length = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if (length == 1 || offset + length > data.length) {
            return 1;
        }
        try {
            int character = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data, offset, length))
                    .toString()
                    .codePointAt(0);
            return Character.isLetterOrDigit(character) ? length : 1;
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

    /** Formats the first 16 bytes as pairs of hexadecimal digits, such as {@code 3f 00}; three dots stand for the others. */
    public static String hex(byte[] data) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(data.length, BYTES_IN_HEX); i++) {
            text.append(i == 0 ? "" : " ").append(String.format("%02x", data[i]));
        }
        return text.append(data.length > BYTES_IN_HEX ? " ..." : "").toString();
    }

    /**
     * Wraps a text between its words.
     *
     * @param width how many columns a line has at most, unless a word is longer
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

    /** Returns the columns of a terminal that a line takes: Korean, Chinese and Japanese characters take two each. */
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
