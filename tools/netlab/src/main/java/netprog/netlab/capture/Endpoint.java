package netprog.netlab.capture;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One end of a conversation.
 *
 * @param host an IPv4 or IPv6 address
 * @param port 0 if there is none (ICMP)
 */
record Endpoint(String host, int port) {
    /** Such as {@code 127.0.0.1:30000} or {@code [::1]:30000}. */
    @Override
    @JsonValue
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
