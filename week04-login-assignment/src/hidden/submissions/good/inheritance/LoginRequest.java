package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import netprog.week04.echo.Frame;

/**
 * A login. Since every one of my files needs this one, the base class of both clients lives here, too.
 *
 * @param id who
 * @param password secret
 */
public record LoginRequest(String id, String password) {

    static LoginRequest parse(String text) {
        StringBuilder line = new StringBuilder(text);
        if (line.length() > 0 && line.charAt(line.length() - 1) == '\n') {
            line.setLength(line.length() - 1);
            if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
                line.setLength(line.length() - 1);
            }
        }
        int cut = line.indexOf(" pass=");
        if (line.indexOf("id=") != 0 || cut < 0) {
            throw new IllegalArgumentException("a login looks like this: id=<id> pass=<password>");
        }
        String id = cut < 3 ? "" : line.substring(3, cut);
        if (!isId(id)) {
            throw new IllegalArgumentException("this can be nobody's id");
        }
        String password = line.substring(cut + 6);
        if (!isWord(password)) {
            throw new IllegalArgumentException("this can be nobody's password");
        }
        return new LoginRequest(id, password);
    }

    static boolean isId(String text) {
        return isWord(text) && text.indexOf('=') < 0;
    }

    static boolean isWord(String text) {
        boolean word = 1 <= text.length() && text.length() <= 32;
        for (int i = 0; word && i < text.length(); i++) {
            char c = text.charAt(i);
            word = !Character.isWhitespace(c) && !Character.isSpaceChar(c) && !Character.isISOControl(c);
        }
        return word;
    }

    String toText() {
        return "id=" + id + " pass=" + password;
    }

    @Override
    public String toString() {
        return "LoginRequest of " + id;
    }

    /** The dialogue of both clients (design pattern "template method"). */
    abstract static class Dialogue {
        private final BufferedReader keyboard;
        private final PrintStream screen;
        private boolean afterCarriageReturn;

        Dialogue(BufferedReader keyboard, PrintStream screen) {
            this.keyboard = keyboard;
            this.screen = screen;
        }

        /** Sends, and gives the reply; null where none is to be expected. */
        abstract Frame exchange(Frame request, boolean isEnd) throws IOException;

        /** Tells whether the server wants another login. */
        abstract boolean isForgotten(String reply);

        final void talk() throws IOException {
            while (login() && !service()) {
                say("The server wants to know again who you are.\n");
            }
        }

        /** False where the input has ended. */
        private boolean login() throws IOException {
            while (true) {
                String id = ask("\nID : ");
                if (id == null) {
                    return false;
                }
                if (!isId(id)) {
                    say("Refused: this can be nobody's id.\n");
                    continue;
                }
                String password = ask("Password : ");
                if (password == null) {
                    return false;
                }
                Frame request = fit(new LoginRequest(id, password).toText());
                if (request != null && show(exchange(request, false)).contains("Welcome")) {
                    return true;
                }
            }
        }

        /** False where the server has forgotten us, true at the end. */
        private boolean service() throws IOException {
            while (true) {
                String choice = ask("\nmenu: (1) upper, (2) lower, (3) swap, (4) end\nyour choice: ");
                if (choice == null) {
                    return true;
                }
                if (choice.length() != 1 || choice.charAt(0) < '1' || choice.charAt(0) > '4') {
                    continue;
                }
                if (choice.equals("4")) {
                    Frame goodbye = exchange(Frame.of("4"), true);
                    if (goodbye != null) {
                        show(goodbye);
                    }
                    return true;
                }
                Frame request = null;
                while (request == null) {
                    String text = ask("Input string : ");
                    if (text == null) {
                        return true;
                    }
                    request = fit(choice + " " + text);
                }
                if (isForgotten(show(exchange(request, false)))) {
                    return false;
                }
            }
        }

        private Frame fit(String text) {
            try {
                return Frame.of(text);
            } catch (IllegalArgumentException e) {
                int bytes = text.getBytes(StandardCharsets.UTF_8).length;
                say("Refused: " + bytes + " bytes, but at most 127 without a NUL can be sent.\n");
                return null;
            }
        }

        final String show(Frame frame) {
            say("Server: ");
            say(frame.text());
            say("\n");
            return frame.text();
        }

        /** Code point by code point: half a surrogate pair could come out as a question mark. */
        final void say(String text) {
            text.codePoints().forEach(c -> screen.append(Character.toString(c)));
            screen.flush();
        }

        private String ask(String question) throws IOException {
            say(question);
            return readLine();
        }

        /** As BufferedReader.readLine, which I wanted to understand: LF, CR and CR LF end a line, and so does the end. */
        private String readLine() throws IOException {
            StringBuilder line = new StringBuilder();
            while (true) {
                int c = keyboard.read();
                boolean second = c == '\n' && afterCarriageReturn;
                afterCarriageReturn = c == '\r';
                if (second) {
                    continue; // belongs to the CR
                }
                if (c == -1) {
                    return line.length() == 0 ? null : line.toString();
                }
                if (c == '\n' || c == '\r') {
                    return line.toString();
                }
                line.append((char) c);
            }
        }
    }
}
