package netprog.testkit.grading;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of verdicts and explanations, in Korean or English. */
final class GradingWords {
    private GradingWords() {}

    static String get(String key, Object... values) {
        Object[] texts = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = String.valueOf(values[i]);
        }
        return new MessageFormat(bundle().getString(key), Locale.ROOT).format(texts);
    }

    private static ResourceBundle bundle() {
        return ResourceBundle.getBundle("netprog.testkit.grading.messages", Locale.getDefault());
    }
}
