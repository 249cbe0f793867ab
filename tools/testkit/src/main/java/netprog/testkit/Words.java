package netprog.testkit;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The testkit's own words, in Korean where the user's language is Korean, in English elsewhere. */
final class Words {
    private Words() {}

    static String get(String key, Object... values) {
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = String.valueOf(values[i]);
        }
        ResourceBundle bundle = ResourceBundle.getBundle("netprog.testkit.messages", Locale.getDefault());
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(texts);
    }
}
