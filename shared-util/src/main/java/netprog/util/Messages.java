package netprog.util;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/**
 * Messages for people, in the language of {@link Locale#getDefault()}: Korean for {@code ko}, otherwise English. They are kept
 * in {@code messages.properties} (English) and {@code messages_ko.properties} (Korean), with the same keys. Thread-safe.
 */
public final class Messages {
    private final String bundle;

    /** Names the bundle, such as {@code netprog.util.messages}; it is read when the first message is asked for. */
    public Messages(String bundle) {
        this.bundle = bundle;
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
        String pattern = ResourceBundle.getBundle(bundle, Locale.getDefault()).getString(key);
        return new MessageFormat(pattern, Locale.ROOT).format(texts);
    }
}
