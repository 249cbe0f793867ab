package netprog.week04.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no graded test checks in LoginRequest. */
class LoginTextTest {
    private static final String KEY = "\ud83d\udd11"; // one character of Unicode, two of String.length()

    @Test
    void showsNoPassword() {
        assertThat(new LoginRequest("guest", "tiger"))
                .asString()
                .contains("guest")
                .doesNotContain("tiger");
    }

    @Test
    void takesAnyTwoTextsUntilTheyAreParsed() {
        LoginRequest odd = new LoginRequest("a b", "");

        assertThat(odd.toText()).isEqualTo("id=a b pass=");
        assertThatThrownBy(() -> LoginRequest.parse(odd.toText())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {'\t', 0x0b, 0x1c, 0x85, 0xa0, 0x1680, 0x2003, 0x2007, 0x2028, 0x202f, 0x3000, 0, 0x1b, 0x7f, 0x9b})
    void refusesWhiteSpaceAndControlCharactersOfAllKinds(int c) {
        String odd = "a" + (char) c + "b";

        assertThatThrownBy(() -> LoginRequest.parse("id=" + odd + " pass=x")).hasMessageStartingWith("id contains");
        assertThatThrownBy(() -> LoginRequest.parse("id=x pass=" + odd)).hasMessageStartingWith("password contains");
    }

    @Test
    void countsLengthsAsStringDoes() {
        assertThat(LoginRequest.parse("id=" + KEY.repeat(16) + " pass=" + KEY.repeat(16)))
                .isEqualTo(new LoginRequest(KEY.repeat(16), KEY.repeat(16)));
        assertThatThrownBy(() -> LoginRequest.parse("id=" + KEY.repeat(16) + "a pass=x"))
                .hasMessage("id has 33 characters, not 1 to 32");
        assertThatThrownBy(() -> LoginRequest.parse("id=x pass=" + KEY.repeat(17)))
                .hasMessage("password has 34 characters, not 1 to 32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id=a pass=tiger b",
                "id=a pass=tiger\t",
                "id=a=b pass=tiger",
                "id= pass=tiger",
                "pass=tiger id=a"
            })
    void givesReasonsWithoutThePassword(String text) {
        assertThatThrownBy(() -> LoginRequest.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotEmpty()
                .doesNotContain("tiger");
    }
}
