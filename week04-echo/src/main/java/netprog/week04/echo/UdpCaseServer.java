package netprog.week04.echo;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import netprog.util.Addresses;
import netprog.util.Ports;
import netprog.util.ProgramArguments;

/**
 * The case service over UDP: the echo server with messages. What is new: a datagram carries one frame, and its text
 * determines the reply.
 *
 * <pre>
 *   server                        client
 *   1 socket, 2 bind
 *   3 receive &lt;------------------ send
 *   4 send    ------------------&gt; receive    (3 and 4 for each datagram, of any client)
 * </pre>
 *
 * Try it: {@code java -jar week04-echo.jar udp-case-server}, then {@code java -jar week04-echo.jar udp-case-client}.
 */
public final class UdpCaseServer {
    static final String USAGE = "udp-case-server [port] [--bind ADDRESS]";

    private UdpCaseServer() {}

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
        byte[] buffer = new byte[65535];
        while (true) {
            // 3. receive: one datagram, one frame; of a longer datagram the first 128 bytes.
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            InetSocketAddress sender = (InetSocketAddress) packet.getSocketAddress();
            String who = Addresses.show(sender);
            if (Ports.answersEverything(sender.getPort())) {
                System.out.println("not answered: " + who + " would answer the answer, for ever");
                continue;
            }
            Frame request = Frame.from(packet);
            // There is no connection to close: the end is a reply like the others.
            Frame reply = CaseService.isEnd(request) ? Frame.of("200 Goodbye") : CaseService.reply(request);
            try {
                // 4. send: to the address that the request came from.
                socket.send(reply.toPacket(sender));
                System.out.println("from " + who + ": " + request + ", answered: " + reply);
            } catch (IOException e) {
                System.out.println("lost " + who + ": " + e.getMessage());
            }
        }
    }
}
