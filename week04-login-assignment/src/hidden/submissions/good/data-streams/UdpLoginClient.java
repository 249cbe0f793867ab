package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

public class UdpLoginClient {
    private static final int SIZE = 128;

    private static class NoAnswer extends Exception {
        NoAnswer() {
            super("the server does not answer");
        }
    }

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final BufferedReader keyboard;
    private final PrintStream screen;

    private UdpLoginClient(DatagramSocket socket, InetSocketAddress server, BufferedReader keyboard, PrintStream screen) {
        this.socket = socket;
        this.server = server;
        this.keyboard = keyboard;
        this.screen = screen;
    }

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        if (server.isUnresolved()) {
            throw new UnknownHostException(server.getHostString());
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            UdpLoginClient client = new UdpLoginClient(socket, server, keyboard, screen);
            while (client.login() && client.forgotten()) {
                screen.println("The server has forgotten you. Once more, please.");
            }
            return 0;
        } catch (NoAnswer e) {
            screen.println(e.getMessage());
            return 1;
        }
    }

    private boolean login() throws IOException, NoAnswer {
        for (;;) {
            String id = question("Your ID : ");
            if (id == null) {
                return false;
            }
            String password = question("Your Password : ");
            if (password == null) {
                return false;
            }
            byte[] request;
            try {
                request = bytes(new LoginRequest(id, password).toText());
            } catch (IllegalArgumentException e) {
                screen.println("This cannot be right: " + e.getMessage());
                continue;
            }
            String reply = exchange(request);
            screen.println("Server> " + reply);
            if (reply.contains("Welcome")) {
                return true;
            }
        }
    }

    /** True for a 403, false at the end. */
    private boolean forgotten() throws IOException, NoAnswer {
        for (;;) {
            String choice = question("(1) upper  (2) lower  (3) swap  (4) end\n> ");
            if (choice == null) {
                return false;
            }
            if (choice.equals("4")) {
                screen.println("Server> " + exchange(bytes("4")));
                return false;
            }
            if (!choice.matches("[123]")) {
                screen.println("There is no choice " + choice);
                continue;
            }
            byte[] request = null;
            while (request == null) {
                String text = question("Input string : ");
                if (text == null) {
                    return false;
                }
                try {
                    request = bytes(choice + " " + text);
                } catch (IllegalArgumentException e) {
                    screen.println(e.getMessage());
                }
            }
            String reply = exchange(request);
            screen.println("Server> " + reply);
            if (reply.startsWith("403 Login Required")) {
                return true;
            }
        }
    }

    private String question(String prompt) throws IOException {
        screen.print(prompt);
        screen.flush();
        return keyboard.readLine();
    }

    private static byte[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= SIZE) {
            throw new IllegalArgumentException("Too long: " + bytes.length + " bytes, only " + (SIZE - 1) + " go");
        }
        if (text.indexOf('\0') >= 0 || !new String(bytes, StandardCharsets.UTF_8).equals(text)) {
            throw new IllegalArgumentException("This text cannot be sent");
        }
        return Arrays.copyOf(bytes, SIZE);
    }

    private String exchange(byte[] request) throws IOException, NoAnswer {
        while (receive(System.nanoTime() + 2_000_000) != null) {
            // an answer to an older request: away with it
        }
        for (int i = 1; i <= 3; i++) {
            socket.send(new DatagramPacket(request, request.length, server));
            String reply = receive(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
            if (reply != null) {
                return reply;
            }
        }
        throw new NoAnswer();
    }

    /** The next datagram of the server; null if there is none until the deadline. */
    private String receive(long deadline) throws IOException {
        byte[] buffer = new byte[SIZE];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        for (;;) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0) {
                return null;
            }
            socket.setSoTimeout((int) millis);
            packet.setLength(buffer.length);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return null;
            }
            if (server.equals(packet.getSocketAddress())) {
                int end = 0;
                while (end < packet.getLength() && buffer[end] != 0) {
                    end++;
                }
                return new String(buffer, 0, end, StandardCharsets.UTF_8);
            }
        }
    }
}
