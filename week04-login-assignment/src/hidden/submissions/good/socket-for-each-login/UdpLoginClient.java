package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import netprog.week04.echo.Frame;

/** A socket for each attempt to log in: nothing late of the last attempt can come in. From the welcome on it stays the same. */
public final class UdpLoginClient {
    private UdpLoginClient() {}

    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        while (true) {
            String login = TcpLoginClient.login(keyboard, screen);
            if (login == null) {
                return 0;
            }
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.connect(server);
                if (!ask(socket, server, login, screen).contains("Welcome")) {
                    continue;
                }
                if (session(socket, server, keyboard, screen)) {
                    return 0;
                }
                screen.println("(forgotten)");
            }
        }
    }

    /** False: the server has forgotten us. */
    private static boolean session(DatagramSocket socket, InetSocketAddress server, BufferedReader keyboard, PrintStream screen)
            throws IOException {
        while (true) {
            String request = TcpLoginClient.request(keyboard, screen);
            if (request == null) {
                return true;
            }
            String reply = ask(socket, server, request, screen);
            if (request.equals("4")) {
                return true;
            }
            String end = reply.endsWith("\r\n") ? "\r\n" : reply.endsWith("\n") ? "\n" : "";
            if (reply.equals("403 Login Required" + end)) {
                return false;
            }
        }
    }

    private static String ask(DatagramSocket socket, InetSocketAddress server, String request, PrintStream screen) throws IOException {
        while (receive(socket, 1) != null) {
            // old
        }
        for (int attempt = 0; attempt < 3; attempt++) {
            socket.send(Frame.of(request).toPacket(server));
            String reply = receive(socket, 1000);
            if (reply != null) {
                screen.println("<<" + reply + ">>");
                screen.flush();
                return reply;
            }
        }
        throw new SocketTimeoutException("no answer");
    }

    private static String receive(DatagramSocket socket, int millis) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
        socket.setSoTimeout(millis);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return null;
        }
        return Frame.from(packet).text();
    }
}
