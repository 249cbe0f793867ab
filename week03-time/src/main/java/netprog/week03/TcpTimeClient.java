package netprog.week03;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.ZonedDateTime;
import java.util.Arrays;
import netprog.util.ProgramArguments;
import netprog.util.Terminal;

/**
 * Time over TCP: connects, reads until the reply is complete, and prints it.
 *
 * <pre>
 *   client                        server
 *   1 socket
 *   2 connect ------------------&gt; accept
 *   3 read    &lt;------------------ write
 *   3 read returns -1 &lt;---------- close
 *   4 close
 * </pre>
 *
 * Try it: {@code java -jar week03-time.jar tcp-client 127.0.0.1 30000}.
 */
public final class TcpTimeClient {
    static final String USAGE = "tcp-client [host [port]] [--format ctime|daytime|rfc868]";

    private static final int TIMEOUT = 5000; // milliseconds, for the connection and then for each read

    private TcpTimeClient() {}

    /** Asks once, and prints the reply. */
    public static void main(String[] args) {
        ProgramArguments arguments = ProgramArguments.of(USAGE, args);
        try {
            TimeFormat format = TimeFormat.named(arguments.option("--format", "ctime"));
            byte[] reply = ask(arguments.server(), format);
            Terminal.screen().println(format.decode(reply, ZonedDateTime.now()));
        } catch (IOException e) {
            arguments.fail(e);
        }
    }

    static byte[] ask(InetSocketAddress server, TimeFormat format) throws IOException {
        // 1. socket
        try (Socket socket = new Socket()) {
            // 2. connect: the server's accept returns the other end. The connection is the request: nothing is sent.
            socket.connect(server, TIMEOUT);
            socket.setSoTimeout(TIMEOUT);
            // 3. read, in a loop: TCP is a stream, and one read may return a part of the reply.
            InputStream in = socket.getInputStream();
            byte[] reply = new byte[TimeFormat.MAX_LENGTH];
            int length = 0;
            int count = 0;
            try {
                while (count != -1 && !format.isComplete(reply, length)) {
                    count = in.read(reply, length, reply.length - length);
                    length += Math.max(count, 0);
                }
            } catch (SocketTimeoutException e) {
                // The server sent no NUL and did not close. What came may be a whole time all the same.
                Terminal.errors().println(format.missingEnd(Arrays.copyOf(reply, length), e));
            }
            return Arrays.copyOf(reply, length);
        } // 4. close (the end of the try block does it)
    }
}
