package netprog.week04.login;

import java.io.*;
import java.net.*;
import java.nio.charset.*;
import netprog.week04.echo.Frame;

/** A correct program. Each patch in {@code bad} puts one bug into it. */
public final class TcpLoginClient {
    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            show(screen, receive(in));
            String reply = "";
            while (!reply.contains("Welcome")) {
                String id = ask(keyboard, screen, "ID : ");
                if (id == null) {
                    return 0;
                }
                String password = ask(keyboard, screen, "Password : ");
                if (password == null) {
                    return 0;
                }
                try {
                    send(out, new LoginRequest(id, password).toText());
                } catch (IllegalArgumentException e) {
                    screen.println("This does not fit into a frame.");
                    continue;
                }
                reply = receive(in);
                show(screen, reply);
            }
            while (true) {
                String choice = ask(keyboard, screen, "(1) upper (2) lower (3) swap (4) end : ");
                if (choice == null) {
                    return 0;
                }
                if (choice.equals("4")) {
                    send(out, "4");
                    return 0;
                }
                if (!choice.matches("[1-3]")) {
                    continue;
                }
                String text = ask(keyboard, screen, "Input string : ");
                if (text == null) {
                    return 0;
                }
                try {
                    send(out, choice + " " + text);
                } catch (IllegalArgumentException e) {
                    screen.println("This does not fit into a frame.");
                    continue;
                }
                show(screen, receive(in));
            }
        }
    }

    private static String receive(InputStream in) throws IOException {
        Frame frame = Frame.readFrom(in);
        if (frame == null) {
            throw new EOFException("the server has closed");
        }
        return frame.text();
    }

    private static void send(OutputStream out, String text) throws IOException {
        Frame.of(text).writeTo(out);
    }

    private static String ask(BufferedReader keyboard, PrintStream screen, String question) throws IOException {
        screen.print(question);
        screen.flush();
        return keyboard.readLine();
    }

    private static void show(PrintStream screen, String text) {
        screen.println(text.strip());
    }
}
