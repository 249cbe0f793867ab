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
 * Echo over UDP: sends each line that is typed as one datagram and waits for one; {@code exit} ends it.
 *
 * <pre>
 *   client                        server
 *   1 socket, 2 connect (nothing is sent)
 *   3 send    ------------------&gt; receive
 *   4 receive &lt;------------------ send       (3 and 4 for each line, and again where no answer comes)
 *   5 close (nothing is sent)
 * </pre>
 *
 * Try it: {@code java -jar week04-echo.jar udp-client 127.0.0.1 30000}.
 */
public final class UdpEchoClient {
    static final String USAGE = "udp-client [host [port]] [--charset NAME]";

    private static final int PATIENCE = 1000; // milliseconds for each try
    private static final int TRIES = 3;

    private UdpEchoClient() {}

    /**
     * Talks until the input ends or {@code exit} is typed.
     *
     * @param args as {@code --help} says
     */
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
            // 2. connect: no packet leaves, but from now on only this server's datagrams come in (and a "port closed").
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
        } // 5. close (the end of the try block does it): UDP tells nobody.
    }

    private static byte[] ask(DatagramSocket socket, byte[] request) throws IOException {
        empty(socket);
        byte[] buffer = new byte[65535];
        socket.setSoTimeout(PATIENCE);
        for (int i = 0; i < TRIES; i++) {
            // 3. send: it may get lost on the way, and so may the answer; nobody will tell.
            socket.send(new DatagramPacket(request, request.length));
            try {
                // 4. receive: one datagram is the whole reply, its length is in the packet.
                DatagramPacket reply = new DatagramPacket(buffer, buffer.length);
                socket.receive(reply);
                return Arrays.copyOf(buffer, reply.getLength());
            } catch (SocketTimeoutException e) {
                // Silence: ask again.
            }
        }
        throw new SocketTimeoutException("no reply to " + TRIES + " requests");
    }

    /** Throws away what is left: after a second try a second answer may come, and it is not the next one's. */
    static void empty(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            for (int i = 0; i < 1000; i++) {
                socket.receive(new DatagramPacket(new byte[1], 1));
            }
        } catch (SocketTimeoutException e) {
            // Nothing is left.
        }
    }
}
