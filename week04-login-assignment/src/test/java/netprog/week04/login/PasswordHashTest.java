package netprog.week04.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private static final String SALT = "AAAAAAAAAAAAAAAAAAAAAA==";
    private static final String HASH = "A".repeat(43) + "=";

    @ParameterizedTest
    @ValueSource(strings = {"guest", "", "비밀번호", "p=a:s=s", "\ud83d\udd11", "12345678901234567890123456789012"})
    void knowsThePasswordThatItWasMadeOf(String password) {
        String hash = PasswordHash.of(password);

        assertThat(PasswordHash.matches(password, hash)).isTrue();
        assertThat(PasswordHash.matches(password + "x", hash)).isFalse();
        assertThat(hash).matches("pbkdf2-sha256:[0-9]+:[A-Za-z0-9+/]{22}==:[A-Za-z0-9+/]{43}=");
    }

    @Test
    void capitalsAndSmallLettersAreDifferent() {
        assertThat(PasswordHash.matches("Guest", PasswordHash.of("guest"))).isFalse();
    }

    @Test
    void theSamePasswordLooksDifferentEachTime() {
        assertThat(PasswordHash.of("guest")).isNotEqualTo(PasswordHash.of("guest"));
    }

    @Test
    void theCostIsTheOneInTheHash() {
        // PBKDF2 with HMAC-SHA-256, "guest", 16 bytes of zero, 1 round: what Python's hashlib.pbkdf2_hmac gives.
        String cheap = "pbkdf2-sha256:1:" + SALT + ":rkESX0vhqLV3QyXSvv+ge04CkwLCTd4I3V3LqCKLc7I=";

        assertThat(PasswordHash.matches("guest", cheap)).isTrue();
        assertThat(PasswordHash.matches("guest", cheap.replace(":1:", ":2:"))).isFalse();
    }

    @Test
    void theBuiltInUsersHaveThePasswordsOfTheHandout() throws IOException {
        String users;
        try (InputStream file = PasswordHash.class.getResourceAsStream("users.properties")) {
            users = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(PasswordHash.matches("computer", hashOf("hansung", users))).isTrue();
        assertThat(PasswordHash.matches("guest", hashOf("guest", users))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "guest",
                ":::",
                "md5:1:@SALT@:@HASH@",
                "pbkdf2-sha256:1:@SALT@",
                "pbkdf2-sha256:1:@SALT@:@HASH@:",
                "pbkdf2-sha256:x:@SALT@:@HASH@",
                "pbkdf2-sha256:0:@SALT@:@HASH@",
                "pbkdf2-sha256:-1:@SALT@:@HASH@",
                "pbkdf2-sha256:99999999999:@SALT@:@HASH@",
                "pbkdf2-sha256:1::@HASH@",
                "pbkdf2-sha256:1:@SALT@:",
                "pbkdf2-sha256:1:AAAA:@HASH@",
                "pbkdf2-sha256:1:@SALT@:AAAA",
                "pbkdf2-sha256:1:?:@HASH@",
                "pbkdf2-sha256:1:@SALT@:@HASH@ "
            })
    void nothingMatchesWhatIsNoHash(String text) {
        String hash = text.replace("@SALT@", SALT).replace("@HASH@", HASH);

        assertThat(PasswordHash.matches("guest", hash)).isFalse();
        assertThat(PasswordHash.matches("", hash)).isFalse();
    }

    @Test
    void aHashThatWouldTakeHoursIsNone() {
        String endless = "pbkdf2-sha256:2000000000:" + SALT + ":" + HASH;

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(PasswordHash.matches("guest", endless)).isFalse());
    }

    private static String hashOf(String id, String users) {
        return users.lines()
                .filter(line -> line.startsWith(id + "="))
                .findFirst()
                .orElseThrow()
                .substring(id.length() + 1);
    }
}
