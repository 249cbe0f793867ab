package netprog.week04.echo;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import netprog.util.Addresses;
import netprog.util.Bytes;
import netprog.util.Ports;
import netprog.util.ProgramArguments;

/**
 * Echo over UDP (RFC 862): every datagram is sent back to its sender unchanged, also an empty one.
 *
 * <pre>
 *   server                        client
 *   1 socket, 2 bind
 *   3 receive &lt;------------------ send
 *   4 send    ------------------&gt; receive    (3 and 4 for each datagram, of any client)
 * </pre>
 *
 * No threads here: each datagram is complete, so the server never waits for one client.
 *
 * <p>Try it: {@code java -jar week04-echo.jar udp-server}, then {@code ncat -u 127.0.0.1 30000} and type.
 */
public final class UdpEchoServer {
    static final String USAGE = "udp-server [port] [--bind ADDRESS]";

    private UdpEchoServer() {}

    /** Serves until the program is ended. */
    public static void main(String[] args) {
        ProgramArguments arguments = ProgramArguments.of(USAGE, args);
        // 1. socket: not bound yet
        try (DatagramSocket socket = new DatagramSocket(null)) {
            // 2. bind
            socket.bind(arguments.bindAddress());
            System.out.println("listening on udp " + Addresses.show(socket.getLocalSocketAddress()));
            serve(socket);
        } catch (IOException e) {
            arguments.fail(e);
        }
    }

    /** Answers datagram after datagram until the socket is closed: then it throws an IOException. */
    static void serve(DatagramSocket socket) throws IOException {
        byte[] buffer = new byte[65535]; // no datagram is longer; what does not fit would be lost
        while (true) {
            // 3. receive: one datagram, and the address of its sender.
            DatagramPacket request = new DatagramPacket(buffer, buffer.length);
            socket.receive(request);
            InetSocketAddress sender = (InetSocketAddress) request.getSocketAddress();
            String who = Addresses.show(sender);
            if (Ports.answersEverything(sender.getPort())) {
                System.out.println("not answered: " + who + " would answer the answer, for ever");
                continue;
            }
            try {
                // 4. send: only the bytes that were received, not the whole buffer.
                socket.send(new DatagramPacket(buffer, request.getLength(), sender));
                System.out.println("echoed to " + who + ": " + Bytes.show(buffer, 0, request.getLength()));
            } catch (IOException e) {
                System.out.println("lost " + who + ": " + e.getMessage());
            }
        }
    }
}
