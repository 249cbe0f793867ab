package netprog.netlab.doctor;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import netprog.wire.Wire;

/** Who answers, told by the bytes. */
enum Service {
    /** The time: ctime and its NUL, daytime (RFC 867), or 4 bytes (RFC 868). */
    TIME,
    /** Echo (RFC 862): the probe came back. */
    ECHO,
    /** The case service: the probe's text in capital letters. */
    CASE,
    /** The login server: its welcome over TCP, a three-digit reply over UDP. */
    LOGIN,
    /** A web server. */
    HTTP(false),
    /** A secure shell server. */
    SSH(false),
    /** None that is known here. */
    UNKNOWN(false);

    /**
     * What the doctor asks: a frame of the case service, which echo and time servers answer too. It changes nothing at the
     * server. The line end is no part of the text, and makes line-by-line servers answer.
     */
    static final byte[] PROBE = Wire.frame("1 netprog\r\n");

    private static final Pattern CTIME =
            Pattern.compile("[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}\n?");
    private static final Pattern DAYTIME = Pattern.compile("[^\r\n]{0,80}\\d\\d?:\\d\\d[^\r\n]{0,80}\r?\n");
    private static final Pattern LOGIN_TEXT =
            Pattern.compile("(Welcome to Server.*|400 Bad Request|403 Login Required)\\s*");

    private final boolean ours;

    Service() {
        this(true);
    }

    Service(boolean ours) {
        this.ours = ours;
    }

    /** Whether it is one of the course's. */
    boolean isOurs() {
        return ours;
    }

    /**
     * Recognizes the service.
     *
     * @param bytes what came, at least one byte
     * @param complete no more can come: the connection was closed, or it was a datagram
     * @return the service; {@link #UNKNOWN} also where more bytes could still tell
     */
    static Service of(byte[] bytes, boolean complete) {
        int nul = 0;
        while (nul < bytes.length && bytes[nul] != 0) {
            nul++;
        }
        boolean ended = complete || bytes.length >= PROBE.length;
        boolean terminated = nul < bytes.length;
        String text = new String(bytes, 0, nul, StandardCharsets.ISO_8859_1);
        if (ended && text.strip().equals("1 netprog")) {
            return ECHO;
        } else if (ended && text.strip().equals("NETPROG")) {
            return CASE;
        } else if (ended && terminated && LOGIN_TEXT.matcher(text).matches()) {
            return LOGIN;
        } else if ((ended || terminated) && CTIME.matcher(text).matches()) {
            return TIME;
        } else if (complete
                && (bytes.length == 4 && !isText(bytes)
                        || !terminated && DAYTIME.matcher(text).matches())) {
            return TIME;
        } else if (text.startsWith("HTTP/") || text.regionMatches(true, 0, "<!doctype html", 0, 14)) {
            return HTTP;
        }
        return text.startsWith("SSH-") ? SSH : UNKNOWN;
    }

    private static boolean isText(byte[] bytes) {
        for (byte each : bytes) {
            if (each < ' ' && each != '\r' && each != '\n' && each != '\t') {
                return false;
            }
        }
        return true;
    }
}
