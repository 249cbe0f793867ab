package netprog.netlab.capture;

import static netprog.netlab.capture.CaptureException.MESSAGES;

import java.math.RoundingMode;
import java.util.List;
import netprog.netlab.common.Json;
import netprog.netlab.common.Table;
import netprog.util.Bytes;
import netprog.wire.Ladder;

/** Shows a capture as text: the list of its conversations if there are several, and their ladders. */
final class TextLadder {
    private static final int MAX_LISTED = 50;

    private TextLadder() {}

    /** Draws; each line has its line end. */
    static String draw(String file, CaptureFile capture, List<DrawnConversation> drawn) {
        StringBuilder text = new StringBuilder();
        text.append(summary(file, capture)).append("\n\n");
        if (capture.conversations().size() > 1) {
            text.append(list(capture)).append('\n');
        }
        for (DrawnConversation each : drawn) {
            text.append(each.title()).append("\n\n");
            text.append(Ladder.drawRows(each.left(), each.right(), each.rows())).append('\n');
            for (String remark : each.remarks()) {
                text.append("  ").append(remark).append('\n');
            }
            Packet first = each.packets().get(0).packet();
            String filter = Json.name(first.transport()) + ".stream == " + first.stream();
            text.append("  ").append(MESSAGES.get("scene.wireshark", filter)).append("\n\n");
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static String summary(String file, CaptureFile capture) {
        int count = capture.conversations().size();
        String summary = MESSAGES.get(
                count == 1 ? "ladder.summary-one" : "ladder.summary", Bytes.escape(file), capture.packets(), count);
        String others = capture.others();
        int fragments = capture.fragments();
        return summary
                + (others.isEmpty() ? "" : " " + MESSAGES.get("ladder.others", others))
                + (fragments == 0 ? "" : " " + MESSAGES.get("ladder.fragments", fragments));
    }

    /** The conversations, a line each. */
    private static String list(CaptureFile capture) {
        List<Conversation> all = capture.conversations();
        Table table = new Table().row((Object[]) MESSAGES.get("ladder.columns").split("\\|"));
        for (Conversation each : all.subList(0, Math.min(MAX_LISTED, all.size()))) {
            table.row(
                    each.number,
                    each.begin().subtract(all.get(0).begin()).setScale(3, RoundingMode.HALF_UP),
                    each.transport,
                    each.client,
                    each.server,
                    each.packets,
                    MESSAGES.get("service." + CapturedService.of(each)),
                    MESSAGES.get("end." + each.state()));
        }
        StringBuilder text = new StringBuilder();
        table.lines().forEach(line -> text.append("  ").append(line).append('\n'));
        if (all.size() > MAX_LISTED) {
            text.append("  " + MESSAGES.get("ladder.more", all.size() - MAX_LISTED) + "\n");
        }
        if (capture.uncounted() > 0) {
            text.append("  " + MESSAGES.get("ladder.uncounted", capture.uncounted(), all.size()) + "\n");
        }
        return text.toString();
    }
}
