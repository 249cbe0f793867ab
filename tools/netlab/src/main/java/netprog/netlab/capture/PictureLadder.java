package netprog.netlab.capture;

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
 * Draws ladders as a picture, with PlantUML; this class alone knows it, so that it is loaded only when a picture is asked for.
 * What came from the network is written letter by letter, so that nothing in it can be a command of PlantUML, which may open
 * no file and no connection besides.
 */
final class PictureLadder {
    /** How many arrows one picture has at most. */
    static final int MOST_ARROWS = 200;

    private static final int COLUMNS_BELOW = 60; // of a line below an arrow
    private static final String TROUBLE = "#B00020";
    private static final String QUIET = "#606060";

    static {
        System.setProperty("java.awt.headless", "true");
        System.setProperty("PLANTUML_SECURITY_PROFILE", "SANDBOX");
        System.setProperty("PLANTUML_LIMIT_SIZE", "32767"); // pixels; two hundred arrows need less
    }

    private PictureLadder() {}

    /**
     * Draws.
     *
     * @param scenes the conversations, from top to bottom
     * @param format SVG or PNG
     * @return the file's bytes
     * @throws IOException if the picture cannot be made, such as without any font
     */
    static byte[] draw(List<DrawnConversation> scenes, LadderCommand.Format format) throws IOException {
        FileFormat kind = format == LadderCommand.Format.svg ? FileFormat.SVG : FileFormat.PNG;
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        try {
            new SourceStringReader(source(scenes)).outputImage(picture, 0, new FileFormatOption(kind, false));
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new IOException(e.toString(), e); // Java without its fonts
        }
        return picture.toByteArray();
    }

    /** Whether some font of this machine has Korean letters. */
    static boolean hasKoreanFont() {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 12).canDisplayUpTo("한글") < 0;
    }

    private static String source(List<DrawnConversation> scenes) {
        StringBuilder text = new StringBuilder("@startuml\nhide footbox\n");
        text.append("skinparam defaultFontName SansSerif\nskinparam noteTextAlignment left\n");
        boolean one = scenes.size() == 1;
        DrawnConversation first = scenes.get(0);
        participant(text, one ? first.left() : CaptureException.MESSAGES.get("scene.client"), "L");
        participant(text, one ? first.right() : CaptureException.MESSAGES.get("scene.server"), "R");
        for (DrawnConversation scene : scenes) {
            text.append(one ? "title " : "== ").append(plain(scene.title())).append(one ? "\n" : " ==\n");
            scene.rows().forEach(row -> row(text, row));
            text.append("note over L, R\n");
            scene.remarks().forEach(remark -> text.append(plain(remark)).append('\n'));
            text.append("end note\n");
        }
        return text.append("@enduml\n").toString();
    }

    private static void participant(StringBuilder text, String name, String alias) {
        text.append("participant \"")
                .append(plain(name))
                .append("\" as ")
                .append(alias)
                .append('\n');
    }

    private static void row(StringBuilder text, Row row) {
        if (row.direction() == Direction.NONE) {
            text.append("... ").append(plain(row.label())).append(" ...\n");
            return;
        }
        boolean toRight = row.direction() == Direction.TO_RIGHT;
        String color = row.trouble() ? TROUBLE : "#000000";
        text.append(toRight ? "L -[" : "R -[").append(color).append(toRight ? "]> R : " : "]> L : ");
        text.append("<color:")
                .append(QUIET)
                .append('>')
                .append(plain(row.time()))
                .append("</color>  ");
        text.append("<color:")
                .append(color)
                .append('>')
                .append(plain(row.label()))
                .append("</color>");
        for (String below : row.below()) {
            for (String line : Ladder.wrap(below, COLUMNS_BELOW)) {
                text.append("\\n<size:11><color:").append(QUIET).append('>');
                text.append(plain(line)).append("</color></size>");
            }
        }
        text.append('\n');
    }

    /** Everything but letters, digits and spaces as its number: PlantUML shows it, and does not obey it. */
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
