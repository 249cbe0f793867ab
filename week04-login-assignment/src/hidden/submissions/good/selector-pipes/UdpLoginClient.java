package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import netprog.week04.echo.Frame;

public class UdpLoginClient {

    public static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            TcpLoginClient.Dialogue dialogue = new TcpLoginClient.Dialogue(keyboard, screen) {
                @Override Frame send(Frame request) throws IOException {
                    return exchange(socket, request);
                }

                @Override void sendEnd(Frame request) throws IOException {
                    show(exchange(socket, request));
                }

                @Override boolean isForgotten(String reply) {
                    return reply.startsWith("403 Login Required");
                }
            };
            dialogue.hold();
        }
        return 0;
    }

    private static Frame exchange(DatagramSocket socket, Frame request) throws IOException {
        while (receive(socket, 1) != null) continue;
        Frame reply = null;
        int tries = 3;
        while (reply == null && tries-- > 0) {
            socket.send(request.toPacket(socket.getRemoteSocketAddress()));
            reply = receive(socket, 1000);
        }
        if (reply == null) throw new SocketTimeoutException("three times no answer");
        return reply;
    }

    private static Frame receive(DatagramSocket socket, int millis) throws IOException {
        try {
            socket.setSoTimeout(millis);
            DatagramPacket packet = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
            socket.receive(packet);
            return Frame.from(packet);
        } catch (SocketTimeoutException e) {
            return null;
        }
    }
}
