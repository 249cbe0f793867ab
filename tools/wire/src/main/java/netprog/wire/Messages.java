package netprog.wire;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Sentences for people from a resource bundle, in the language of {@link Locale#getDefault()}. The same as
 * {@code netprog.util.Messages}, which this module must not use: it depends on nothing that it tests. Thread-safe.
 */
public final class Messages {
    private final String bundle;
    private final ClassLoader loader;

    /**
     * Names a bundle; it is read at the first {@link #get}.
     *
     * @param bundle its base name, such as {@code netprog.wire.messages}
     * @param owner a class whose loader finds the bundle
     */
    public Messages(String bundle, Class<?> owner) {
        this.bundle = bundle;
        this.loader = owner.getClassLoader();
    }

    /**
     * Formats one sentence.
     *
     * @param key its name in the bundle
     * @param values replace {@code {0}}, {@code {1}}, ..., as text: 30000 does not become 30,000
     * @return the sentence, without a line end
     * @throws java.util.MissingResourceException if there is no such bundle or key
     */
    public String get(String key, Object... values) {
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = String.valueOf(values[i]);
        }
        String pattern = bundle().getString(key);
        return new MessageFormat(pattern, Locale.ROOT).format(texts);
    }

    /**
     * Tells whether the bundle has a key.
     *
     * @param key the name of a sentence
     * @return whether {@link #get} would find it
     */
    public boolean has(String key) {
        return bundle().containsKey(key);
    }

    private ResourceBundle bundle() {
        return ResourceBundle.getBundle(bundle, Locale.getDefault(), loader);
    }
}
