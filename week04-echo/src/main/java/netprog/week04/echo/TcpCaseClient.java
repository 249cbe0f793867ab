package netprog.week04.echo;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import netprog.util.ProgramArguments;
import netprog.util.Terminal;

/**
 * The case service over TCP, from the keyboard.
 *
 * <pre>
 *   client                        server
 *   1 socket
 *   2 connect ------------------&gt; accept
 *   3 write a frame ------------&gt; read a frame
 *   4 read a frame &lt;------------- write a frame  (3 and 4 for each request)
 *   3 write "4" ----------------&gt; read "4"
 *   5 close
 * </pre>
 *
 * Try it: {@code java -jar week04-echo.jar tcp-case-client 127.0.0.1 30000}.
 */
public final class TcpCaseClient {
    static final String USAGE = "tcp-case-client [host [port]] [--charset NAME]";

    private static final int TIMEOUT = 5000; // milliseconds, for the connection

    private TcpCaseClient() {}

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
        try (Socket socket = new Socket()) {
            // 2. connect
            socket.connect(server, TIMEOUT);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            Frame request;
            while ((request = CaseMenu.ask(keyboard, screen, charset)) != null) {
                // 3. write
                request.writeTo(out);
                if (CaseService.isEnd(request)) {
                    return;
                }
                // 4. read
                Frame reply = Frame.readFrom(in);
                if (reply == null) {
                    throw new EOFException("the server closed the connection");
                }
                screen.println(reply.text(charset));
            }
        } // 5. close (the end of the try block does it)
    }
}
