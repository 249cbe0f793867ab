package netprog.netlab.capture;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import netprog.netlab.common.ServiceKind;
import netprog.wire.Ladder.Direction;

/** A capture as one JSON document: every conversation, and every packet of those that are drawn. */
final class LadderJson {
    private static final List<String> FLAGS = List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR");

    private LadderJson() {}

    record Document(
            String file,
            int packets,
            boolean cutShort,
            Map<String, Integer> others,
            int packetsOfFurtherConversations,
            List<ConversationJson> conversations) {}

    /** A conversation; {@code steps} is missing if it is not drawn. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ConversationJson(
            int number,
            Packet.Transport protocol,
            Endpoint client,
            Endpoint server,
            ServiceKind service,
            Conversation.State state,
            BigDecimal begin,
            BigDecimal end,
            int packets,
            long clientBytes,
            long serverBytes,
            int acknowledgementsNotDrawn,
            int leftOut,
            List<PacketJson> steps) {}

    /** A packet; {@code flags} to {@code notes} only of TCP, {@code error} and {@code reportedBy} only of an ICMP error. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PacketJson(
            int packet,
            String seconds,
            String from,
            String kind,
            IcmpKind error,
            String reportedBy,
            List<String> flags,
            Long seq,
            Long ack,
            Set<Packet.Note> notes,
            int bytes,
            String label,
            List<String> below) {}

    static Document of(String file, CaptureFile capture, List<DrawnConversation> drawn) {
        List<ConversationJson> conversations = capture.conversations().stream()
                .map(each -> conversation(
                        each,
                        drawn.stream()
                                .filter(one -> one.conversation() == each)
                                .map(one -> one.packets().stream()
                                        .map(LadderJson::packet)
                                        .toList())
                                .findFirst()
                                .orElse(null)))
                .toList();
        return new Document(
                file,
                capture.packets(),
                capture.trouble() != null,
                capture.otherProtocols(),
                capture.uncounted(),
                conversations);
    }

    private static ConversationJson conversation(Conversation each, List<PacketJson> steps) {
        return new ConversationJson(
                each.number(),
                each.transport(),
                each.client(),
                each.server(),
                CapturedService.of(each),
                each.state(),
                each.begin(),
                each.end(),
                each.packets(),
                each.clientBytes(),
                each.serverBytes(),
                each.acknowledgements(),
                each.leftOut(),
                steps);
    }

    private static PacketJson packet(DrawnConversation.Step step) {
        Packet packet = step.packet();
        boolean error = packet.icmp() != null;
        boolean segment = !error && packet.transport() == Packet.Transport.TCP;
        return new PacketJson(
                packet.number(),
                step.row().time(),
                step.row().direction() == Direction.TO_RIGHT ? "client" : "server",
                error ? "icmp" : segment ? "tcp" : "udp",
                error ? IcmpKind.of(packet.icmp()) : null,
                error ? packet.icmp().sender() : null,
                segment ? flags(packet) : null,
                segment ? packet.seq() : null,
                segment ? packet.ack() : null,
                segment ? packet.notes() : null,
                error ? 0 : packet.length(),
                step.row().label(),
                step.row().below());
    }

    private static List<String> flags(Packet packet) {
        return IntStream.range(0, FLAGS.size())
                .filter(i -> packet.has(1 << i))
                .mapToObj(FLAGS::get)
                .toList();
    }
}
