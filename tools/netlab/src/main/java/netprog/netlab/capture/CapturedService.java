package netprog.netlab.capture;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import netprog.util.Ports;

/** The course's protocols, told apart by what was said: they may all stand on the same port. */
enum CapturedService {
    /** A time reply as ctime() of C makes it. */
    CTIME,
    /** A line of text (RFC 867). */
    DAYTIME,
    /** Seconds since 1900, in four bytes (RFC 868). */
    RFC868,
    /** What came goes back (RFC 862). */
    ECHO,
    /** Messages of 128 bytes: the case service and the login. */
    FRAMES,
    /** Something else, or too little to tell. */
    UNKNOWN;

    private static final Pattern CTIME_REPLY =
            Pattern.compile("[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}\n\0");
    private static final Pattern ONE_LINE = Pattern.compile("[^\r\n\0]+\r\n");
    private static final long SECONDS_FROM_1900_TO_1970 = 2_208_988_800L;
    private static final long YEAR = 366 * 24 * 3600L;

    /**
     * Tells which one a conversation is.
     *
     * @param conversation with its packets
     * @return the protocol that explains what both sides said
     */
    static CapturedService of(Conversation conversation) {
        boolean tcp = conversation.transport() == Packet.Transport.TCP;
        byte[] asked = tcp ? stream(conversation, true) : firstDatagram(conversation, true);
        byte[] replied = tcp ? stream(conversation, false) : firstDatagram(conversation, false);
        int port = conversation.server().port();
        if (CapturedFrame.startsIn(asked) || CapturedFrame.startsIn(replied)) {
            return FRAMES;
        } else if (replied.length == 0) {
            return UNKNOWN;
        } else if (startsWith(asked, replied) || !tcp && Arrays.equals(asked, replied)) {
            return ECHO;
        } else if (tcp && asked.length > 0) {
            return UNKNOWN;
        }
        String text = new String(replied, StandardCharsets.ISO_8859_1);
        if (CTIME_REPLY.matcher(text).matches()) {
            return CTIME;
        } else if (replied.length == 4 && (port == 37 || isNear(seconds(replied), conversation.begin()))) {
            return RFC868;
        }
        return port == 13 || ONE_LINE.matcher(text).matches() ? DAYTIME : UNKNOWN;
    }

    /** Tells whether a server rather than a client has such a port. */
    static boolean wellKnown(int port) {
        return port == Ports.DEFAULT || port > 0 && port < 1024;
    }

    /** The time that four bytes say, in the era of RFC 868 that is nearest to the recording. */
    static Instant date(byte[] four, BigDecimal recorded) {
        long since1970 = seconds(four) - SECONDS_FROM_1900_TO_1970;
        long eras = Math.round((recorded.doubleValue() - since1970) / (1L << 32));
        return Instant.ofEpochSecond(since1970 + (eras << 32));
    }

    static long seconds(byte[] four) {
        return ByteBuffer.wrap(four).getInt() & 0xffffffffL;
    }

    private static boolean isNear(long since1900, BigDecimal recorded) {
        return Math.abs(since1900 - SECONDS_FROM_1900_TO_1970 - recorded.longValue()) < YEAR;
    }

    private static boolean startsWith(byte[] all, byte[] beginning) {
        return all.length >= beginning.length
                && beginning.length > 0
                && Arrays.equals(all, 0, beginning.length, beginning, 0, beginning.length);
    }

    /** What one side of a TCP conversation said, in order, as far as it is kept without a gap. */
    private static byte[] stream(Conversation conversation, boolean client) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        long next = 1; // of the relative numbers: the SYN has 0
        for (Packet packet : conversation.head()) {
            boolean mine = packet.icmp() == null && conversation.fromClient(packet) == client;
            if (mine && packet.seq() == next) {
                said.writeBytes(packet.data());
                next += packet.data().length;
            }
        }
        return said.toByteArray();
    }

    private static byte[] firstDatagram(Conversation conversation, boolean client) {
        List<Packet> all = conversation.head();
        return all.stream()
                .filter(packet -> packet.icmp() == null && conversation.fromClient(packet) == client)
                .map(Packet::data)
                .findFirst()
                .orElse(new byte[0]);
    }
}
