package netprog.netlab.capture;

import java.math.BigDecimal;
import java.util.Set;
import netprog.netlab.common.IcmpError;

/**
 * One packet as tshark dissects it. An ICMP error has the ends of the packet that it is about.
 *
 * @param number its number in the file, from 1
 * @param time seconds since 1970
 * @param transport TCP or UDP; for an ICMP error that of the packet that it is about
 * @param stream tshark's number of the conversation among those of this transport
 * @param flags TCP: the flags of RFC 9293, section 3.1
 * @param seq TCP: the number of the first byte, 0 for the SYN of the conversation
 * @param ack TCP: the number of the byte that is expected next
 * @param length how many bytes of data it carries
 * @param data these bytes, at most the first {@link Tshark#MAX_DATA}
 * @param notes what tshark noticed
 * @param icmp the error that it reports; null if it is no ICMP error
 * @param fragments in how many IP fragments it was sent; 0 for one piece
 */
record Packet(
        int number,
        BigDecimal time,
        Transport transport,
        int stream,
        Endpoint from,
        Endpoint to,
        int flags,
        long seq,
        long ack,
        int length,
        byte[] data,
        Set<Note> notes,
        IcmpError icmp,
        int fragments) {

    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    enum Transport {
        TCP,
        UDP
    }

    /** What tshark noticed about a TCP segment from the packets before it, and the field in which it says so. */
    enum Note {
        RETRANSMISSION("tcp.analysis.retransmission"),
        OUT_OF_ORDER("tcp.analysis.out_of_order"),
        DUPLICATE_ACK("tcp.analysis.duplicate_ack"),
        MISSING_BEFORE("tcp.analysis.lost_segment"),
        KEEP_ALIVE("tcp.analysis.keep_alive"),
        WINDOW_FULL("tcp.analysis.window_full"),
        ZERO_WINDOW("tcp.analysis.zero_window");

        final String field;

        Note(String field) {
            this.field = field;
        }
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Whether it does nothing but acknowledge. */
    boolean onlyAcknowledges() {
        return transport == Transport.TCP && icmp == null && length == 0 && flags == ACK && notes.isEmpty();
    }
}
