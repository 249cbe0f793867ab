package netprog.week04.echo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** The menu of the case clients, the same over TCP and UDP: asks until there is a request that can be sent. */
final class CaseMenu {
    private CaseMenu() {}

    /** Returns the next request, which may be {@code 4}; null at the end of the input. */
    static Frame ask(BufferedReader keyboard, PrintStream screen, Charset charset) throws IOException {
        while (true) {
            screen.println("(1) upper  (2) lower  (3) swap  (4) end");
            String choice = answer(keyboard, screen, "Choice : ");
            if (choice == null) {
                return null;
            }
            switch (choice.strip()) {
                case "4":
                    return Frame.of("4");
                case "1", "2", "3":
                    String text = answer(keyboard, screen, "Input string : ");
                    if (text == null) {
                        return null;
                    }
                    try {
                        return Frame.of(choice.strip() + " " + text, charset);
                    } catch (IllegalArgumentException e) {
                        screen.println(e.getMessage()); // too long for a frame: ask again
                    }
                    break;
                default: // any other choice is asked again
            }
        }
    }

    /** Prints a prompt and reads a line; null at the end of the input. */
    private static String answer(BufferedReader keyboard, PrintStream screen, String question) throws IOException {
        screen.print(question);
        screen.flush();
        return keyboard.readLine();
    }
}
