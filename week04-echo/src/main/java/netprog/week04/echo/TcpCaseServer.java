package netprog.week04.echo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import netprog.util.Addresses;
import netprog.util.ProgramArguments;

/**
 * The case service over TCP: the echo server with messages. What is new: a whole frame is read, however the stream was
 * segmented on the way, and its text determines the reply.
 *
 * <pre>
 *   server                        client
 *   1 socket, 2 bind, 3 listen
 *   4 accept  &lt;------------------ connect
 *   5 read a frame &lt;------------- write a frame
 *   6 write a frame ------------&gt; read a frame   (5 and 6 for each request)
 *   5 read "4" &lt;----------------- write "4"
 *   7 close   ------------------&gt; read returns -1
 * </pre>
 *
 * Try it: {@code java -jar week04-echo.jar tcp-case-server}, then {@code java -jar week04-echo.jar tcp-case-client}.
 */
public final class TcpCaseServer {
    static final String USAGE = "tcp-case-server [port] [--bind ADDRESS]";

    private TcpCaseServer() {}

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
            // 4. accept, and a thread for this client: while it waits for a frame, this one waits for the next client.
            Socket client = listener.accept();
            new Thread(() -> talk(client)).start();
        }
    }

    private static void talk(Socket client) {
        String who = Addresses.show(client.getRemoteSocketAddress());
        System.out.println("connected: " + who);
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            Frame request;
            // 5. read: a whole frame; null if the client has closed. The end of the stream inside a frame is an
            // EOFException.
            while ((request = Frame.readFrom(in)) != null && !CaseService.isEnd(request)) {
                // 6. write
                Frame reply = CaseService.reply(request);
                reply.writeTo(out);
                System.out.println("from " + who + ": " + request + ", answered: " + reply);
            }
            System.out.println("left: " + who);
            // 7. close (the end of this block does it)
        } catch (IOException e) {
            System.out.println("lost " + who + ": " + e.getMessage());
        }
    }
}
