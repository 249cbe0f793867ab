package netprog.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.MissingResourceException;
import netprog.wire.BundleCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static final Messages MESSAGES = new Messages("netprog.util.messages");

    @Test
    void bothLanguagesSayTheSame() {
        assertThat(BundleCheck.problems("netprog.util.messages")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ko", "ko-KR"})
    void speaksKorean(String language) {
        assertThat(Language.in(Locale.forLanguageTag(language), () -> MESSAGES.get("usage", "x")))
                .isEqualTo("사용법: x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "en-US", "de", "und"})
    void isEnglishInOtherLanguages(String language) {
        assertThat(Language.in(Locale.forLanguageTag(language), () -> MESSAGES.get("usage", "x")))
                .isEqualTo("Usage: x");
    }

    @Test
    void writesANumberWithoutSeparators() {
        assertThat(Language.in(Locale.GERMAN, () -> MESSAGES.get("port", "x", 30000)))
                .contains(" 30000 ");
    }

    @Test
    void aMissingMessageIsAnError() {
        assertThatThrownBy(() -> MESSAGES.get("no.such.sentence")).isInstanceOf(MissingResourceException.class);
    }
}
