package netprog.util;

import java.util.Locale;
import java.util.function.Supplier;

/** The language of the sentences, which is that of the whole JVM: a test borrows it and puts it back. */
final class Language {
    private Language() {}

    static <T> T in(Locale language, Supplier<T> sentence) {
        Locale before = Locale.getDefault();
        Locale.setDefault(language);
        try {
            return sentence.get();
        } finally {
            Locale.setDefault(before);
        }
    }

    /** The message for a wrong command line. */
    static String complaint(Locale language, Runnable parse) {
        return in(language, () -> {
            try {
                parse.run();
                return "(no complaint)";
            } catch (IllegalArgumentException e) {
                return e.getMessage();
            }
        });
    }
}
