package netprog.netlab.capture;

/**
 * One end of a conversation.
 *
 * @param host an IPv4 or IPv6 address
 * @param port 0 where there is none (ICMP)
 */
record Endpoint(String host, int port) {
    /** Shows it, such as {@code 127.0.0.1:30000} or {@code [::1]:30000}. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
