package netprog.netlab.capture;

import static netprog.netlab.capture.Packet.ACK;
import static netprog.netlab.capture.Packet.FIN;
import static netprog.netlab.capture.Packet.RST;
import static netprog.netlab.capture.Packet.SYN;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import netprog.netlab.common.IcmpError;

/**
 * What two ends sent to each other over TCP or UDP: everything is counted, and the first and the last packets are kept, so that
 * a capture of any length fits into memory.
 */
final class Conversation {
    /** Its state when the recording ended. */
    enum State {
        /** TCP: both sides have sent FIN. */
        CLOSED,
        /** TCP: one side has sent FIN, the other has not. */
        HALF_CLOSED,
        /** TCP: one side has sent RST. */
        RESET,
        /** TCP: the SYN was answered by RST. */
        REFUSED,
        /** TCP: the SYN was not answered. */
        NO_CONNECTION,
        /** TCP: the client went on after its SYN, so it was answered; only its packets were recorded. */
        ONE_DIRECTION,
        /** TCP: the last segment of one side was sent again and again, without an answer. */
        SILENT,
        /** TCP: no end was recorded. */
        OPEN,
        /** UDP: both sides have sent. */
        ANSWERED,
        /** UDP: only one side has sent. */
        UNANSWERED,
        /** The last packet was an ICMP error. */
        ICMP
    }

    private static final int UNANSWERED_RETRANSMISSIONS = 2;

    final int number;
    final Packet.Transport transport;
    private final Bounds bounds;
    /** The packets of its beginning; only acknowledgements may be missing between them. */
    final List<Packet> head = new ArrayList<>();

    private final Deque<Packet> tail = new ArrayDeque<>();
    final Endpoint client;
    final Endpoint server;
    /** The time of its last packet, in seconds since 1970. */
    BigDecimal end;
    /** All packets, also those that are not kept. */
    int packets;
    /** How many between the first and the last ones are not kept. */
    int leftOut;
    /** How many packets are not drawn because they only acknowledge. */
    int acknowledgements;
    /** How many bytes of data each side has sent, without retransmissions. */
    long clientBytes;

    long serverBytes;
    private IcmpError error;
    private boolean synAck;
    private boolean clientWentOn;
    private boolean refused;
    private boolean reset;
    private boolean clientSent;
    private boolean serverSent;
    private boolean clientEnded;
    private boolean serverEnded;
    private int handshake; // 1 after the SYN, 2 after the SYN+ACK, 3 after the ACK
    private int unanswered;

    /**
     * What is kept of each conversation.
     *
     * @param first how many packets from its beginning
     * @param last how many packets from its end
     * @param acknowledgements whether packets count that only acknowledge
     */
    record Bounds(int first, int last, boolean acknowledgements) {}

    /**
     * Begins with a packet, which is not yet added.
     *
     * @param number from 1, in the order of the file
     * @param packet its first packet: its sender is the client, unless the flags or the ports tell otherwise
     */
    Conversation(int number, Packet packet, Bounds bounds) {
        this.number = number;
        this.transport = packet.transport();
        this.bounds = bounds;
        boolean fromServer = packet.has(SYN)
                ? packet.has(ACK)
                : CapturedService.isServerPort(packet.from().port())
                        && !CapturedService.isServerPort(packet.to().port());
        client = fromServer ? packet.to() : packet.from();
        server = fromServer ? packet.from() : packet.to();
    }

    void add(Packet packet) {
        packets++;
        end = packet.time();
        boolean drawn = !packet.onlyAcknowledges() || handshake == 2;
        count(packet);
        if (!drawn && !bounds.acknowledgements()) {
            acknowledgements++;
        } else if (head.size() < bounds.first()) {
            head.add(packet);
        } else {
            tail.add(packet);
            if (tail.size() > bounds.last()) {
                tail.remove();
                leftOut++;
            }
        }
    }

    private void count(Packet packet) {
        if (packet.icmp() != null) {
            error = packet.icmp().isFatal() ? packet.icmp() : error;
            return;
        }
        boolean fromClient = fromClient(packet);
        boolean again = packet.notes().contains(Packet.Note.RETRANSMISSION);
        if (!again) {
            clientBytes += fromClient ? packet.length() : 0;
            serverBytes += fromClient ? 0 : packet.length();
        }
        clientSent |= fromClient;
        serverSent |= !fromClient;
        error = null;
        unanswered = again ? unanswered + 1 : 0;
        refused |= packet.has(RST) && handshake == 1 && !fromClient;
        reset |= packet.has(RST);
        synAck |= packet.has(SYN) && packet.has(ACK);
        clientWentOn |= fromClient && !packet.has(SYN) && packet.has(ACK);
        if (packet.has(SYN)) {
            handshake = packet.has(ACK) ? 2 : 1;
        } else if (handshake == 2 && fromClient) {
            handshake = 3;
        }
        clientEnded |= packet.has(FIN) && fromClient;
        serverEnded |= packet.has(FIN) && !fromClient;
    }

    State state() {
        if (error != null) {
            return State.ICMP;
        } else if (transport == Packet.Transport.UDP) {
            return clientSent && serverSent ? State.ANSWERED : State.UNANSWERED;
        } else if (refused) {
            return State.REFUSED;
        } else if (reset) {
            return State.RESET;
        } else if (handshake == 1 && !synAck) {
            return clientWentOn ? State.ONE_DIRECTION : State.NO_CONNECTION;
        } else if (clientEnded && serverEnded) {
            return State.CLOSED;
        } else if (unanswered >= UNANSWERED_RETRANSMISSIONS) {
            return State.SILENT;
        }
        return clientEnded || serverEnded ? State.HALF_CLOSED : State.OPEN;
    }

    boolean fromClient(Packet packet) {
        return packet.from().equals(client);
    }

    /** The packets of its end, behind the gap. */
    List<Packet> tail() {
        return List.copyOf(tail);
    }

    /** The time of its first packet, in seconds since 1970. */
    BigDecimal begin() {
        return head.isEmpty() ? end : head.get(0).time();
    }
}
