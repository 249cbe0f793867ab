package netprog.week03;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import netprog.util.Bytes;
import netprog.util.Messages;

/** The format of a time server's reply, to the byte. Thread-safe. */
enum TimeFormat {
    /** What C's {@code ctime()} returns, and its NUL: {@code "Wed Sep 16 10:15:00 2020\n\0"}; the server's local time. */
    CTIME,
    /** RFC 867: a line of text that ends with CRLF, such as {@code Wednesday, September 16, 2020 10:15:00-KST}. */
    DAYTIME,
    /** RFC 868: 4 bytes, big-endian, unsigned: the seconds since 1900-01-01T00:00:00Z, modulo 2^32. */
    RFC868;

    /** The longest reply that a client accepts, in bytes; no server of these formats sends more. */
    static final int MAX_LENGTH = 4096;

    /** From 1900-01-01T00:00:00Z to 1970-01-01T00:00:00Z, in seconds. */
    static final long FROM_1900_TO_1970 = 2_208_988_800L;

    private static final Messages MESSAGES = new Messages("netprog.week03.messages");

    /** Returns the format for the value of the option {@code --format}: one of these names in lower case. */
    static TimeFormat named(String option) {
        return valueOf(option.toUpperCase(Locale.ROOT));
    }

    /** Returns the reply; the text formats show the local time of the given zone. */
    byte[] encode(ZonedDateTime now) {
        return switch (this) {
            case CTIME -> ascii(ctime(now) + "\n\0");
            case DAYTIME -> ascii(format("EEEE, MMMM d, u HH:mm:ss-zzz", now) + "\r\n");
            // The cast keeps the lower 32 bits: after 2036-02-07T06:28:15Z the count starts again at 0.
            case RFC868 ->
                ByteBuffer.allocate(4)
                        .putInt((int) (now.toEpochSecond() + FROM_1900_TO_1970))
                        .array();
        };
    }

    /** Tells whether a client need not read to the end of the stream: it has a NUL, or more bytes than a reply can have. */
    boolean isComplete(byte[] reply, int length) {
        boolean end = this == RFC868 ? length > 4 : indexOfNul(reply, length) < length;
        return end || length == reply.length;
    }

    /**
     * Decodes the reply.
     *
     * @param now the client's own clock, which decides the era of RFC 868, and its zone
     * @return the time, as one line
     * @throws ProtocolException if the reply is empty, endless, or not of this format
     */
    String decode(byte[] reply, ZonedDateTime now) throws ProtocolException {
        if (reply.length == 0) {
            throw new ProtocolException(MESSAGES.get("empty"));
        }
        if (this == RFC868) {
            return decodeRfc868(reply, now);
        }
        // The number of RFC 868, whose bytes may be valid UTF-8; a text this short would end with a line end.
        if (reply.length == 4 && reply[0] < 0 && reply[3] != '\n') {
            throw noText(reply);
        }
        int end = indexOfNul(reply, reply.length);
        if (end >= MAX_LENGTH) {
            throw new ProtocolException(MESSAGES.get("endless", MAX_LENGTH));
        }
        String text = new String(reply, 0, end, StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            throw new ProtocolException(MESSAGES.get("empty"));
        }
        String line = text.replaceAll("[\\r\\n\\t]+", " ");
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw noText(Arrays.copyOf(reply, end));
        }
        return line;
    }

    /**
     * Says what is missing behind a reply after which the server fell silent, if it is a whole time: a line that ends, or 4 bytes.
     *
     * @param e the timeout, which is thrown again if nothing came
     * @throws ProtocolException if it is a part of a time
     */
    String missingEnd(byte[] reply, SocketTimeoutException e) throws IOException {
        if (reply.length == 0) {
            throw e;
        }
        boolean whole = this == RFC868 ? reply.length == 4 : reply[reply.length - 1] == '\n';
        String end = this == CTIME ? ".ctime" : "";
        if (!whole) {
            throw new ProtocolException(MESSAGES.get("incomplete" + end, Bytes.show(reply)));
        }
        return MESSAGES.get("no-end" + end, reply.length);
    }

    private static ProtocolException noText(byte[] reply) {
        return new ProtocolException(MESSAGES.get("no-text", reply.length, Bytes.hex(reply)));
    }

    private static String decodeRfc868(byte[] reply, ZonedDateTime now) throws ProtocolException {
        if (reply.length != 4) {
            throw new ProtocolException(MESSAGES.get("not-4-bytes", reply.length, Bytes.hex(reply)));
        }
        long since1900 = Integer.toUnsignedLong(ByteBuffer.wrap(reply).getInt());
        long wrapped = since1900 - FROM_1900_TO_1970;
        // The server's clock and ours differ by less than half an era of 2^32 s (68 years): take the nearest era.
        long eras = Math.floorDiv(now.toEpochSecond() - wrapped + (1L << 31), 1L << 32);
        return ctime(Instant.ofEpochSecond(wrapped + (eras << 32)).atZone(now.getZone()));
    }

    /** {@code Wed Sep 16 10:15:00 2020}; "ppd" is the day of the month, padded with a space to two characters. */
    private static String ctime(ZonedDateTime time) {
        return format("EEE MMM ppd HH:mm:ss u", time);
    }

    private static String format(String pattern, ZonedDateTime time) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static int indexOfNul(byte[] reply, int length) {
        int i = 0;
        while (i < length && reply[i] != 0) {
            i++;
        }
        return i;
    }
}
