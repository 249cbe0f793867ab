package netprog.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks a bundle of messages: both languages have the same keys and placeholders, and {@link MessageFormat} shows all of it. */
public final class BundleCheck {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d+");

    private BundleCheck() {}

    /**
     * Compares the English and the Korean file of a bundle.
     *
     * @param bundle such as {@code netprog.util.messages}
     * @return a line for each problem, which begins with the message's key; empty if there is none
     */
    public static List<String> problems(String bundle) {
        List<String> problems = new ArrayList<>();
        Properties english = load(bundle, " in English", problems);
        Properties korean = load(bundle + "_ko", " in Korean", problems);
        Set<String> keys = new TreeSet<>(english.stringPropertyNames());
        keys.addAll(korean.stringPropertyNames());
        for (String key : keys) {
            String one = english.getProperty(key);
            String other = korean.getProperty(key);
            if (one == null || other == null) {
                problems.add(key + ": stands in " + (one == null ? "Korean" : "English") + " only");
                continue;
            }
            checkPattern(key + " in English", one, problems);
            checkPattern(key + " in Korean", other, problems);
            if (!placeholders(one).equals(placeholders(other))) {
                problems.add(key + ": " + placeholders(one) + " in English, " + placeholders(other) + " in Korean");
            }
            if (one.equals(other) && one.chars().anyMatch(Character::isLetter)) {
                problems.add(key + ": the same in both languages");
            }
        }
        return problems;
    }

    private static void checkPattern(String what, String text, List<String> problems) {
        if (text.replace("''", "").indexOf('\'') >= 0) {
            problems.add(what + ": a single apostrophe vanishes and switches {0} off; write two");
        }
        try {
            new MessageFormat(text, Locale.ROOT);
        } catch (IllegalArgumentException e) {
            problems.add(what + ": no pattern of MessageFormat: " + e.getMessage());
        }
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(found -> found.group() + "}")
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties load(String bundle, String where, List<String> problems) {
        String file = "/" + bundle.replace('.', '/') + ".properties";
        Properties sentences = new Properties() {
            @Override
            public synchronized Object put(Object key, Object value) {
                if (containsKey(key)) {
                    problems.add(key + where + ": stands there twice, and the first one is never seen");
                }
                return super.put(key, value);
            }
        };
        try (InputStream stream = BundleCheck.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no " + file + " on the class path");
            }
            Reader text = new InputStreamReader(stream, StandardCharsets.UTF_8);
            sentences.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sentences;
    }
}
