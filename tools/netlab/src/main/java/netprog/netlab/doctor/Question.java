package netprog.netlab.doctor;

import java.time.Duration;
import java.util.Locale;

/**
 * What cannot be reached.
 *
 * @param host a name or an address, as the user wrote it
 * @param port 1 to 65535
 * @param protocol over which protocol
 * @param limit how long an answer may take
 */
record Question(String host, int port, Protocol protocol, Duration limit) {

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
