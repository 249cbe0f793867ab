package netprog.wire;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/**
 * Messages for people from a resource bundle, in the language of {@link Locale#getDefault()}. It resembles
 * {@code netprog.util.Messages}, which this module must not use: it depends on nothing that it tests. Thread-safe.
 */
public final class Messages {
    private final String bundle;
    private final ClassLoader loader;

    /**
     * Names a bundle; it is read when the first message is asked for.
     *
     * @param bundle its base name, such as {@code netprog.wire.messages}
     * @param owner a class whose loader finds the bundle
     */
    public Messages(String bundle, Class<?> owner) {
        this.bundle = bundle;
        this.loader = owner.getClassLoader();
    }

    /**
     * Formats a message.
     *
     * @param values replace {@code {0}}, {@code {1}}, ..., as text, so that 30000 does not become 30,000
     * @return the message, without a line end
     * @throws java.util.MissingResourceException if the bundle or the key does not exist
     */
    public String get(String key, Object... values) {
        Object[] texts = Stream.of(values).map(String::valueOf).toArray();
        return new MessageFormat(bundle().getString(key), Locale.ROOT).format(texts);
    }

    /** Tells whether the bundle has a message with this key. */
    public boolean has(String key) {
        return bundle().containsKey(key);
    }

    private ResourceBundle bundle() {
        return ResourceBundle.getBundle(bundle, Locale.getDefault(), loader);
    }
}
