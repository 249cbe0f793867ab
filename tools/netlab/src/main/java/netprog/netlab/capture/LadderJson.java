package netprog.netlab.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import netprog.wire.Ladder.Direction;
import netprog.wire.Ladder.Row;

/** A capture as one JSON document: every conversation, and of those that are drawn every packet. */
final class LadderJson {
    private static final List<String> FLAGS = List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR");

    private LadderJson() {}

    static String document(String name, CaptureFile capture, List<DrawnConversation> scenes)
            throws JsonProcessingException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", name);
        document.put("packets", capture.packets());
        document.put("cutShort", capture.trouble() != null);
        document.put("others", capture.otherProtocols());
        document.put("packetsOfFurtherConversations", capture.uncounted());
        List<Map<String, Object>> conversations = new ArrayList<>();
        for (Conversation each : capture.conversations()) {
            Map<String, Object> conversation = summary(each);
            scenes.stream()
                    .filter(scene -> scene.conversation() == each)
                    .forEach(scene -> conversation.put("steps", steps(scene)));
            conversations.add(conversation);
        }
        document.put("conversations", conversations);
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document);
    }

    private static Map<String, Object> summary(Conversation each) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("number", each.number());
        summary.put("protocol", small(each.transport()));
        summary.put("client", each.client().toString());
        summary.put("server", each.server().toString());
        summary.put("service", small(CapturedService.of(each)));
        summary.put("state", small(each.state()));
        summary.put("begin", each.begin());
        summary.put("end", each.end());
        summary.put("packets", each.packets());
        summary.put("clientBytes", each.clientBytes());
        summary.put("serverBytes", each.serverBytes());
        summary.put("acknowledgementsNotDrawn", each.acknowledgements());
        summary.put("leftOut", each.leftOut());
        return summary;
    }

    private static List<Map<String, Object>> steps(DrawnConversation scene) {
        List<Row> rows = scene.rows().stream()
                .filter(row -> row.direction() != Direction.NONE)
                .toList();
        List<Packet> packets = scene.conversation().drawn();
        List<Map<String, Object>> steps = new ArrayList<>();
        for (int i = 0; i < packets.size(); i++) {
            steps.add(step(packets.get(i), rows.get(i)));
        }
        return steps;
    }

    private static Map<String, Object> step(Packet packet, Row row) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("packet", packet.number());
        step.put("seconds", row.time());
        step.put("from", row.direction() == Direction.TO_RIGHT ? "client" : "server");
        step.put("kind", packet.icmp() != null ? "icmp" : small(packet.transport()));
        if (packet.icmp() != null) {
            step.put("error", small(IcmpKind.of(packet.icmp())));
            step.put("reportedBy", packet.icmp().sender());
        } else if (packet.transport() == Packet.Transport.TCP) {
            step.put("flags", flags(packet));
            step.put("seq", packet.seq());
            step.put("ack", packet.ack());
            step.put("notes", packet.notes().stream().map(LadderJson::small).toList());
        }
        step.put("bytes", packet.icmp() != null ? 0 : packet.length());
        step.put("label", row.label());
        step.put("below", row.below());
        return step;
    }

    private static List<String> flags(Packet packet) {
        List<String> flags = new ArrayList<>();
        for (int i = 0; i < FLAGS.size(); i++) {
            if (packet.has(1 << i)) {
                flags.add(FLAGS.get(i));
            }
        }
        return flags;
    }

    private static String small(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
