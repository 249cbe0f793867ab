package netprog.week04.login;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.NoSuchElementException;
import java.util.Scanner;
import java.util.regex.Pattern;
import netprog.week04.echo.Frame;

class TcpLoginClient {
    // Not Scanner.nextLine: to it U+2028 and U+0085 are line ends, too.
    private static final Pattern LINE = Pattern.compile("[^\r\n]*(?:\r\n|\n|\r)?");

    private final Socket socket;
    private final Scanner keyboard;
    private final PrintStream screen;

    private TcpLoginClient(Socket socket, Scanner keyboard, PrintStream screen) {
        this.socket = socket;
        this.keyboard = keyboard;
        this.screen = screen;
    }

    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server);
            TcpLoginClient client = new TcpLoginClient(socket, new Scanner(keyboard), screen);
            client.receive();
            while (!client.login()) {
                screen.println("Try again.");
            }
            while (client.menu()) {
                screen.println();
            }
        } catch (NoSuchElementException e) {
            screen.println("Bye.");
        }
        return 0;
    }

    private boolean login() throws IOException {
        String id = question("ID : ");
        String password = question("Password : ");
        return send(new LoginRequest(id, password).toText()) && receive().matches("(?s).*Welcome.*");
    }

    /** False at the end. */
    private boolean menu() throws IOException {
        String choice = question("(1) A, (2) a, (3) aA, (4) the end: ");
        if (choice.matches("4")) {
            return !send("4");
        }
        if (choice.matches("[1-3]") && send(choice + " " + question("Input string : "))) {
            receive();
        }
        return true;
    }

    /** NoSuchElementException at the end of the keyboard's input. */
    private String question(String prompt) {
        screen.print(prompt);
        screen.flush();
        String line = keyboard.findWithinHorizon(LINE, 0);
        if (line == null || line.isEmpty()) {
            throw new NoSuchElementException();
        }
        return line.replaceFirst("[\r\n]+$", "");
    }

    private boolean send(String text) throws IOException {
        Frame frame;
        try {
            frame = Frame.of(text);
        } catch (IllegalArgumentException e) {
            screen.println("That does not fit: " + e.getMessage());
            return false;
        }
        frame.writeTo(socket.getOutputStream());
        return true;
    }

    private String receive() throws IOException {
        Frame frame = Frame.readFrom(socket.getInputStream());
        if (frame == null) {
            throw new EOFException("no more from the server");
        }
        screen.println(frame.text());
        return frame.text();
    }

    public static void main(String[] args) throws IOException {
        System.exit(run(new InetSocketAddress("127.0.0.1", 30000),
                new BufferedReader(new InputStreamReader(System.in)), System.out));
    }
}
