package netprog.netlab.capture;

import static netprog.netlab.capture.CaptureException.MESSAGES;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import netprog.util.Bytes;
import netprog.wire.Ladder;

/** Shows a capture as text: the list of its conversations where there are several, and their ladders. */
final class TextLadder {
    private static final int MOST_LISTED = 50;

    private TextLadder() {}

    /**
     * Draws.
     *
     * @param name the file's
     * @param capture what it holds
     * @param scenes the conversations that are drawn
     * @return several lines, each with its line end
     */
    static String draw(String name, CaptureFile capture, List<DrawnConversation> scenes) {
        StringBuilder text = new StringBuilder();
        text.append(summary(name, capture)).append("\n\n");
        if (capture.conversations().size() > 1) {
            text.append(list(capture)).append('\n');
        }
        for (DrawnConversation scene : scenes) {
            text.append(scene.title()).append("\n\n");
            text.append(Ladder.drawRows(scene.left(), scene.right(), scene.rows()))
                    .append('\n');
            for (String remark : scene.remarks()) {
                text.append("  ").append(remark).append('\n');
            }
            text.append("  ").append(inWireshark(scene.conversation())).append("\n\n");
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static String summary(String name, CaptureFile capture) {
        int count = capture.conversations().size();
        String summary = MESSAGES.get(
                count == 1 ? "ladder.summary-one" : "ladder.summary", Bytes.escape(name), capture.packets(), count);
        String others = capture.others();
        return others.isEmpty() ? summary : summary + " " + MESSAGES.get("ladder.others", others);
    }

    /** The conversations, a line each. */
    static String list(CaptureFile capture) {
        List<String[]> rows = new ArrayList<>();
        rows.add(MESSAGES.get("ladder.columns").split("\\|"));
        List<Conversation> all = capture.conversations();
        for (Conversation each : all.subList(0, Math.min(MOST_LISTED, all.size()))) {
            rows.add(new String[] {
                "" + each.number(),
                each.begin()
                        .subtract(all.get(0).begin())
                        .setScale(3, RoundingMode.HALF_UP)
                        .toPlainString(),
                each.transport().name(),
                each.client().toString(),
                each.server().toString(),
                "" + each.packets(),
                MESSAGES.get("service." + CapturedService.of(each)),
                MESSAGES.get("end." + each.state())
            });
        }
        StringBuilder text = new StringBuilder(table(rows));
        if (all.size() > MOST_LISTED) {
            text.append("  ").append(MESSAGES.get("ladder.more", all.size() - MOST_LISTED));
            text.append('\n');
        }
        if (capture.uncounted() > 0) {
            text.append("  ").append(MESSAGES.get("ladder.uncounted", capture.uncounted(), all.size()));
            text.append('\n');
        }
        return text.toString();
    }

    private static String table(List<String[]> rows) {
        int columns = rows.get(0).length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], Ladder.columns(row[i]));
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append("  ").append(row[i]).append(" ".repeat(widths[i] - Ladder.columns(row[i])));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String inWireshark(Conversation conversation) {
        String layer = conversation.transport() == Packet.Transport.TCP ? "tcp" : "udp";
        return MESSAGES.get("scene.wireshark", layer + ".stream == " + conversation.drawn().get(0).stream());
    }
}
