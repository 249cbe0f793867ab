package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import netprog.week04.echo.Frame;

public final class UdpLoginClient extends LoginRequest.Dialogue {
    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private String sent;

    private UdpLoginClient(DatagramSocket socket, InetSocketAddress server, BufferedReader keyboard, PrintStream screen) {
        super(keyboard, screen);
        this.socket = socket;
        this.server = server;
    }

    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            new UdpLoginClient(socket, server, keyboard, screen).talk();
        }
        return 0;
    }

    @Override
    Frame exchange(Frame request, boolean isEnd) throws IOException {
        sent = request.text();
        while (receive(1) != null) {
            say(".");
        }
        for (int attempts = 3; attempts > 0; attempts--) {
            socket.send(request.toPacket(server));
            Frame reply = receive(1000);
            if (reply != null) {
                return reply;
            }
            say(attempts > 1 ? "No reply yet, once more.\n" : "No reply.\n");
        }
        throw new SocketTimeoutException("the server does not answer");
    }

    private Frame receive(int patience) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        socket.setSoTimeout(patience);
        try {
            socket.receive(packet);
            return Frame.from(packet);
        } catch (SocketTimeoutException e) {
            return null;
        }
    }

    @Override
    boolean isForgotten(String reply) {
        String text = reply.replaceFirst("\r?\n\\z", "");
        // a text of my own that begins with 403 comes back with 403 at its beginning
        return text.equals("403 Login Required") || text.startsWith("403") && !sent.startsWith("403", 2);
    }
}
