package netprog.netlab.capture;

import static netprog.netlab.capture.CaptureException.MESSAGES;

import java.util.ArrayList;
import java.util.List;
import netprog.wire.Ladder.Direction;
import netprog.wire.Ladder.Row;

/**
 * A conversation as it is drawn: the model that the text, the picture and the JSON document show.
 *
 * @param conversation what was said
 * @param service what it was about
 * @param rows the rows of the ladder
 */
record DrawnConversation(Conversation conversation, CapturedService service, List<Row> rows) {
    static DrawnConversation of(Conversation conversation, MessageTexts words) {
        CapturedService service = CapturedService.of(conversation);
        return new DrawnConversation(conversation, service, LadderRows.rows(conversation, service, words));
    }

    /** How many arrows it has. */
    int arrows() {
        return (int)
                rows.stream().filter(row -> row.direction() != Direction.NONE).count();
    }

    String title() {
        return MESSAGES.get(
                "scene.title",
                conversation.number(),
                conversation.transport(),
                conversation.client(),
                conversation.server(),
                MESSAGES.get("service." + service));
    }

    String left() {
        return MESSAGES.get("scene.client") + " " + conversation.client();
    }

    String right() {
        return MESSAGES.get("scene.server") + " " + conversation.server();
    }

    /** How it ended, and what is not drawn. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        remarks.add(MESSAGES.get("state." + conversation.state()));
        if (conversation.leftOut() > 0) {
            remarks.add(MESSAGES.get("scene.left-out", conversation.leftOut(), conversation.packets()));
        }
        if (conversation.acknowledgements() > 0) {
            remarks.add(MESSAGES.get("scene.acknowledgements", conversation.acknowledgements()));
        }
        return remarks;
    }
}
