package netprog.netlab.capture;

import static netprog.netlab.capture.CaptureException.MESSAGES;

import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;
import netprog.wire.Ladder;
import netprog.wire.Ladder.Direction;
import netprog.wire.Ladder.Row;

/**
 * Draws ladders as a picture, with PlantUML, which is loaded only when this class is. Text from the network is escaped, so
 * that nothing in it can be a command of PlantUML, which may not open any file or connection either.
 */
final class PictureLadder {
    static final int MAX_ARROWS = 200;

    private static final int COLUMNS_BELOW = 60; // of a line below an arrow
    private static final String RED = "#B00020";
    private static final String GREY = "#606060";

    static {
        System.setProperty("java.awt.headless", "true");
        System.setProperty("PLANTUML_SECURITY_PROFILE", "SANDBOX");
        System.setProperty("PLANTUML_LIMIT_SIZE", "32767"); // pixels; two hundred arrows need less
    }

    private PictureLadder() {}

    /**
     * Draws conversations from top to bottom, and returns the bytes of the file.
     *
     * @throws IOException if the picture cannot be made, for example without any font
     */
    static byte[] draw(List<DrawnConversation> conversations, LadderCommand.Format format) throws IOException {
        FileFormat kind = format == LadderCommand.Format.SVG ? FileFormat.SVG : FileFormat.PNG;
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        try {
            new SourceStringReader(source(conversations)).outputImage(picture, 0, new FileFormatOption(kind, false));
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new IOException(e.toString(), e); // Java without its fonts
        }
        return picture.toByteArray();
    }

    /** Whether a font of this machine has Korean characters. */
    static boolean hasKoreanFont() {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 12).canDisplayUpTo("한글") < 0;
    }

    private static String source(List<DrawnConversation> all) {
        StringBuilder text = new StringBuilder("@startuml\nhide footbox\n");
        text.append("skinparam defaultFontName SansSerif\nskinparam noteTextAlignment left\n");
        boolean one = all.size() == 1;
        DrawnConversation first = all.get(0);
        participant(text, one ? first.left() : MESSAGES.get("scene.client"), "L");
        participant(text, one ? first.right() : MESSAGES.get("scene.server"), "R");
        for (DrawnConversation each : all) {
            text.append(one ? "title " : "== ").append(plain(each.title())).append(one ? "\n" : " ==\n");
            each.rows().forEach(row -> row(text, row));
            text.append("note over L, R\n");
            each.remarks().forEach(remark -> text.append(plain(remark)).append('\n'));
            text.append("end note\n");
        }
        return text.append("@enduml\n").toString();
    }

    private static void participant(StringBuilder text, String name, String alias) {
        text.append("participant \"" + plain(name) + "\" as " + alias + "\n");
    }

    private static void row(StringBuilder text, Row row) {
        if (row.direction() == Direction.NONE) {
            text.append("... ").append(plain(row.label())).append(" ...\n");
            return;
        }
        boolean toRight = row.direction() == Direction.TO_RIGHT;
        String color = row.trouble() ? RED : "#000000";
        text.append(toRight ? "L -[" : "R -[").append(color).append(toRight ? "]> R : " : "]> L : ");
        text.append(colored(GREY, row.time())).append("  ").append(colored(color, row.label()));
        for (String below : row.below()) {
            for (String line : Ladder.wrap(below, COLUMNS_BELOW)) {
                text.append("\\n<size:11>").append(colored(GREY, line)).append("</size>");
            }
        }
        text.append('\n');
    }

    private static String colored(String color, String text) {
        return "<color:" + color + ">" + plain(text) + "</color>";
    }

    /** Everything but letters, digits and spaces as its number, which PlantUML shows, and cannot take for a command. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || c == ' ') {
                plain.appendCodePoint(c);
            } else {
                plain.append(String.format("<U+%04X>", c));
            }
        });
        return plain.toString();
    }
}
