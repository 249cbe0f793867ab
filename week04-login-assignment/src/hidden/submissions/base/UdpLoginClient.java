package netprog.week04.login;

import java.io.*;
import java.net.*;
import java.nio.charset.*;
import netprog.week04.echo.Frame;

/** A correct program. Each patch in {@code bad} puts one bug into it. */
public final class UdpLoginClient {
    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            boolean loggedIn = false;
            while (true) {
                String request;
                if (!loggedIn) {
                    String id = ask(keyboard, screen, "ID : ");
                    if (id == null) {
                        return 0;
                    }
                    String password = ask(keyboard, screen, "Password : ");
                    if (password == null) {
                        return 0;
                    }
                    request = new LoginRequest(id, password).toText();
                } else {
                    String choice = ask(keyboard, screen, "(1) upper (2) lower (3) swap (4) end : ");
                    if (choice == null) {
                        return 0;
                    }
                    if (!choice.matches("[1-4]")) {
                        continue;
                    }
                    request = choice;
                    if (!choice.equals("4")) {
                        String text = ask(keyboard, screen, "Input string : ");
                        if (text == null) {
                            return 0;
                        }
                        request = choice + " " + text;
                    }
                }
                Frame frame;
                try {
                    frame = Frame.of(request);
                } catch (IllegalArgumentException e) {
                    screen.println("This does not fit into a frame.");
                    continue;
                }
                String reply = exchange(socket, server, frame);
                show(screen, reply);
                if (!loggedIn) {
                    loggedIn = reply.contains("Welcome");
                } else if (request.equals("4")) {
                    return 0;
                } else if (reply.startsWith("403")) {
                    loggedIn = false;
                }
            }
        }
    }

    private static String exchange(DatagramSocket socket, InetSocketAddress server, Frame request) throws IOException {
        empty(socket);
        for (int i = 0; i < 3; i++) {
            socket.send(request.toPacket(server));
            DatagramPacket packet = new DatagramPacket(new byte[128], 128);
            socket.setSoTimeout(1000);
            try {
                socket.receive(packet);
                return Frame.from(packet).text();
            } catch (SocketTimeoutException e) {
                // Once more.
            }
        }
        throw new IOException("no answer");
    }

    private static void empty(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            while (true) {
                socket.receive(new DatagramPacket(new byte[128], 128));
            }
        } catch (SocketTimeoutException e) {
            // Nothing is left.
        }
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
