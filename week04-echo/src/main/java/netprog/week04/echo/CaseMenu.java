package netprog.week04.echo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** The dialogue at the keyboard, the same over TCP and UDP: asks until there is a request that can be sent. */
final class CaseMenu {
    private CaseMenu() {}

    /** Gives the next request, {@code 4} among them; null where the input ends. */
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
                default: // anything else is asked again
            }
        }
    }

    /** Shows a question and reads a line; null where the input ends. */
    private static String answer(BufferedReader keyboard, PrintStream screen, String question) throws IOException {
        screen.print(question);
        screen.flush();
        return keyboard.readLine();
    }
}
