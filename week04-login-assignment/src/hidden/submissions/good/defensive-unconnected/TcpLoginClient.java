package netprog.week04.login;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import netprog.week04.echo.Frame;

public final class TcpLoginClient {

    private TcpLoginClient() {
    }

    public static int run(final InetSocketAddress server, final BufferedReader keyboard, final PrintStream screen)
            throws IOException {
        try (final Socket socket = new Socket()) {
            socket.connect(server);
            screen.println(receive(socket));
            final boolean loggedIn = login(socket, keyboard, screen);
            if (loggedIn) {
                work(socket, keyboard, screen);
            }
            return 0;
        } catch (final IOException e) {
            screen.println("The network failed: " + e.getMessage());
            screen.flush();
            return 1;
        }
    }

    private static boolean login(final Socket socket, final BufferedReader keyboard, final PrintStream screen)
            throws IOException {
        for (;;) {
            final String id = question("ID : ", keyboard, screen);
            if (id == null) {
                return false;
            }
            final String password = question("Password : ", keyboard, screen);
            if (password == null) {
                return false;
            }
            if (!send(socket, "id=" + id + " pass=" + password, screen)) {
                continue;
            }
            final String reply = receive(socket);
            screen.println(reply);
            if (reply.contains("Welcome")) {
                return true;
            }
        }
    }

    private static void work(final Socket socket, final BufferedReader keyboard, final PrintStream screen)
            throws IOException {
        for (;;) {
            final String choice = question("(1) upper (2) lower (3) swap (4) end: ", keyboard, screen);
            if (choice == null) {
                return;
            }
            switch (choice) {
                case "1", "2", "3":
                    final String text = question("Input string : ", keyboard, screen);
                    if (text == null) {
                        return;
                    }
                    if (send(socket, choice + " " + text, screen)) {
                        screen.println(receive(socket));
                    }
                    break;
                case "4":
                    send(socket, choice, screen);
                    return;
                default:
                    break;
            }
        }
    }

    private static String question(final String prompt, final BufferedReader keyboard, final PrintStream screen)
            throws IOException {
        screen.append(prompt).flush();
        return keyboard.readLine();
    }

    private static boolean send(final Socket socket, final String text, final PrintStream screen) throws IOException {
        final Frame frame;
        try {
            frame = Frame.of(text);
        } catch (final IllegalArgumentException e) {
            screen.println("This cannot be sent: " + e.getMessage());
            return false;
        }
        frame.writeTo(socket.getOutputStream());
        return true;
    }

    private static String receive(final Socket socket) throws IOException {
        final Frame frame = Frame.readFrom(socket.getInputStream());
        if (frame == null) {
            throw new EOFException("the server closed the connection");
        }
        return frame.text();
    }
}
