package netprog.netlab.capture;

import static netprog.netlab.capture.CaptureException.MESSAGES;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import netprog.util.Bytes;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws the exchanges of a capture file as ladders: as text, as a picture, or as a JSON document. */
@Command(name = "ladder")
public final class LadderCommand implements Callable<Integer> {
    /** What comes out; the names are those of the command line. */
    enum Format {
        text,
        svg,
        png
    }

    private static final Conversation.Bounds SOME = new Conversation.Bounds(40, 10, false);
    private static final Conversation.Bounds ALL = new Conversation.Bounds(2000, 100, true);
    private static final Conversation.Bounds PICTURE =
            new Conversation.Bounds(PictureLadder.MOST_ARROWS - 20, 20, true);
    private static final int SOME_ARROWS = 150;
    private static final int ALL_ARROWS = 10_000;

    @Parameters(arity = "1", paramLabel = "FILE", descriptionKey = "file")
    private Path file;

    @Option(names = "--format", paramLabel = "text|svg|png", descriptionKey = "format")
    private Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            descriptionKey = "output")
    private Path output;

    @Option(
            names = {"-c", "--conversation"},
            paramLabel = "N",
            descriptionKey = "conversation")
    private Integer conversation;

    @Option(names = "--all", descriptionKey = "all")
    private boolean all;

    @Option(names = "--charset", paramLabel = "NAME", descriptionKey = "charset")
    private String charset = "UTF-8";

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Draws; exit status 0, 1 where the file cannot be drawn, or only its beginning, 2 for a wrong command line. */
    @Override
    public Integer call() {
        PrintWriter errors = spec.commandLine().getErr();
        try {
            Format wanted = format();
            MessageTexts words = new MessageTexts(charset());
            boolean picture = wanted != Format.text && !json;
            CaptureFile capture = CaptureFile.read(file, all ? picture ? PICTURE : ALL : SOME);
            List<DrawnConversation> scenes = choose(capture, words, picture);
            if (json) {
                write(LadderJson.document(file.toString(), capture, scenes) + "\n");
            } else if (picture) {
                draw(capture, scenes, wanted);
            } else {
                String more = notDrawn(capture, scenes);
                write(TextLadder.draw(file.toString(), capture, scenes) + (more.isEmpty() ? "" : "\n" + more + "\n"));
            }
            if (capture.trouble() != null) {
                errors.println(Bytes.escape(capture.trouble()));
            }
            return capture.trouble() == null ? 0 : 1;
        } catch (CaptureException e) {
            errors.println(Bytes.escape(e.getMessage()));
            return e.status();
        } catch (IOException e) {
            errors.println(Bytes.escape(MESSAGES.get("ladder.output", output, Dumpcap.reason(e))));
            return 1;
        }
    }

    /** The format that was asked for; else the one that the name of the output ends with. */
    private Format format() throws CaptureException {
        String name = output == null ? "" : output.toString().toLowerCase(Locale.ROOT);
        Format wanted = format != null
                ? format
                : name.endsWith(".svg") ? Format.svg : name.endsWith(".png") ? Format.png : Format.text;
        if (wanted == Format.png && output == null && !json) {
            throw new CaptureException(2, "ladder.png-where");
        }
        return wanted;
    }

    private Charset charset() throws CaptureException {
        try {
            return Charset.forName(charset);
        } catch (IllegalArgumentException e) {
            throw new CaptureException(2, "ladder.charset", charset);
        }
    }

    /** The conversation that was asked for; else as many as fit, from the first one on. */
    private List<DrawnConversation> choose(CaptureFile capture, MessageTexts words, boolean picture)
            throws CaptureException {
        List<Conversation> found = capture.conversations();
        if (conversation != null) {
            if (conversation < 1 || conversation > found.size()) {
                throw new CaptureException(2, "ladder.conversation", conversation, file, found.size());
            }
            return List.of(DrawnConversation.of(found.get(conversation - 1), words));
        }
        int most = picture ? PictureLadder.MOST_ARROWS : all ? ALL_ARROWS : SOME_ARROWS;
        List<DrawnConversation> scenes = new ArrayList<>();
        int arrows = 0;
        for (Conversation each : found) {
            DrawnConversation scene = DrawnConversation.of(each, words);
            arrows += scene.arrows();
            if (!scenes.isEmpty() && arrows > most) {
                break;
            }
            scenes.add(scene);
        }
        return scenes;
    }

    /** The sentence about the conversations for which there was no place; empty where there are none. */
    private String notDrawn(CaptureFile capture, List<DrawnConversation> scenes) {
        int left = capture.conversations().size() - scenes.size();
        return conversation != null || left == 0
                ? ""
                : MESSAGES.get("ladder.not-drawn", left, scenes.size() + 1, Bytes.escape(file.toString()));
    }

    private void draw(CaptureFile capture, List<DrawnConversation> scenes, Format wanted) throws IOException {
        PrintWriter errors = spec.commandLine().getErr();
        write(PictureLadder.draw(scenes, wanted));
        if (Locale.getDefault().getLanguage().equals("ko") && !PictureLadder.hasKoreanFont()) {
            errors.println(MESSAGES.get("ladder.font"));
        }
        if (output != null) {
            errors.println(Bytes.escape(MESSAGES.get("ladder.written", output)));
        }
        String more = notDrawn(capture, scenes);
        if (!more.isEmpty()) {
            errors.println(more);
        }
    }

    private void write(String text) throws IOException {
        if (output == null) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(text);
            out.flush();
        } else {
            write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void write(byte[] bytes) throws IOException {
        if (output != null) {
            Files.write(output, bytes);
            return;
        }
        OutputStream out = System.out;
        out.write(bytes);
        out.flush();
    }
}
