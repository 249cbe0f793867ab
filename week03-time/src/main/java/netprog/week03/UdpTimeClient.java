package netprog.week03;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.ZonedDateTime;
import java.util.Arrays;
import netprog.util.ProgramArguments;
import netprog.util.Terminal;

/**
 * Time over UDP: sends a datagram, waits for one, and asks again if none comes.
 *
 * <pre>
 *   client                        server
 *   1 socket, 2 connect (nothing is sent)
 *   3 send    ------------------&gt; receive
 *   4 receive &lt;------------------ send
 *   5 close (nothing is sent)
 * </pre>
 *
 * Try it: {@code java -jar week03-time.jar udp-client 127.0.0.1 30000}.
 */
public final class UdpTimeClient {
    static final String USAGE = "udp-client [host [port]] [--format ctime|daytime|rfc868]";

    private static final int TIMEOUT = 1000; // milliseconds for each try
    private static final int TRIES = 3;

    private UdpTimeClient() {}

    /** Asks, and prints the reply. */
    public static void main(String[] args) {
        ProgramArguments arguments = ProgramArguments.of(USAGE, args);
        try {
            TimeFormat format = TimeFormat.named(arguments.option("--format", "ctime"));
            byte[] reply = ask(arguments.server());
            Terminal.screen().println(format.decode(reply, ZonedDateTime.now()));
        } catch (IOException e) {
            arguments.fail(e);
        }
    }

    static byte[] ask(InetSocketAddress server) throws IOException {
        // 1. socket: the system assigns it a free port.
        try (DatagramSocket socket = new DatagramSocket()) {
            // 2. connect: no packet is sent, but from now on we receive only this server's datagrams (and its "port
            // unreachable").
            socket.connect(server);
            socket.setSoTimeout(TIMEOUT);
            byte[] request = {'?', 0};
            byte[] buffer = new byte[65535];
            for (int i = 0; i < TRIES; i++) {
                // 3. send: the datagram may be lost on the way, or the reply; neither is reported.
                socket.send(new DatagramPacket(request, request.length));
                try {
                    // 4. receive: one datagram is the whole reply; its length is in the packet.
                    DatagramPacket reply = new DatagramPacket(buffer, buffer.length);
                    socket.receive(reply);
                    return Arrays.copyOf(buffer, reply.getLength());
                } catch (SocketTimeoutException e) {
                    // No reply: ask again.
                }
            }
            throw new SocketTimeoutException("no reply to " + TRIES + " requests");
        } // 5. close (the end of the try block does it)
    }
}
