package netprog.grading;

import netprog.wire.Messages;

/** The engine's own sentences, in Korean or English. */
final class GradingWords {
    static final Messages MESSAGES = new Messages("netprog.grading.messages", GradingWords.class);

    private GradingWords() {}

    static String get(String key, Object... values) {
        return MESSAGES.get(key, values);
    }
}
