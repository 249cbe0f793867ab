package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import netprog.week04.echo.Frame;

/** Logs in and uses the case service, over UDP. */
public class UdpLoginClient {
    private static final int TRIES = 3;
    private static final int WAIT = 1000;

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server); // from now on only the server's datagrams come in
            while (true) {
                if (!login(socket, server, keyboard, screen) || !menu(socket, server, keyboard, screen)) {
                    return 0;
                }
            }
        }
    }

    /** True if the login was right, false if the keyboard has ended. */
    private static boolean login(DatagramSocket socket, InetSocketAddress server, BufferedReader keyboard,
            PrintStream screen) throws IOException {
        while (true) {
            String id = ask("ID : ", keyboard, screen);
            if (id == null) {
                return false;
            }
            String password = ask("Password : ", keyboard, screen);
            if (password == null) {
                return false;
            }
            try {
                Frame request = Frame.of(new LoginRequest(id, password).toText());
                String reply = exchange(socket, server, request);
                screen.println(reply);
                if (reply.contains("Welcome")) {
                    return true;
                }
            } catch (IllegalArgumentException e) {
                screen.println(e.getMessage());
            }
        }
    }

    /** True if the server wants a login again, false at the end. */
    private static boolean menu(DatagramSocket socket, InetSocketAddress server, BufferedReader keyboard,
            PrintStream screen) throws IOException {
        while (true) {
            screen.println("(1) to upper case");
            screen.println("(2) to lower case");
            screen.println("(3) swap cases");
            screen.println("(4) end");
            String choice = ask("Choice : ", keyboard, screen);
            if (choice == null) {
                return false;
            }
            if (choice.equals("4")) {
                screen.println(exchange(socket, server, Frame.of("4")));
                return false;
            }
            if (!choice.equals("1") && !choice.equals("2") && !choice.equals("3")) {
                continue;
            }
            String text = ask("Input string : ", keyboard, screen);
            if (text == null) {
                return false;
            }
            try {
                String reply = exchange(socket, server, Frame.of(choice + " " + text));
                screen.println(reply);
                if (reply.startsWith("403 ")) {
                    return true;
                }
            } catch (IllegalArgumentException e) {
                screen.println(e.getMessage());
            }
        }
    }

    private static String exchange(DatagramSocket socket, InetSocketAddress server, Frame request) throws IOException {
        empty(socket);
        socket.setSoTimeout(WAIT);
        for (int i = 0; i < TRIES; i++) {
            socket.send(request.toPacket(server));
            try {
                DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
                socket.receive(packet);
                return Frame.from(packet).text();
            } catch (SocketTimeoutException e) {
                // again
            }
        }
        throw new IOException("the server does not answer");
    }

    private static void empty(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            while (true) {
                socket.receive(new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE));
            }
        } catch (SocketTimeoutException e) {
            // nothing left
        }
    }

    private static String ask(String prompt, BufferedReader keyboard, PrintStream screen) throws IOException {
        screen.print(prompt);
        screen.flush();
        return keyboard.readLine();
    }
}
