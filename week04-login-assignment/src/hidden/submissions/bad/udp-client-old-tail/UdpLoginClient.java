package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import netprog.week04.echo.Frame;

/** The client over UDP. */
public final class UdpLoginClient {
    private UdpLoginClient() {}

    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        byte[] buffer = new byte[128]; // for the replies
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            login:
            while (true) {
                String id = input(keyboard, screen, "ID : ");
                if (id == null) {
                    return 0;
                }
                String password = input(keyboard, screen, "Password : ");
                if (password == null) {
                    return 0;
                }
                Frame frame = toFrame(new LoginRequest(id, password).toText(), screen);
                if (frame == null) {
                    continue;
                }
                String reply = request(socket, frame, buffer);
                output(screen, reply);
                if (!reply.contains("Welcome")) {
                    continue;
                }
                while (true) {
                    output(screen, "(1) upper  (2) lower  (3) swap  (4) end");
                    String choice = input(keyboard, screen, "Select : ");
                    if (choice == null) {
                        return 0;
                    }
                    switch (choice) {
                        case "1":
                        case "2":
                        case "3":
                            String text = input(keyboard, screen, "Input string : ");
                            if (text == null) {
                                return 0;
                            }
                            frame = toFrame(choice + " " + text, screen);
                            if (frame == null) {
                                break;
                            }
                            reply = request(socket, frame, buffer);
                            output(screen, reply);
                            if (reply.equals("403 Login Required")) {
                                continue login;
                            }
                            break;
                        case "4":
                            output(screen, request(socket, Frame.of("4"), buffer));
                            return 0;
                        default:
                            output(screen, "1, 2, 3 or 4");
                    }
                }
            }
        }
    }

    private static String request(DatagramSocket socket, Frame frame, byte[] buffer) throws IOException {
        // throw away what came too late
        socket.setSoTimeout(1);
        try {
            while (true) {
                socket.receive(new DatagramPacket(new byte[128], 128));
            }
        } catch (SocketTimeoutException e) {
            socket.setSoTimeout(1000);
        }
        int tries = 0;
        while (tries < 3) {
            tries++;
            socket.send(frame.toPacket(socket.getRemoteSocketAddress()));
            try {
                socket.receive(new DatagramPacket(buffer, buffer.length));
                return text(buffer);
            } catch (SocketTimeoutException e) {
                // again
            }
        }
        throw new IOException("the server does not answer");
    }

    /** The text up to the NUL, without a line end. */
    private static String text(byte[] buffer) {
        int length = 0;
        while (length < buffer.length && buffer[length] != 0) {
            length++;
        }
        String text = new String(buffer, 0, length, StandardCharsets.UTF_8);
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static Frame toFrame(String text, PrintStream screen) {
        try {
            return Frame.of(text);
        } catch (IllegalArgumentException e) {
            output(screen, e.getMessage());
            return null;
        }
    }

    private static String input(BufferedReader keyboard, PrintStream screen, String question) throws IOException {
        screen.print(question);
        screen.flush();
        return keyboard.readLine();
    }

    private static void output(PrintStream screen, String text) {
        screen.println(text);
        screen.flush();
    }
}
