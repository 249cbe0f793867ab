package netprog.week04.echo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.util.Arrays;
import netprog.util.ProgramArguments;
import netprog.util.Terminal;

/**
 * Echo over UDP: sends each line that is typed as one datagram, and waits for one; {@code exit} ends it.
 *
 * <pre>
 *   client                        server
 *   1 socket, 2 connect (nothing is sent)
 *   3 send    ------------------&gt; receive
 *   4 receive &lt;------------------ send       (3 and 4 for each line, and again if no reply comes)
 *   5 close (nothing is sent)
 * </pre>
 *
 * Try it: {@code java -jar week04-echo.jar udp-client 127.0.0.1 30000}.
 */
public final class UdpEchoClient {
    static final String USAGE = "udp-client [host [port]] [--charset NAME]";

    private static final int TIMEOUT = 1000; // milliseconds for each try
    private static final int TRIES = 3;

    private UdpEchoClient() {}

    /** Runs until the input ends or {@code exit} is typed. */
    public static void main(String[] args) {
        ProgramArguments arguments = ProgramArguments.of(USAGE, args);
        try {
            run(arguments.server(), arguments.charset(), Terminal.keyboard(), Terminal.screen());
        } catch (IOException e) {
            arguments.fail(e);
        }
    }

    static void run(InetSocketAddress server, Charset charset, BufferedReader keyboard, PrintStream screen)
            throws IOException {
        // 1. socket
        try (DatagramSocket socket = new DatagramSocket()) {
            // 2. connect: no packet is sent, but from now on we receive only this server's datagrams (and its "port
            // unreachable").
            socket.connect(server);
            byte[] message;
            while ((message = Line.read(keyboard, screen, charset)) != null) {
                if (message.length > 65507) {
                    screen.println(Line.tooLong(message.length));
                } else if (Line.isExit(message, charset)) {
                    socket.send(new DatagramPacket(message, message.length));
                    return;
                } else {
                    Line.show(ask(socket, message), screen, charset);
                }
            }
        } // 5. close (the end of the try block does it): UDP sends nothing.
    }

    private static byte[] ask(DatagramSocket socket, byte[] request) throws IOException {
        empty(socket);
        byte[] buffer = new byte[65535];
        socket.setSoTimeout(TIMEOUT);
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
    }

    /** Discards late replies: a second try may have a second reply, which must not be taken for that to the next request. */
    static void empty(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            for (int i = 0; i < 1000; i++) {
                socket.receive(new DatagramPacket(new byte[1], 1));
            }
        } catch (SocketTimeoutException e) {
            // There are no more.
        }
    }
}
