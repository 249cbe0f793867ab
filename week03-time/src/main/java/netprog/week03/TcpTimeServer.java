package netprog.week03;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.ZonedDateTime;
import netprog.util.Addresses;
import netprog.util.Bytes;
import netprog.util.ProgramArguments;

/**
 * Time over TCP: every client that connects receives the time, and then the end of the stream.
 *
 * <pre>
 *   server                        client
 *   1 socket, 2 bind, 3 listen
 *   4 accept  &lt;------------------ connect
 *   5 write   ------------------&gt; read
 *   6 close   ------------------&gt; read returns -1
 * </pre>
 *
 * Try it: {@code java -jar week03-time.jar tcp-server}, then {@code ncat 127.0.0.1 30000}.
 */
public final class TcpTimeServer {
    static final String USAGE = "tcp-server [port] [--format ctime|daytime|rfc868] [--bind ADDRESS]";

    private TcpTimeServer() {}

    /** Serves until the program is ended. */
    public static void main(String[] args) {
        ProgramArguments arguments = ProgramArguments.of(USAGE, args);
        // 1. socket: not bound yet, because this option must be set before bind.
        try (ServerSocket listener = new ServerSocket()) {
            listener.setReuseAddress(true);
            // 2-3. bind, listen: from now on the system accepts connections and keeps them in a queue.
            listener.bind(arguments.bindAddress());
            System.out.println("listening on tcp " + Addresses.show(listener.getLocalSocketAddress()));
            serve(listener, TimeFormat.named(arguments.option("--format", "ctime")));
        } catch (IOException e) {
            arguments.fail(e);
        }
    }

    /** Answers one client after the other until the listener is closed: then it throws an IOException. */
    static void serve(ServerSocket listener, TimeFormat format) throws IOException {
        while (true) {
            // 4. accept: waits for a client, and returns a second socket, for this client only.
            Socket client = listener.accept();
            String who = Addresses.show(client.getRemoteSocketAddress());
            System.out.println("connected: " + who);
            try (client) {
                // 5. write: there is no request to read; the connection is the request.
                byte[] reply = format.encode(ZonedDateTime.now());
                client.getOutputStream().write(reply);
                System.out.println("sent to " + who + ": " + Bytes.show(reply));
                // 6. close (the end of this block does it): the client sees the end of the stream.
            } catch (IOException e) {
                // An error with one client must not end the server.
                System.out.println("lost " + who + ": " + e.getMessage());
            }
        }
    }
}
