package netprog.netlab.common;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** A service, recognised by what it replied: the services of the course may all have the same port. */
public enum ServiceKind {
    /** The time as {@code ctime()} of C writes it. */
    CTIME(true),
    /** The time as a line of text (RFC 867). */
    DAYTIME(true),
    /** The time as the seconds since 1900, in four bytes (RFC 868). */
    RFC868(true),
    /** The request comes back (RFC 862). */
    ECHO(true),
    /** The case service: the text of the request in upper case. */
    CASE(true),
    /** The login server: its welcome over TCP, a three-digit reply over UDP. */
    LOGIN(true),
    /** Messages of 128 bytes, as the case service and the login use them; which of the two is not known. */
    FRAMES(false),
    /** A web server. */
    HTTP(false),
    /** A secure shell server. */
    SSH(false),
    UNKNOWN(false);

    private static final Pattern CTIME_REPLY =
            Pattern.compile("[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}\n?");
    private static final Pattern DAYTIME_REPLY = Pattern.compile("[^\r\n]{0,80}\\d\\d?:\\d\\d[^\r\n]{0,80}\r?\n");
    private static final Pattern LOGIN_REPLY =
            Pattern.compile("(Welcome to Server.*|400 Bad Request|403 Login Required)\\s*");
    private static final Pattern ASCII_TEXT = Pattern.compile("[\\t\\r\\n\\x20-\\x7f]+");
    private static final Pattern TEXT = Pattern.compile("[\\t\\r\\n\\x20-\\xff]+"); // UTF-8 and MS949 too

    private static final int FRAME_LENGTH = 128;

    private final boolean ofCourse;

    ServiceKind(boolean ofCourse) {
        this.ofCourse = ofCourse;
    }

    /** Tells whether it is surely a service of the course. */
    public boolean isOfCourse() {
        return ofCourse;
    }

    /**
     * Recognises the service by its first reply.
     *
     * @param request what it was sent before; empty if it spoke first. A request for upper case ({@code 1 TEXT}) tells the
     *     echo service, the case service and the time services apart
     * @param reply its bytes so far, at least one
     * @param complete whether no more bytes can come: it was a datagram, or the connection was closed
     * @return {@link #UNKNOWN} also if more bytes could still tell
     */
    public static ServiceKind of(byte[] request, byte[] reply, boolean complete) {
        String asked = text(request);
        String text = text(reply);
        boolean ended = complete || reply.length >= FRAME_LENGTH;
        boolean terminated = text.length() < reply.length;
        if (ended && !asked.isBlank() && text.strip().equals(asked.strip())) {
            return ECHO;
        } else if (ended && isUpperCaseOf(asked, text)) {
            return CASE;
        } else if (ended && terminated && LOGIN_REPLY.matcher(text).matches()) {
            return LOGIN;
        } else if ((ended || terminated) && CTIME_REPLY.matcher(text).matches()) {
            return CTIME;
        } else if (complete
                && reply.length == 4
                && !ASCII_TEXT.matcher(latin1(reply)).matches()) {
            return RFC868;
        } else if (complete && !terminated && DAYTIME_REPLY.matcher(text).matches()) {
            return DAYTIME;
        } else if (text.startsWith("HTTP/") || text.regionMatches(true, 0, "<!doctype html", 0, 14)) {
            return HTTP;
        } else if (text.startsWith("SSH-")) {
            return SSH;
        }
        return isFrame(reply) ? FRAMES : UNKNOWN;
    }

    /** Tells whether the first 128 bytes look like a message of the course: printable text, and a NUL behind it. */
    public static boolean isFrame(byte[] data) {
        byte[] first = Arrays.copyOf(data, Math.min(data.length, FRAME_LENGTH));
        String text = text(first);
        return first.length == FRAME_LENGTH
                && text.length() < first.length
                && TEXT.matcher(text).matches();
    }

    private static boolean isUpperCaseOf(String request, String reply) {
        return request.matches("(?s)1 .*[a-z].*")
                && reply.strip().equals(request.substring(2).strip().toUpperCase(Locale.ROOT));
    }

    /** The text before the first NUL, one character for each byte. */
    private static String text(byte[] bytes) {
        String all = latin1(bytes);
        int nul = all.indexOf('\0');
        return nul < 0 ? all : all.substring(0, nul);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
