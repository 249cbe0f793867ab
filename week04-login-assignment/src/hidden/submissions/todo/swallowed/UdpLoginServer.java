package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import netprog.week04.echo.Frame;

/** Catches the {@code Todo} and sends a reply all the same. */
public final class UdpLoginServer {
    private UdpLoginServer() {}

    static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[1024], 1024);
            socket.receive(packet);
            try {
                throw new Todo("step 5: look whether it is a login");
            } catch (RuntimeException e) {
                socket.send(Frame.of("400 Bad Request").toPacket(packet.getSocketAddress()));
            }
        }
    }
}
