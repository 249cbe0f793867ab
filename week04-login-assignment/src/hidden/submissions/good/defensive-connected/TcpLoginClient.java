package netprog.week04.login;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import netprog.week04.echo.Frame;

public class TcpLoginClient {
    private static final int EXIT_OK = 0;

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        if (server.isUnresolved()) {
            throw new IOException("unknown host: " + server.getHostString());
        }
        try (Socket socket = new Socket()) {
            try {
                socket.connect(server);
            } catch (IOException e) {
                throw new IOException("cannot connect to " + server + ": " + e.getMessage(), e);
            }
            show(screen, receive(socket));
            while (true) {
                String id = askId(keyboard, screen);
                if (id == null) {
                    return sayGoodbye(socket);
                }
                String password = askPassword(keyboard, screen);
                if (password == null) {
                    return sayGoodbye(socket);
                }
                Frame request = frame(new LoginRequest(id, password).toText(), screen);
                if (request == null) {
                    continue;
                }
                request.writeTo(socket.getOutputStream());
                String reply = receive(socket);
                show(screen, reply);
                if (reply.contains("Welcome")) {
                    break;
                }
            }
            while (true) {
                String choice = askChoice(keyboard, screen);
                if (choice == null) {
                    return sayGoodbye(socket);
                }
                if (choice.equals("4")) {
                    Frame.of("4").writeTo(socket.getOutputStream());
                    return EXIT_OK;
                }
                Frame request;
                do {
                    String text = ask("Input string : ", keyboard, screen);
                    if (text == null) {
                        return sayGoodbye(socket);
                    }
                    request = frame(choice + " " + text, screen);
                } while (request == null);
                request.writeTo(socket.getOutputStream());
                show(screen, receive(socket));
            }
        }
    }

    static String askId(BufferedReader keyboard, PrintStream screen) throws IOException {
        while (true) {
            String id = ask("ID : ", keyboard, screen);
            String problem = id == null ? null : LoginRequest.problemOfId(id);
            if (problem == null) {
                return id;
            }
            screen.println("Sorry, " + problem + ".");
        }
    }

    static String askPassword(BufferedReader keyboard, PrintStream screen) throws IOException {
        while (true) {
            String password = ask("Password : ", keyboard, screen);
            String problem = password == null ? null : LoginRequest.problemOfPassword(password);
            if (problem == null) {
                return password;
            }
            screen.println("Sorry, " + problem + ".");
        }
    }

    /** "1" to "4", or null. */
    static String askChoice(BufferedReader keyboard, PrintStream screen) throws IOException {
        screen.println("What shall the server do with your string?");
        screen.println(" (1) make it upper case");
        screen.println(" (2) make it lower case");
        screen.println(" (3) swap the cases");
        screen.println(" (4) nothing more, end");
        while (true) {
            String choice = ask("(1, 2, 3, 4) ", keyboard, screen);
            if (choice == null || choice.length() == 1 && choice.charAt(0) >= '1' && choice.charAt(0) <= '4') {
                return choice;
            }
            screen.println("Sorry, one of these four digits, and nothing else.");
        }
    }

    static String ask(String prompt, BufferedReader keyboard, PrintStream screen) throws IOException {
        screen.print(prompt);
        screen.flush();
        return keyboard.readLine();
    }

    /** Null, and a line on the screen, if the text is none for a frame. */
    static Frame frame(String text, PrintStream screen) {
        try {
            return Frame.of(text);
        } catch (IllegalArgumentException e) {
            screen.println("Sorry, " + e.getMessage());
            return null;
        }
    }

    static void show(PrintStream screen, String text) {
        screen.println("Server: " + (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text));
        screen.flush();
    }

    private static String receive(Socket socket) throws IOException {
        Frame frame = Frame.readFrom(socket.getInputStream());
        if (frame == null) {
            throw new EOFException("the server closed the connection");
        }
        return frame.text();
    }

    private static int sayGoodbye(Socket socket) {
        try {
            Frame.of("4").writeTo(socket.getOutputStream());
        } catch (IOException e) {
            // The user has left already, nobody would read about it.
        }
        return EXIT_OK;
    }
}
