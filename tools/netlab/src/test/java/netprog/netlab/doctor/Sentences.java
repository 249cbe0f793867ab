package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The sentences that the doctor can say, and for each a scene in which it was true and was said: {@code sentences.properties}
 * beside the faults. In that scene it must be said again. A sentence without a scene is deleted.
 */
final class Sentences {
    /** A file to which each sentence that is heard is added, to find a scene for a new one; none where left out. */
    private static final String HEARD = System.getProperty("sentences", "");

    /** What is not a sentence about a machine: help, wrong command lines, headings. */
    private static final Pattern OTHERS =
            Pattern.compile("(netprog|doctor|check)\\..*|self\\.sentence|known|seen|open-list|next|both\\.there"
                    + "|error\\.(host|self|two-ports|timeout|from|with|report|client|other-port|url|octal)");

    private static final ResourceBundle ENGLISH =
            ResourceBundle.getBundle("netprog.netlab.doctor.messages", Locale.ROOT);
    private static final Properties SCENES = new Properties();

    static {
        try (InputStream in = Sentences.class.getResourceAsStream("sentences.properties")) {
            SCENES.load(new java.io.InputStreamReader(in, java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Sentences() {}

    /** All keys of sentences. */
    static Set<String> keys() {
        Set<String> keys = new TreeSet<>(ENGLISH.keySet());
        keys.removeIf(key -> OTHERS.matcher(key).matches());
        return keys;
    }

    /** The keys in the list. */
    static Set<String> inList() {
        return new TreeSet<>(SCENES.stringPropertyNames());
    }

    /** Checks that what must be said in a scene is said. */
    static void said(String scene, String json) {
        said(scene.replaceAll("/\\S+/", ""), json, keys()); // no temporary folder
    }

    private static void said(String scene, String json, Set<String> keys) {
        try {
            List<String> texts = new ArrayList<>();
            collect(new ObjectMapper().readTree(json), texts);
            for (String key : keys) {
                boolean said = texts.stream().anyMatch(pattern(key).asPredicate());
                if (said && !HEARD.isEmpty()) {
                    Files.writeString(
                            Path.of(HEARD),
                            key + " = " + scene + "\n",
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                } else if (scene.equals(SCENES.getProperty(key)) && HEARD.isEmpty()) {
                    assertThat(said).as("%s: says %s: %s", scene, key, json).isTrue();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(each -> collect(each, texts));
    }

    /** The sentence with any values; behind it or before it may stand another one. */
    private static Pattern pattern(String key) {
        String[] pieces = ENGLISH.getString(key).replace("''", "'").split("\\{\\d\\}", -1);
        StringBuilder regex = new StringBuilder("(?s)(?:^|[.:;,] ?)");
        for (int i = 0; i < pieces.length; i++) {
            regex.append(i == 0 ? "" : ".*?").append(Pattern.quote(pieces[i]));
        }
        return Pattern.compile(regex + "(?:$|[.;,:] ?)");
    }
}
