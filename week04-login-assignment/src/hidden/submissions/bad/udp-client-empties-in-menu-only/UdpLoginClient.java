package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import netprog.util.CommandLine;
import netprog.util.Terminal;
import netprog.week04.echo.Frame;

/** Known bad: does not empty the socket before a login. */
public final class UdpLoginClient {
    private static final int TRIES = 3;
    private static final int WAIT_MILLIS = 1000;

    private UdpLoginClient() {}

    public static void main(String[] args) {
        CommandLine line = CommandLine.of(Week04Login.UDP_CLIENT, args);
        try {
            System.exit(run(line.server(), Terminal.keyboard(), Terminal.screen()));
        } catch (IOException e) {
            line.fail(e);
        }
    }

    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            boolean loggedIn = false;
            while (true) {
                if (!loggedIn) {
                    Frame login = askLogin(keyboard, screen);
                    if (login == null) {
                        return 0;
                    }
                    String reply = exchange(socket, server, login);
                    show(screen, reply);
                    loggedIn = reply.contains("Welcome");
                    continue;
                }
                String choice = askChoice(keyboard, screen);
                if (choice == null) {
                    return 0;
                }
                if (choice.equals("4")) {
                    drain(socket);
                    show(screen, exchange(socket, server, Frame.of("4")));
                    return 0;
                }
                Frame request = askText(choice, keyboard, screen);
                if (request == null) {
                    return 0;
                }
                drain(socket);
                String reply = exchange(socket, server, request);
                show(screen, reply);
                if (reply.startsWith("403 Login")) {
                    loggedIn = false;
                }
            }
        }
    }

    /** Sends a new request, up to three times, and gives the text of the reply. */
    private static String exchange(DatagramSocket socket, InetSocketAddress server, Frame request) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            socket.send(request.toPacket(server));
            socket.setSoTimeout(WAIT_MILLIS);
            try {
                return receive(socket);
            } catch (SocketTimeoutException e) {
                // ask again
            }
        }
        throw new IOException("the server does not answer");
    }

    private static String receive(DatagramSocket socket) throws IOException {
        byte[] buffer = new byte[Frame.SIZE];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        return Frame.from(packet).text();
    }

    /** Throws away what came too late. */
    private static void drain(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            while (true) {
                receive(socket);
            }
        } catch (SocketTimeoutException e) {
            // empty now
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

    private static void show(PrintStream screen, String text) {
        screen.print(text);
        if (!text.endsWith("\n")) {
            screen.println();
        }
        screen.flush();
    }
}
