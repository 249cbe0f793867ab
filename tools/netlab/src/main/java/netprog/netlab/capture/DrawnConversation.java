package netprog.netlab.capture;

import static netprog.netlab.capture.CaptureException.MESSAGES;

import java.util.ArrayList;
import java.util.List;
import netprog.netlab.common.ServiceKind;
import netprog.wire.Ladder.Row;

/**
 * A conversation as it is drawn: the model that the text, the picture and the JSON document show.
 *
 * @param steps its packets and remarks, from top to bottom
 */
record DrawnConversation(Conversation conversation, ServiceKind service, List<Step> steps) {
    /**
     * A row of the ladder.
     *
     * @param packet null for a remark between the arrows
     */
    record Step(Packet packet, Row row) {}

    static DrawnConversation of(Conversation conversation, MessageTexts texts) {
        ServiceKind service = CapturedService.of(conversation);
        return new DrawnConversation(conversation, service, LadderRows.of(conversation, service, texts));
    }

    List<Row> rows() {
        return steps.stream().map(Step::row).toList();
    }

    /** The steps with an arrow. */
    List<Step> packets() {
        return steps.stream().filter(step -> step.packet() != null).toList();
    }

    String title() {
        return MESSAGES.get(
                "scene.title",
                conversation.number,
                conversation.transport,
                conversation.client,
                conversation.server,
                MESSAGES.get("service." + service));
    }

    String left() {
        return MESSAGES.get("scene.client") + " " + conversation.client;
    }

    String right() {
        return MESSAGES.get("scene.server") + " " + conversation.server;
    }

    /** How it ended, and what is not drawn. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        remarks.add(MESSAGES.get("state." + conversation.state()));
        if (conversation.leftOut > 0) {
            remarks.add(MESSAGES.get("scene.left-out", conversation.leftOut, conversation.packets));
        }
        if (conversation.acknowledgements > 0) {
            remarks.add(MESSAGES.get("scene.acknowledgements", conversation.acknowledgements));
        }
        return remarks;
    }
}
