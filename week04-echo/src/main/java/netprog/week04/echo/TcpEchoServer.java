package netprog.week04.echo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import netprog.util.Addresses;
import netprog.util.Bytes;
import netprog.util.ProgramArguments;

/**
 * Echo over TCP (RFC 862): every byte that arrives is sent back, until the client closes its sending side.
 *
 * <pre>
 *   server                        client
 *   1 socket, 2 bind, 3 listen
 *   4 accept  &lt;------------------ connect
 *   5 read    &lt;------------------ write
 *   6 write   ------------------&gt; read       (5 and 6 again and again)
 *   5 read returns -1 &lt;---------- close
 *   7 close
 * </pre>
 *
 * Several clients are served at the same time: each has its own thread, and the main thread returns to accept.
 *
 * <p>Try it: {@code java -jar week04-echo.jar tcp-server}, then {@code ncat 127.0.0.1 30000} and type.
 */
public final class TcpEchoServer {
    static final String USAGE = "tcp-server [port] [--bind ADDRESS]";

    private TcpEchoServer() {}

    /** Serves until the program is ended. */
    public static void main(String[] args) {
        ProgramArguments arguments = ProgramArguments.of(USAGE, args);
        // 1. socket: not bound yet, because this option must be set before bind.
        try (ServerSocket listener = new ServerSocket()) {
            listener.setReuseAddress(true);
            // 2-3. bind, listen
            listener.bind(arguments.bindAddress());
            System.out.println("listening on tcp " + Addresses.show(listener.getLocalSocketAddress()));
            serve(listener);
        } catch (IOException e) {
            arguments.fail(e);
        }
    }

    /** Accepts until the listener is closed: then it throws an IOException. */
    static void serve(ServerSocket listener) throws IOException {
        while (true) {
            // 4. accept, and a thread for this client: while it waits for bytes, this one waits for the next client.
            Socket client = listener.accept();
            new Thread(() -> echo(client)).start();
        }
    }

    private static void echo(Socket client) {
        String who = Addresses.show(client.getRemoteSocketAddress());
        System.out.println("connected: " + who);
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[8192];
            int count;
            // 5. read: as many bytes as there are, at least one; -1 when the client has closed its sending side.
            while ((count = in.read(buffer)) != -1) {
                // 6. write: these bytes only; the rest of the buffer has bytes of earlier reads.
                out.write(buffer, 0, count);
                System.out.println("echoed to " + who + ": " + Bytes.show(buffer, 0, count));
            }
            System.out.println("left: " + who);
            // 7. close (the end of this block does it)
        } catch (IOException e) {
            // A reset, which is an end too: a client sends one if it closes before it has read its last echo.
            System.out.println("left: " + who + " (" + e.getMessage() + ")");
        }
    }
}
