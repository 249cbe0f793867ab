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

/** Given to the servers' mains: the users of the option {@code --users}, or those of the built-in users.properties. */
final class UsersFile {
    private static final Messages MESSAGES = new Messages("netprog.week04.login.messages");

    private UsersFile() {}

    /** Loads the users; where that does not work, prints one line and ends the program with status 1. */
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

    /** UserTable.load takes a file, and what stands in a jar is none: it gets a copy, which is gone when it is loaded. */
    private static Authenticator loadBuiltIn() throws IOException {
        Path copy = Files.createTempFile("users", ".properties");
        copy.toFile().deleteOnExit(); // for a load that keeps it open: Windows deletes no open file
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
