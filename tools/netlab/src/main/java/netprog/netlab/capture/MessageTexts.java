package netprog.netlab.capture;

import static netprog.netlab.capture.CaptureException.MESSAGES;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netprog.wire.Ladder;

/** What the data of the course's protocols means, in words. */
final class MessageTexts {
    private static final int MOST_FRAMES = 4; // of one packet
    private static final Pattern LOGIN = Pattern.compile("(?s)id=([^\\s=]+) pass=(\\S+)");
    private static final Pattern CASE = Pattern.compile("(?s)([1-4])(?: .*)?");
    private static final Pattern STATUS = Pattern.compile("(?s)(200|40[0-3])(?: .*)?");

    private final Charset charset;

    /**
     * Makes the words.
     *
     * @param charset how the programs made bytes of letters
     */
    MessageTexts(Charset charset) {
        this.charset = charset;
    }

    /** Shows data as text in quotation marks, as ladders do. */
    String quote(byte[] data) {
        return Ladder.quote(charset.equals(StandardCharsets.UTF_8) ? data : utf8(new String(data, charset)));
    }

    /** Says what data of a protocol without frames means; empty where there is nothing to say. */
    String meaning(CapturedService service, Packet packet, boolean fromClient) {
        if (service == CapturedService.UNKNOWN
                || service == CapturedService.FRAMES
                || fromClient && service == CapturedService.ECHO) {
            return "";
        } else if (fromClient) {
            return MESSAGES.get("meaning.ask");
        } else if (service == CapturedService.RFC868) {
            return packet.length() == 4 ? rfc868(packet.data(), packet.time()) : "";
        }
        return MESSAGES.get("meaning." + service.name());
    }

    private static String rfc868(byte[] four, BigDecimal recorded) {
        return MESSAGES.get("meaning.RFC868", CapturedService.seconds(four), CapturedService.date(four, recorded));
    }

    /**
     * Says what frames mean, and what stands behind their text.
     *
     * @param frames of one packet
     * @param fromClient whether they are requests
     * @param texts whether their texts are to be shown, too
     * @param below gets the lines
     */
    void explain(List<CapturedFrame> frames, boolean fromClient, boolean texts, List<String> below) {
        for (CapturedFrame frame : frames.subList(0, Math.min(MOST_FRAMES, frames.size()))) {
            String meaning = fromClient ? request(text(frame)) : reply(text(frame));
            below.add(texts ? MESSAGES.get("below.frame", quote(frame.text()), meaning) : meaning);
            if (!frame.isClean()) {
                below.add(MESSAGES.get("below.garbage", frame.garbage().length, Ladder.hex(frame.garbage())));
            }
        }
        if (frames.size() > MOST_FRAMES) {
            below.add(MESSAGES.get("below.more-frames", frames.size() - MOST_FRAMES));
        }
    }

    private String request(String text) {
        Matcher login = LOGIN.matcher(text);
        if (login.matches()) {
            return MESSAGES.get("meaning.login", quoted(login.group(1)), quoted(login.group(2)));
        }
        Matcher request = CASE.matcher(text);
        return request.matches() ? MESSAGES.get("meaning.op-" + request.group(1)) : MESSAGES.get("meaning.other");
    }

    private static String reply(String text) {
        if (text.equals("Welcome to Server!!")) {
            return MESSAGES.get("meaning.greeting");
        }
        Matcher status = STATUS.matcher(text);
        if (status.matches()) {
            return MESSAGES.get(text.startsWith("200 Goodbye") ? "meaning.goodbye" : "meaning." + status.group(1));
        }
        // The C server leaves out the 200.
        return MESSAGES.get(text.startsWith("Welcome ") ? "meaning.200" : "meaning.reply");
    }

    /** The text as it is compared: one line end does not count. */
    private String text(CapturedFrame frame) {
        return new String(frame.text(), charset).replaceFirst("\r?\n$", "");
    }

    private static String quoted(String text) {
        return Ladder.quote(utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
