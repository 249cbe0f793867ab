package netprog.netlab.capture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import netprog.netlab.common.IcmpError;
import netprog.wire.Ladder.Direction;

/** A capture as one JSON document: every conversation, and every packet of those that are drawn. */
final class LadderJson {
    private static final List<String> FLAGS = List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR");

    private LadderJson() {}

    static Map<String, Object> of(String file, CaptureFile capture, List<DrawnConversation> drawn) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", file);
        document.put("packets", capture.packets());
        document.put("cutShort", capture.trouble() != null);
        document.put("others", capture.otherProtocols());
        document.put("packetsOfFurtherConversations", capture.uncounted());
        document.put(
                "conversations",
                capture.conversations().stream()
                        .map(each -> conversation(each, drawn))
                        .toList());
        return document;
    }

    /** A conversation; {@code steps} is missing if it is not drawn. */
    private static Map<String, Object> conversation(Conversation each, List<DrawnConversation> drawn) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", each.number);
        json.put("protocol", each.transport);
        json.put("client", each.client);
        json.put("server", each.server);
        json.put("service", CapturedService.of(each));
        json.put("state", each.state());
        json.put("begin", each.begin());
        json.put("end", each.end);
        json.put("packets", each.packets);
        json.put("clientBytes", each.clientBytes);
        json.put("serverBytes", each.serverBytes);
        json.put("acknowledgementsNotDrawn", each.acknowledgements);
        json.put("leftOut", each.leftOut);
        for (DrawnConversation one : drawn) {
            if (one.conversation() == each) {
                json.put("steps", one.packets().stream().map(LadderJson::packet).toList());
            }
        }
        return json;
    }

    /** A packet; {@code flags} to {@code notes} only of TCP, {@code error} and {@code reportedBy} only of an ICMP error. */
    private static Map<String, Object> packet(DrawnConversation.Step step) {
        Packet packet = step.packet();
        IcmpError error = packet.icmp();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("packet", packet.number());
        json.put("seconds", step.row().time());
        json.put("from", step.row().direction() == Direction.TO_RIGHT ? "client" : "server");
        json.put("kind", error == null ? packet.transport() : "icmp");
        if (error != null) {
            json.put("error", error.kind());
            json.put("reportedBy", error.sender());
        } else if (packet.transport() == Packet.Transport.TCP) {
            json.put("flags", flags(packet));
            json.put("seq", packet.seq());
            json.put("ack", packet.ack());
            json.put("notes", packet.notes());
        }
        json.put("bytes", error == null ? packet.length() : 0);
        json.put("label", step.row().label());
        json.put("below", step.row().below());
        return json;
    }

    private static List<String> flags(Packet packet) {
        return IntStream.range(0, FLAGS.size())
                .filter(i -> packet.has(1 << i))
                .mapToObj(FLAGS::get)
                .toList();
    }
}
