package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import netprog.week04.echo.Frame;

public final class UdpLoginClient {
    private final DatagramSocket socket;
    private final BufferedReader keyboard;
    private final PrintStream screen;

    private UdpLoginClient(DatagramSocket socket, BufferedReader keyboard, PrintStream screen) {
        this.socket = socket;
        this.keyboard = keyboard;
        this.screen = screen;
    }

    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            UdpLoginClient client = new UdpLoginClient(socket, keyboard, screen);
            while (client.login() && client.menu()) {
                // the server has forgotten us: once more
            }
        }
        return 0;
    }

    /** False where the input ends. */
    private boolean login() throws IOException {
        while (true) {
            String id = ask("ID : ");
            if (id == null) {
                return false;
            }
            String password = ask("Password : ");
            if (password == null) {
                return false;
            }
            Frame frame = frame(new LoginRequest(id, password).toText());
            if (frame != null && exchange(frame).contains("Welcome")) {
                return true;
            }
        }
    }

    /** True where a new login is needed, false at the end. */
    private boolean menu() throws IOException {
        while (true) {
            screen.println("(1) upper, (2) lower, (3) swap, (4) end");
            String choice = ask("Choice : ");
            if (choice == null) {
                return false;
            }
            if (choice.equals("4")) {
                exchange(Frame.of("4"));
                return false;
            }
            if (!choice.matches("[123]")) {
                continue;
            }
            String text = ask("Input string : ");
            if (text == null) {
                return false;
            }
            Frame frame = frame(choice + " " + text);
            if (frame != null && exchange(frame).strip().equals("403 Login Required")) {
                return true;
            }
        }
    }

    /** Sends a request, at most three times, shows the reply and gives it back. */
    private String exchange(Frame request) throws IOException {
        socket.setSoTimeout(1);
        try {
            while (true) {
                socket.receive(new DatagramPacket(new byte[1], 1)); // old replies
            }
        } catch (SocketTimeoutException e) {
            // the socket is empty
        }
        socket.setSoTimeout(1000);
        DatagramPacket packet = request.toPacket(socket.getRemoteSocketAddress());
        socket.send(packet);
        int sent = 1;
        while (sent < 3) {
            DatagramPacket reply = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
            try {
                socket.receive(reply);
                String text = Frame.from(reply).text();
                screen.println(text);
                return text;
            } catch (SocketTimeoutException e) {
                socket.send(packet);
                sent++;
            }
        }
        throw new IOException("the server does not answer");
    }

    /** Null where the text does not fit, which it says. */
    private Frame frame(String text) {
        try {
            return Frame.of(text);
        } catch (IllegalArgumentException e) {
            screen.println(e.getMessage());
            return null;
        }
    }

    private String ask(String question) throws IOException {
        screen.print(question);
        screen.flush();
        return keyboard.readLine();
    }
}
