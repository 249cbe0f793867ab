package netprog.week04.login;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import netprog.util.CommandLine;
import netprog.util.Terminal;
import netprog.week04.echo.Frame;

/** Known bad: asks for the id again after a 400 in the menu. */
public final class TcpLoginClient {
    private TcpLoginClient() {}

    public static void main(String[] args) {
        CommandLine line = CommandLine.of(Week04Login.TCP_CLIENT, args);
        try {
            System.exit(run(line.server(), Terminal.keyboard(), Terminal.screen()));
        } catch (IOException e) {
            line.fail(e);
        }
    }

    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, 5000);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            show(screen, read(in));
            String reply;
            while (true) {
                do {
                    Frame login = askLogin(keyboard, screen);
                    if (login == null) {
                        return 0;
                    }
                    login.writeTo(out);
                    reply = read(in);
                    show(screen, reply);
                } while (!reply.contains("Welcome"));
                do {
                    String choice = askChoice(keyboard, screen);
                    if (choice == null) {
                        return 0;
                    }
                    if (choice.equals("4")) {
                        Frame.of("4").writeTo(out);
                        return 0;
                    }
                    Frame request = askText(choice, keyboard, screen);
                    if (request == null) {
                        return 0;
                    }
                    request.writeTo(out);
                    reply = read(in);
                    show(screen, reply);
                } while (!reply.startsWith("400"));
            }
        }
    }

    private static Frame askLogin(BufferedReader keyboard, PrintStream screen) throws IOException {
        while (true) {
            String id = ask("ID : ", keyboard, screen);
            if (id == null) {
                return null;
            }
            String password = ask("Password : ", keyboard, screen);
            if (password == null) {
                return null;
            }
            try {
                return Frame.of(new LoginRequest(id, password).toText());
            } catch (IllegalArgumentException e) {
                screen.println(e.getMessage());
            }
        }
    }

    private static String askChoice(BufferedReader keyboard, PrintStream screen) throws IOException {
        while (true) {
            screen.println("(1) upper  (2) lower  (3) swap  (4) end");
            String choice = ask("Choice : ", keyboard, screen);
            if (choice == null || choice.matches("[1-4]")) {
                return choice;
            }
        }
    }

    private static Frame askText(String choice, BufferedReader keyboard, PrintStream screen) throws IOException {
        while (true) {
            String text = ask("Input string : ", keyboard, screen);
            if (text == null) {
                return null;
            }
            try {
                return Frame.of(choice + " " + text);
            } catch (IllegalArgumentException e) {
                screen.println(e.getMessage());
            }
        }
    }

    private static String ask(String question, BufferedReader keyboard, PrintStream screen) throws IOException {
        screen.print(question);
        screen.flush();
        return keyboard.readLine();
    }

    private static String read(InputStream in) throws IOException {
        Frame frame = Frame.readFrom(in);
        if (frame == null) {
            throw new EOFException("the server has closed the connection");
        }
        return frame.text();
    }

    private static void show(PrintStream screen, String text) {
        screen.print(text);
        if (!text.endsWith("\n")) {
            screen.println();
        }
        screen.flush();
    }
}
