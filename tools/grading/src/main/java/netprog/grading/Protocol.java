package netprog.grading;

/** The transport that a server under test is given a socket for. */
public enum Protocol {
    /** A {@link java.net.ServerSocket}. */
    TCP,
    /** A {@link java.net.DatagramSocket}. */
    UDP
}
