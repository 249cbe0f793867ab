package netprog.netlab.capture;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import netprog.netlab.common.ServiceKind;
import netprog.util.Ports;

/** Recognises the service of a whole conversation. */
final class CapturedService {
    private CapturedService() {}

    /** The service that explains what both sides sent; {@link ServiceKind#FRAMES} for the case service and the login. */
    static ServiceKind of(Conversation conversation) {
        boolean tcp = conversation.transport == Packet.Transport.TCP;
        byte[] request = tcp ? stream(conversation, true) : firstDatagram(conversation, true);
        byte[] reply = tcp ? stream(conversation, false) : firstDatagram(conversation, false);
        if (ServiceKind.isFrame(request) || ServiceKind.isFrame(reply)) {
            return ServiceKind.FRAMES;
        } else if (reply.length == 0) {
            return ServiceKind.UNKNOWN;
        } else if (Arrays.equals(reply, Arrays.copyOf(request, Math.min(reply.length, request.length)))) {
            return ServiceKind.ECHO; // perhaps only the beginning of it
        }
        ServiceKind kind = ServiceKind.of(request, reply, true);
        int port = conversation.server.port();
        if (kind == ServiceKind.UNKNOWN && port == 37 && reply.length == 4) {
            kind = ServiceKind.RFC868;
        } else if (kind == ServiceKind.UNKNOWN && port == 13) {
            kind = ServiceKind.DAYTIME;
        }
        return switch (kind) {
            case CASE, LOGIN -> ServiceKind.FRAMES;
            // A time server over TCP reads nothing.
            case CTIME, DAYTIME, RFC868 -> tcp && request.length > 0 ? ServiceKind.UNKNOWN : kind;
            default -> kind;
        };
    }

    /** Whether a server, and not a client, has such a port. */
    static boolean isServerPort(int port) {
        return port == Ports.DEFAULT || port > 0 && port < 1024;
    }

    /** What one side of a TCP conversation sent, in order, up to the first gap in what is kept. */
    private static byte[] stream(Conversation conversation, boolean client) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        long next = 1; // of the relative numbers: the SYN has 0
        for (Packet packet : conversation.head) {
            boolean its = packet.icmp() == null && conversation.fromClient(packet) == client;
            if (its && packet.seq() == next) {
                sent.writeBytes(packet.data());
                next += packet.data().length;
            }
        }
        return sent.toByteArray();
    }

    private static byte[] firstDatagram(Conversation conversation, boolean client) {
        return conversation.head.stream()
                .filter(packet -> packet.icmp() == null && conversation.fromClient(packet) == client)
                .map(Packet::data)
                .findFirst()
                .orElse(new byte[0]);
    }
}
