package netprog.week04.login;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import netprog.util.Bytes;
import netprog.util.Messages;
import netprog.util.ProgramArguments;
import netprog.util.Terminal;

/** For the mains of the servers: the users of the option {@code --users}; default: those of the built-in users.properties. */
final class UsersFile {
    private static final Messages MESSAGES = new Messages("netprog.week04.login.messages");

    private UsersFile() {}

    /** Loads the users; on failure prints one line and ends the program with status 1. */
    static Authenticator open(ProgramArguments arguments) {
        String name = arguments.option("--users", "users.properties");
        try {
            if (arguments.option("--users", null) == null) {
                return loadBuiltIn();
            }
            Path file = Path.of(name);
            if (!Files.isReadable(file)) {
                throw end(MESSAGES.get("users.missing", name));
            }
            return UserTable.load(file);
        } catch (CharacterCodingException e) {
            throw end(MESSAGES.get("users.charset", name));
        } catch (IOException e) {
            throw end(MESSAGES.get("users.wrong", name, e.getMessage()));
        } catch (InvalidPathException e) {
            throw end(MESSAGES.get("users.missing", name));
        }
    }

    /** UserTable.load takes a file, and an entry of a jar is not a file: it gets a copy, which is deleted afterwards. */
    private static Authenticator loadBuiltIn() throws IOException {
        Path copy = Files.createTempFile("users", ".properties");
        copy.toFile().deleteOnExit(); // for a load that keeps it open: Windows does not delete an open file
        try (InputStream users = UsersFile.class.getResourceAsStream("users.properties")) {
            Files.copy(users, copy, StandardCopyOption.REPLACE_EXISTING);
            return UserTable.load(copy);
        } finally {
            copy.toFile().delete();
        }
    }

    /** Never returns; it is "thrown" so that the compiler knows. */
    private static IllegalStateException end(String sentence) {
        Terminal.errors().println(Bytes.escape(sentence));
        System.exit(1);
        return new IllegalStateException();
    }
}
