package netprog.week03;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.ZonedDateTime;
import netprog.util.Addresses;
import netprog.util.Bytes;
import netprog.util.Ports;
import netprog.util.ProgramArguments;

/**
 * Time over UDP: every datagram, whatever its content, is answered with the time.
 *
 * <pre>
 *   server                        client
 *   1 socket, 2 bind
 *   3 receive &lt;------------------ send
 *   4 send    ------------------&gt; receive
 * </pre>
 *
 * No listen, no accept, no close: there is no connection, and the sender's address comes with each datagram.
 *
 * <p>Try it: {@code java -jar week03-time.jar udp-server}, then {@code ncat -u 127.0.0.1 30000} and press Enter.
 */
public final class UdpTimeServer {
    static final String USAGE = "udp-server [port] [--format ctime|daytime|rfc868] [--bind ADDRESS]";

    private UdpTimeServer() {}

    /** Serves until the program is ended. */
    public static void main(String[] args) {
        ProgramArguments arguments = ProgramArguments.of(USAGE, args);
        // 1. socket: not bound yet
        try (DatagramSocket socket = new DatagramSocket(null)) {
            // 2. bind: from now on we receive the datagrams that are sent to this port.
            socket.bind(arguments.bindAddress());
            System.out.println("listening on udp " + Addresses.show(socket.getLocalSocketAddress()));
            serve(socket, TimeFormat.named(arguments.option("--format", "ctime")));
        } catch (IOException e) {
            arguments.fail(e);
        }
    }

    /** Answers datagram after datagram until the socket is closed: then it throws an IOException. */
    static void serve(DatagramSocket socket, TimeFormat format) throws IOException {
        byte[] buffer = new byte[65535];
        while (true) {
            // 3. receive: one datagram, from any sender. Each time with a new packet: a used one keeps the length of
            // the last datagram.
            DatagramPacket request = new DatagramPacket(buffer, buffer.length);
            socket.receive(request);
            InetSocketAddress sender = (InetSocketAddress) request.getSocketAddress();
            String who = Addresses.show(sender);
            System.out.println("received from " + who + ": " + Bytes.show(buffer, 0, request.getLength()));
            if (Ports.answersEverything(sender.getPort())) {
                System.out.println("not answered: a server on that port would answer the answer, for ever");
                continue;
            }
            try {
                // 4. send: to the address that the request came from.
                byte[] reply = format.encode(ZonedDateTime.now());
                socket.send(new DatagramPacket(reply, reply.length, sender));
                System.out.println("sent to " + who + ": " + Bytes.show(reply));
            } catch (IOException e) {
                // An error with one client must not end the server.
                System.out.println("lost " + who + ": " + e.getMessage());
            }
        }
    }
}
