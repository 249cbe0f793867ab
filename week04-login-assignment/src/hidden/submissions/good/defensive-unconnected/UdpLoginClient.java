package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import netprog.week04.echo.Frame;

public final class UdpLoginClient {

    private UdpLoginClient() {
    }

    public static int run(final InetSocketAddress server, final BufferedReader keyboard, final PrintStream screen)
            throws IOException {
        try (final DatagramChannel channel = DatagramChannel.open()) {
            if (server.isUnresolved()) {
                throw new UnknownHostException(server.getHostName());
            }
            channel.bind(null);
            boolean again;
            do {
                again = login(channel.socket(), server, keyboard, screen)
                    && work(channel.socket(), server, keyboard, screen);
            } while (again);
            return 0;
        } catch (final IOException e) {
            screen.println("The network failed: " + e.getMessage());
            screen.flush();
            return 1;
        }
    }

    private static boolean login(final DatagramSocket socket, final InetSocketAddress server,
            final BufferedReader keyboard, final PrintStream screen) throws IOException {
        for (;;) {
            final String id = question("ID : ", keyboard, screen);
            if (id == null) {
                return false;
            }
            final String password = question("Password : ", keyboard, screen);
            if (password == null) {
                return false;
            }
            final String reply = exchange(socket, server, "id=" + id + " pass=" + password, screen);
            if (reply != null && reply.contains("Welcome")) {
                return true;
            }
        }
    }

    /** True if the server has forgotten us. */
    private static boolean work(final DatagramSocket socket, final InetSocketAddress server,
            final BufferedReader keyboard, final PrintStream screen) throws IOException {
        for (;;) {
            final String choice = question("(1) upper (2) lower (3) swap (4) end: ", keyboard, screen);
            if (choice == null) {
                return false;
            }
            switch (choice) {
                case "1", "2", "3":
                    final String text = question("Input string : ", keyboard, screen);
                    if (text == null) {
                        return false;
                    }
                    final String reply = exchange(socket, server, choice + " " + text, screen);
                    if (reply != null && reply.matches("403 Login Required\\R?")) {
                        return true;
                    }
                    break;
                case "4":
                    exchange(socket, server, choice, screen);
                    return false;
                default:
                    break;
            }
        }
    }

    private static String question(final String prompt, final BufferedReader keyboard, final PrintStream screen)
            throws IOException {
        screen.append(prompt).flush();
        return keyboard.readLine();
    }

    /** The reply, which is on the screen already; null if the text does not fit. */
    private static String exchange(final DatagramSocket socket, final InetSocketAddress server, final String text,
            final PrintStream screen) throws IOException {
        final DatagramPacket request;
        try {
            request = Frame.of(text).toPacket(server);
        } catch (final IllegalArgumentException e) {
            screen.println("This cannot be sent: " + e.getMessage());
            return null;
        }
        receive(socket, server, System.currentTimeMillis() + 3, true);
        for (int tries = 0; tries < 3; tries++) {
            socket.send(request);
            final Frame reply = receive(socket, server, System.currentTimeMillis() + 1000, false);
            if (reply != null) {
                screen.println(reply.text());
                return reply.text();
            }
        }
        throw new IOException("no answer from " + server);
    }

    /** The first frame of the server, or null at the deadline; with all, takes everything until the deadline. */
    private static Frame receive(final DatagramSocket socket, final InetSocketAddress server, final long deadline,
            final boolean all) throws IOException {
        for (;;) {
            final long left = deadline - System.currentTimeMillis();
            if (left < 1) {
                return null;
            }
            socket.setSoTimeout((int) left);
            final DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
            try {
                socket.receive(packet);
            } catch (final SocketTimeoutException e) {
                return null;
            }
            if (!all && server.equals(packet.getSocketAddress())) {
                return Frame.from(packet);
            }
        }
    }
}
