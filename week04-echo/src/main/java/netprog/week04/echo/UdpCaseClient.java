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
 *   4 receive &lt;------------------ send       (3 and 4 for each request, and again where no answer comes)
 *   5 close (nothing is sent)
 * </pre>
 *
 * Try it: {@code java -jar week04-echo.jar udp-case-client 127.0.0.1 30000}.
 */
public final class UdpCaseClient {
    static final String USAGE = "udp-case-client [host [port]] [--charset NAME]";

    private static final int PATIENCE = 1000; // milliseconds for each try
    private static final int TRIES = 3;

    private UdpCaseClient() {}

    /**
     * Talks until the input ends or 4 is chosen.
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
            Frame request;
            while ((request = CaseMenu.ask(keyboard, screen, charset)) != null) {
                screen.println(ask(socket, server, request).text(charset));
                if (CaseService.isEnd(request)) {
                    return;
                }
            }
        } // 5. close (the end of the try block does it): UDP tells nobody.
    }

    private static Frame ask(DatagramSocket socket, InetSocketAddress server, Frame request) throws IOException {
        UdpEchoClient.empty(socket);
        DatagramPacket reply = new DatagramPacket(new byte[Frame.SIZE], Frame.SIZE);
        socket.setSoTimeout(PATIENCE);
        for (int i = 0; i < TRIES; i++) {
            // 3. send: it may get lost on the way, and so may the answer; nobody will tell.
            socket.send(request.toPacket(server));
            try {
                // 4. receive
                socket.receive(reply);
                return Frame.from(reply);
            } catch (SocketTimeoutException e) {
                // Silence: ask again.
            }
        }
        throw new SocketTimeoutException("no reply to " + TRIES + " requests");
    }
}
