package netprog.netlab.capture;

import static netprog.netlab.capture.CaptureException.MESSAGES;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import netprog.netlab.common.Json;
import netprog.util.Bytes;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Draws the exchanges of a capture file as ladders: as text, as a picture, or as a JSON document. */
@Command(name = "ladder")
public final class LadderCommand implements Callable<Integer> {
    enum Format {
        TEXT,
        SVG,
        PNG;

        /** The name on the command line. */
        @Override
        public String toString() {
            return Json.name(this);
        }
    }

    private static final Conversation.Bounds SOME = new Conversation.Bounds(40, 10, false);
    private static final Conversation.Bounds ALL = new Conversation.Bounds(2000, 100, true);
    private static final Conversation.Bounds PICTURE = new Conversation.Bounds(PictureLadder.MAX_ARROWS - 20, 20, true);
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

    @Option(names = "--charset", paramLabel = "NAME", converter = CharsetConverter.class, descriptionKey = "charset")
    private Charset charset = StandardCharsets.UTF_8;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    static final class CharsetConverter implements ITypeConverter<Charset> {
        @Override
        public Charset convert(String name) {
            try {
                return Charset.forName(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(MESSAGES.get("ladder.charset", name));
            }
        }
    }

    /** Draws; the exit status is 1 if the file cannot be read to its end, or the output cannot be written. */
    @Override
    public Integer call() {
        PrintWriter errors = spec.commandLine().getErr();
        if (output != null && output.toString().equals("-")) {
            output = null;
        }
        try {
            Format wanted = format();
            boolean picture = wanted != Format.TEXT && !json;
            CaptureFile capture = CaptureFile.read(file, all ? picture ? PICTURE : ALL : SOME);
            List<DrawnConversation> drawn = choose(capture, new MessageTexts(charset), picture);
            if (json) {
                writeJson(LadderJson.of(file.toString(), capture, drawn));
            } else if (picture) {
                draw(capture, drawn, wanted);
            } else {
                String more = notDrawn(capture, drawn);
                write(TextLadder.draw(file.toString(), capture, drawn) + (more.isEmpty() ? "" : "\n" + more + "\n"));
            }
            if (capture.trouble() != null) {
                errors.println(Bytes.escape(capture.trouble()));
            }
            return capture.trouble() == null ? 0 : 1;
        } catch (CaptureException e) {
            errors.println(Bytes.escape(e.getMessage()));
            return e.status();
        } catch (IOException e) {
            Object target = output == null ? MESSAGES.get("ladder.screen") : output;
            errors.println(Bytes.escape(MESSAGES.get("ladder.output", target, CaptureException.reason(e))));
            return 1;
        }
    }

    /** The format that was asked for; else that of the output's name. */
    private Format format() throws CaptureException {
        String name = output == null ? "" : output.toString().toLowerCase(Locale.ROOT);
        Format wanted = format != null
                ? format
                : name.endsWith(".svg") ? Format.SVG : name.endsWith(".png") ? Format.PNG : Format.TEXT;
        if (wanted == Format.PNG && output == null && !json) {
            throw new CaptureException(2, "ladder.png-where");
        }
        return wanted;
    }

    /** The conversation that was asked for; else as many as fit, from the first on. */
    private List<DrawnConversation> choose(CaptureFile capture, MessageTexts texts, boolean picture)
            throws CaptureException {
        List<Conversation> found = capture.conversations();
        if (conversation != null) {
            if (conversation < 1 || conversation > found.size()) {
                throw new CaptureException(2, "ladder.conversation", conversation, file, found.size());
            }
            return List.of(DrawnConversation.of(found.get(conversation - 1), texts));
        }
        int max = picture ? PictureLadder.MAX_ARROWS : all ? ALL_ARROWS : SOME_ARROWS;
        List<DrawnConversation> drawn = new ArrayList<>();
        int arrows = 0;
        for (Conversation each : found) {
            DrawnConversation next = DrawnConversation.of(each, texts);
            arrows += next.packets().size();
            if (!drawn.isEmpty() && arrows > max) {
                break;
            }
            drawn.add(next);
        }
        return drawn;
    }

    /** The sentence about the conversations that did not fit; empty if there are none. */
    private String notDrawn(CaptureFile capture, List<DrawnConversation> drawn) {
        int left = capture.conversations().size() - drawn.size();
        return conversation != null || left == 0
                ? ""
                : MESSAGES.get("ladder.not-drawn", left, drawn.size() + 1, Bytes.escape(file.toString()));
    }

    private void draw(CaptureFile capture, List<DrawnConversation> drawn, Format wanted) throws IOException {
        PrintWriter errors = spec.commandLine().getErr();
        write(PictureLadder.draw(drawn, wanted));
        if (Locale.getDefault().getLanguage().equals("ko") && !PictureLadder.hasKoreanFont()) {
            errors.println(MESSAGES.get("ladder.font"));
        }
        if (output != null) {
            errors.println(Bytes.escape(MESSAGES.get("ladder.written", output)));
        }
        String more = notDrawn(capture, drawn);
        if (!more.isEmpty()) {
            errors.println(more);
        }
    }

    private void writeJson(Map<String, Object> document) throws IOException {
        if (output == null) {
            Json.print(spec.commandLine().getOut(), document);
        } else {
            Files.writeString(output, Json.text(document, false) + "\n");
        }
    }

    private void write(String text) throws IOException {
        if (output == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            Files.writeString(output, text);
        }
    }

    private void write(byte[] bytes) throws IOException {
        if (output == null) {
            System.out.writeBytes(bytes);
            System.out.flush();
        } else {
            Files.write(output, bytes);
        }
    }
}
