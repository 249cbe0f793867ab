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
    private static final int EXIT_OK = 0;
    private static final int TRIES = 3;
    private static final int PATIENCE_MILLIS = 1000;
    private static final int MOST_OLD = 500;

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        if (server.isUnresolved()) {
            throw new IOException("unknown host: " + server.getHostString());
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            boolean loggedIn = false;
            while (true) {
                Frame request;
                boolean last = false;
                if (!loggedIn) {
                    String id = TcpLoginClient.askId(keyboard, screen);
                    String password = id == null ? null : TcpLoginClient.askPassword(keyboard, screen);
                    if (password == null) {
                        return EXIT_OK; // not logged in: nothing to say good bye to
                    }
                    request = TcpLoginClient.frame(new LoginRequest(id, password).toText(), screen);
                    if (request == null) {
                        continue;
                    }
                } else {
                    String choice = TcpLoginClient.askChoice(keyboard, screen);
                    if (choice == null) {
                        return sayGoodbye(socket);
                    }
                    last = choice.equals("4");
                    request = last ? Frame.of("4") : null;
                    while (request == null) {
                        String text = TcpLoginClient.ask("Input string : ", keyboard, screen);
                        if (text == null) {
                            return sayGoodbye(socket);
                        }
                        request = TcpLoginClient.frame(choice + " " + text, screen);
                    }
                }
                String reply = exchange(socket, request);
                TcpLoginClient.show(screen, reply);
                if (last) {
                    return EXIT_OK;
                }
                loggedIn = loggedIn ? !isForgotten(reply) : reply.contains("Welcome");
            }
        }
    }

    private static boolean isForgotten(String reply) {
        return reply.equals("403 Login Required") || reply.equals("403 Login Required\n")
            || reply.equals("403 Login Required\r\n");
    }

    private static int sayGoodbye(DatagramSocket socket) {
        try {
            socket.send(Frame.of("4").toPacket(socket.getRemoteSocketAddress()));
        } catch (IOException e) {
            // The user has left already, nobody would read about it.
        }
        return EXIT_OK;
    }

    private static String exchange(DatagramSocket socket, Frame request) throws IOException {
        try {
            discardOld(socket);
            for (int i = 0; i < TRIES; i++) {
                socket.send(request.toPacket(socket.getRemoteSocketAddress()));
                Frame reply = receive(socket, PATIENCE_MILLIS);
                if (reply != null) {
                    return reply.text();
                }
            }
        } catch (PortUnreachableException e) {
            throw new IOException("nobody listens at " + socket.getRemoteSocketAddress(), e);
        }
        throw new IOException("no answer from " + socket.getRemoteSocketAddress() + ", asked " + TRIES + " times");
    }

    private static void discardOld(DatagramSocket socket) throws IOException {
        for (int i = 0; i < MOST_OLD; i++) {
            if (receive(socket, 1) == null) {
                return;
            }
        }
    }

    private static Frame receive(DatagramSocket socket, int millis) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
        socket.setSoTimeout(millis);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return null;
        }
        return Frame.from(packet);
    }
}
