package netprog.netlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The sentences that the doctor can say, and for each a scene in which it was true and was said: {@code sentences.properties}
 * beside this class. In that scene it must be said again. Those that wait for a scene are at its end.
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
    private static final Map<String, Pattern> PATTERNS = new TreeMap<>();
    private static final Properties SCENES = new Properties();

    static {
        for (String key : ENGLISH.keySet()) {
            if (!OTHERS.matcher(key).matches()) {
                PATTERNS.put(key, pattern(ENGLISH.getString(key)));
            }
        }
        try (InputStream in = Sentences.class.getResourceAsStream("sentences.properties")) {
            SCENES.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Sentences() {}

    /** All keys of sentences. */
    static Set<String> keys() {
        return PATTERNS.keySet();
    }

    /** The keys in the list. */
    static Set<String> inList() {
        return new TreeSet<>(SCENES.stringPropertyNames());
    }

    /** Checks that what must be said in a scene is said. */
    static void said(String question, String json) {
        String scene = question.replaceAll("/\\S+/", ""); // no temporary folder
        try {
            List<String> texts = new ArrayList<>();
            collect(new ObjectMapper().readTree(json), texts);
            for (String key : keys()) {
                boolean said = texts.stream().anyMatch(PATTERNS.get(key).asPredicate());
                if (HEARD.isEmpty() && scene.equals(SCENES.getProperty(key))) {
                    assertThat(said).as("%s: says %s: %s", scene, key, json).isTrue();
                } else if (said && !HEARD.isEmpty()) {
                    Files.writeString(
                            Path.of(HEARD),
                            key + " = " + scene + "\n",
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
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
    private static Pattern pattern(String sentence) {
        String[] pieces = sentence.replace("''", "'").split("\\{\\d\\}", -1);
        StringBuilder regex = new StringBuilder("(?s)(?:^|[.:;,] ?)");
        for (int i = 0; i < pieces.length; i++) {
            regex.append(i == 0 ? "" : ".*?").append(Pattern.quote(pieces[i]));
        }
        return Pattern.compile(regex + "(?:$|[.;,:] ?)");
    }
}
