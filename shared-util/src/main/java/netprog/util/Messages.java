package netprog.util;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Sentences for people, in the language of {@link Locale#getDefault()}: Korean where it is {@code ko}, else English.
 * They stand in {@code messages.properties} (English) and {@code messages_ko.properties} (Korean), with the same keys.
 *
 * <p>Safe for use by several threads.
 */
public final class Messages {
    private final String bundle;

    /**
     * Names the bundle; nothing is read until the first sentence is asked for.
     *
     * @param bundle where the sentences are, such as {@code netprog.util.messages}
     */
    public Messages(String bundle) {
        this.bundle = bundle;
    }

    /**
     * Gives one sentence.
     *
     * @param key the name of the sentence in the bundle
     * @param values what stands for {@code {0}}, {@code {1}}, ... in it, as text (so that 30000 stays 30000 and does not become 30,000)
     * @return the sentence, without a line end
     * @throws java.util.MissingResourceException if the bundle or the key does not exist
     */
    public String get(String key, Object... values) {
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = String.valueOf(values[i]);
        }
        String pattern = ResourceBundle.getBundle(bundle, Locale.getDefault()).getString(key);
        return new MessageFormat(pattern, Locale.ROOT).format(texts);
    }
}
