package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import netprog.week04.echo.Frame;

public class UdpLoginClient {
    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        DatagramSocket socket = new DatagramSocket();
        try {
            socket.connect(server);
            socket.setSoTimeout(50);
            UdpLoginClient client = new UdpLoginClient(socket, keyboard, screen);
            while (client.login() && client.menu())
                screen.println("Log in again.");
        } finally {
            socket.close();
        }
        return 0;
    }

    private final DatagramSocket socket;
    private final BufferedReader keyboard;
    private final PrintStream screen;

    private UdpLoginClient(DatagramSocket socket, BufferedReader keyboard, PrintStream screen) {
        this.socket = socket;
        this.keyboard = keyboard;
        this.screen = screen;
    }

    private boolean login() throws IOException {
        String id, password, reply;
        do {
            do {
                id = ask("ID : ");
                if (id == null)
                    return false;
            } while (!fits("id", id, !id.contains("=")));
            do {
                password = ask("Password : ");
                if (password == null)
                    return false;
            } while (!fits("password", password, true));
            reply = exchange(new LoginRequest(id, password).toText());
        } while (reply == null || !reply.contains("Welcome"));
        return true;
    }

    private boolean fits(String what, String word, boolean more) {
        if (LoginRequest.isWord(word) && more)
            return true;
        screen.println("There is no such " + what + ". Again, please.");
        return false;
    }

    /** True if a login is needed again. */
    private boolean menu() throws IOException {
        for (;;) {
            screen.println("----------------");
            screen.println("(1) UPPER LETTERS");
            screen.println("(2) lower letters");
            screen.println("(3) SWAP letters");
            screen.println("(4) end");
            String choice = ask("----------------\n");
            if (choice == null)
                return false;
            if (choice.equals("4")) {
                exchange("4");
                return false;
            }
            if (choice.length() == 1 && "123".contains(choice)) {
                String text = ask("Input string : ");
                if (text == null)
                    return false;
                String reply = exchange(choice + " " + text);
                // A reply that begins with 403 may also be the text itself.
                if (reply != null && reply.startsWith("403") && !text.startsWith("403"))
                    return true;
                if (reply != null && reply.trim().equals("403 Login Required"))
                    return true;
            } else {
                screen.println("No such choice.");
            }
        }
    }

    private String ask(String prompt) throws IOException {
        screen.print(prompt);
        screen.flush();
        return keyboard.readLine();
    }

    /** Null if the text does not fit. */
    private String exchange(String request) throws IOException {
        DatagramPacket packet;
        try {
            packet = Frame.of(request).toPacket(socket.getRemoteSocketAddress());
        } catch (IllegalArgumentException e) {
            screen.println("Cannot send this: " + e.getMessage());
            return null;
        }
        socket.setSoTimeout(1);
        while (slice() != null)
            continue;
        socket.setSoTimeout(50);
        long start = System.nanoTime();
        for (int sent = 0; sent < 3; sent++) {
            socket.send(packet);
            while (System.nanoTime() - start < (sent + 1) * 1_000_000_000L) {
                Frame reply = slice();
                if (reply != null) {
                    String text = reply.text();
                    screen.print(text);
                    if (!text.endsWith("\n"))
                        screen.println();
                    screen.flush();
                    return text;
                }
            }
        }
        throw new IOException("the server does not answer");
    }

    private Frame slice() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return null;
        } catch (PortUnreachableException e) {
            throw new IOException("nobody listens at " + socket.getRemoteSocketAddress(), e);
        }
        return Frame.from(packet);
    }
}
