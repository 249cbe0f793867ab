package netprog.week04.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mockStatic;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import netprog.week04.login.Authenticator.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.MockedStatic;

/** What no graded test checks in UserTable. */
class UsersTest {
    private static final String TIGER = PasswordHash.of("tiger");
    private static final String LION = PasswordHash.of("lion");

    @TempDir
    private Path folder;

    @Test
    void anUnknownIdCostsAsMuchAsAWrongPassword() {
        UserTable users = new UserTable(Map.of("anna", TIGER));
        List<String> checked = new ArrayList<>();
        // Not measured with a clock: each of the two is one check of a hash, and both hashes have the same cost.
        try (MockedStatic<PasswordHash> hashes = mockStatic(PasswordHash.class)) {
            hashes.when(() -> PasswordHash.matches(eq("guess"), anyString())).thenAnswer(call -> {
                checked.add(call.getArgument(1));
                return false;
            });

            assertThat(users.authenticate(new LoginRequest("anna", "guess"))).isEqualTo(Result.INVALID_PASSWORD);
            assertThat(users.authenticate(new LoginRequest("nobody", "guess"))).isEqualTo(Result.INVALID_ID);
        }

        assertThat(checked).hasSize(2);
        assertThat(checked.get(0)).isEqualTo(TIGER);
        assertThat(cost(checked.get(1))).isEqualTo(cost(TIGER));
        // A text that is not a hash would be refused at once. This one has the form of a hash that is checked:
        assertThat(checked.get(1)).hasSameSizeAs(TIGER);
    }

    @Test
    void anEmptyTableAcceptsNoLogin() {
        UserTable users = new UserTable(Map.of());

        assertThat(users.authenticate(new LoginRequest("", ""))).isEqualTo(Result.INVALID_ID);
    }

    @Test
    void namesTheWrongLineButDoesNotShowIt() throws IOException {
        Path file = file("# users\n\nanna=" + TIGER + "\r\nberta tiger\n");

        assertThatThrownBy(() -> UserTable.load(file))
                .isInstanceOf(IOException.class)
                .hasMessage("line 4 has no \"=\"");
    }

    @Test
    void aLineThatBeginsWithEqualsNamesNobody() throws IOException {
        UserTable users = UserTable.load(file("=" + TIGER + "\nanna=" + LION));

        assertThat(users.authenticate(new LoginRequest("anna", "lion"))).isEqualTo(Result.WELCOME);
    }

    @Test
    void readsWhatWindowsWrites() throws IOException {
        UserTable users = UserTable.load(file("\ufeffanna=" + TIGER + "\r\n한글=" + LION + "\r\n"));

        assertThat(users.authenticate(new LoginRequest("anna", "tiger"))).isEqualTo(Result.WELCOME);
        assertThat(users.authenticate(new LoginRequest("한글", "lion"))).isEqualTo(Result.WELCOME);
    }

    @Test
    void theLastLineOfAnIdCounts() throws IOException {
        UserTable users = UserTable.load(file("anna=" + TIGER + "\nanna=" + LION));

        assertThat(users.authenticate(new LoginRequest("anna", "lion"))).isEqualTo(Result.WELCOME);
        assertThat(users.authenticate(new LoginRequest("anna", "tiger"))).isEqualTo(Result.INVALID_PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tiger", "=", "pbkdf2-sha256:1:x:y"})
    void aUserWithoutAHashCannotLogIn(String noHash) throws IOException {
        UserTable users = UserTable.load(file("anna=" + noHash));

        assertThat(users.authenticate(new LoginRequest("anna", "tiger"))).isEqualTo(Result.INVALID_PASSWORD);
    }

    @Test
    void aFileInAnotherCharsetIsRefused() throws IOException {
        Path file = folder.resolve("latin1");
        Files.write(file, "j\u00fcrgen=x\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> UserTable.load(file)).isInstanceOf(CharacterCodingException.class);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("users"), text);
    }

    private static String cost(String hash) {
        return hash.substring(0, hash.indexOf(':', hash.indexOf(':') + 1));
    }
}
