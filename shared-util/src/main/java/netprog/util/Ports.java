package netprog.util;

/** Port numbers: 16 bits, 0 to 65535 (RFC 768 and RFC 9293, section 3.1). Port 0 asks the system to choose a free one. */
public final class Ports {
    /** The port of the course's programs by default. */
    public static final int DEFAULT = 30000;

    private static final Messages MESSAGES = new Messages("netprog.util.messages");

    private Ports() {}

    /**
     * Parses a port number.
     *
     * @param text decimal digits, such as {@code 30000}
     * @param min the lowest valid port: 0 for a server (the system chooses), 1 for a client
     * @return the port, from {@code min} to 65535
     * @throws IllegalArgumentException if the text is not such a number; the message names the value and the reason
     */
    public static int parse(String text, int min) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        // Six digits are too many for a port, and few enough for an int.
        int port = digits && text.length() <= 6 ? Integer.parseInt(text) : -1;
        if (port < min || port > 65535) {
            throw new IllegalArgumentException(MESSAGES.get("port", text, min));
        }
        return port;
    }

    /**
     * Tells whether a datagram from this port was probably sent by a server that answers every datagram: echo (7), daytime
     * (13), chargen (19) or time (37). A reply to it would be answered, and so on for ever.
     *
     * @return true if it must not be answered
     */
    public static boolean answersEverything(int sourcePort) {
        return sourcePort == 7 || sourcePort == 13 || sourcePort == 19 || sourcePort == 37;
    }
}
