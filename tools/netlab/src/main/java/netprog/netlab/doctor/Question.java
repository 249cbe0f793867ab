package netprog.netlab.doctor;

import java.time.Duration;
import java.util.Locale;
import netprog.wire.Wire;

/**
 * What cannot be reached.
 *
 * @param host a name or an address, as the user wrote it
 * @param port 1 to 65535
 * @param protocol over which protocol
 * @param limit how long an answer may take
 * @param patient whether the whole limit is waited, also where what was seen is enough
 */
record Question(String host, int port, Protocol protocol, Duration limit, boolean patient) {
    /**
     * What is sent: a request of the case service, which echo and time servers answer too; it changes nothing at the server.
     * The line end is not part of the text, and makes servers that read lines answer.
     */
    static final byte[] PROBE = Wire.frame("1 netprog\r\n");

    /** The two protocols of the course. */
    enum Protocol {
        TCP,
        UDP;

        /** The one that was not asked for. */
        Protocol other() {
            return this == TCP ? UDP : TCP;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
