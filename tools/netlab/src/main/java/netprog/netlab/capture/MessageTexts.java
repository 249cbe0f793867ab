package netprog.netlab.capture;

import static netprog.netlab.capture.CaptureException.MESSAGES;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.netlab.common.ServiceKind;
import netprog.wire.Ladder;

/** What the data of the course's protocols means, in words. */
final class MessageTexts {
    private static final int MAX_FRAMES = 4; // of one packet
    private static final long SECONDS_FROM_1900_TO_1970 = 2_208_988_800L;
    private static final Pattern LOGIN = Pattern.compile("(?s)id=([^\\s=]+) pass=(\\S+)");
    private static final Pattern CASE = Pattern.compile("(?s)([1-4])(?: .*)?");
    private static final Pattern STATUS = Pattern.compile("(?s)(200|40[0-3])(?: .*)?");

    private final Charset charset;

    /** For programs that encode characters in this charset. */
    MessageTexts(Charset charset) {
        this.charset = charset;
    }

    /** Shows data as text in quotation marks, as ladders do. */
    String quote(byte[] data) {
        return Ladder.quote(charset.equals(StandardCharsets.UTF_8) ? data : utf8(new String(data, charset)));
    }

    /** The meaning of the data of a protocol without frames; empty if there is nothing to say. */
    static String meaning(ServiceKind service, Packet packet, boolean fromClient) {
        return switch (service) {
            case ECHO -> fromClient ? "" : MESSAGES.get("meaning.ECHO");
            case CTIME, DAYTIME -> MESSAGES.get(fromClient ? "meaning.ask" : "meaning." + service);
            case RFC868 -> fromClient ? MESSAGES.get("meaning.ask") : rfc868(packet);
            default -> "";
        };
    }

    private static String rfc868(Packet packet) {
        if (packet.length() != 4) {
            return "";
        }
        long seconds = ByteBuffer.wrap(packet.data()).getInt() & 0xffffffffL;
        return MESSAGES.get("meaning.RFC868", seconds, date(seconds, packet.time()));
    }

    /** The time of so many seconds since 1900, in the era of RFC 868 that is nearest to the recording. */
    static Instant date(long seconds, BigDecimal recorded) {
        long since1970 = seconds - SECONDS_FROM_1900_TO_1970;
        long eras = Math.round((recorded.doubleValue() - since1970) / (1L << 32));
        return Instant.ofEpochSecond(since1970 + (eras << 32));
    }

    /**
     * Explains the frames of one packet, and what is behind their text.
     *
     * @param withTexts whether their texts are to be shown, too
     * @param below receives the lines
     */
    void explain(List<CapturedFrame> frames, boolean fromClient, boolean withTexts, List<String> below) {
        for (CapturedFrame frame : frames.subList(0, Math.min(MAX_FRAMES, frames.size()))) {
            // One line end is no part of the text.
            String text = new String(frame.text(), charset).replaceFirst("\r?\n$", "");
            String meaning = fromClient ? request(text) : reply(text);
            below.add(withTexts ? MESSAGES.get("below.frame", quote(frame.text()), meaning) : meaning);
            if (!frame.isClean()) {
                below.add(MESSAGES.get("below.garbage", frame.garbage().length, Ladder.hex(frame.garbage())));
            }
        }
        if (frames.size() > MAX_FRAMES) {
            below.add(MESSAGES.get("below.more-frames", frames.size() - MAX_FRAMES));
        }
    }

    private static String request(String text) {
        Matcher login = LOGIN.matcher(text);
        if (login.matches()) {
            return MESSAGES.get(
                    "meaning.login", Ladder.quote(utf8(login.group(1))), Ladder.quote(utf8(login.group(2))));
        }
        Matcher request = CASE.matcher(text);
        return MESSAGES.get(request.matches() ? "meaning.op-" + request.group(1) : "meaning.other");
    }

    private static String reply(String text) {
        Matcher status = STATUS.matcher(text);
        String key = "reply";
        if (text.equals("Welcome to Server!!")) {
            key = "greeting";
        } else if (status.matches()) {
            key = text.startsWith("200 Goodbye") ? "goodbye" : status.group(1);
        } else if (text.startsWith("Welcome ")) {
            key = "200"; // the C server leaves out the number
        }
        return MESSAGES.get("meaning." + key);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
