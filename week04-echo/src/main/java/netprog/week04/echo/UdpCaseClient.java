package netprog.week04.echo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import netprog.util.ProgramArguments;
import netprog.util.Terminal;

/**
 * The case service over UDP, from the keyboard.
 *
 * <pre>
 *   client                        server
 *   1 socket, 2 connect (nothing is sent)
 *   3 send    ------------------&gt; receive
 *   4 receive &lt;------------------ send       (3 and 4 for each request, and again if no reply comes)
 *   5 close (nothing is sent)
 * </pre>
 *
 * Try it: {@code java -jar week04-echo.jar udp-case-client 127.0.0.1 30000}.
 */
public final class UdpCaseClient {
    static final String USAGE = "udp-case-client [host [port]] [--charset NAME]";

    private static final int TIMEOUT = 1000; // milliseconds for each try
    private static final int TRIES = 3;

    private UdpCaseClient() {}

    /** Runs until the input ends or 4 is chosen. */
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
            Frame request;
            while ((request = CaseMenu.ask(keyboard, screen, charset)) != null) {
                screen.println(ask(socket, server, request).text(charset));
                if (CaseService.isEnd(request)) {
                    return;
                }
            }
        } // 5. close (the end of the try block does it): UDP sends nothing.
    }

    private static Frame ask(DatagramSocket socket, InetSocketAddress server, Frame request) throws IOException {
        UdpEchoClient.empty(socket);
        DatagramPacket reply = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
        socket.setSoTimeout(TIMEOUT);
        for (int i = 0; i < TRIES; i++) {
            // 3. send: the datagram may be lost on the way, or the reply; neither is reported.
            socket.send(request.toPacket(server));
            try {
                // 4. receive
                socket.receive(reply);
                return Frame.from(reply);
            } catch (SocketTimeoutException e) {
                // No reply: ask again.
            }
        }
        throw new SocketTimeoutException("no reply to " + TRIES + " requests");
    }
}
