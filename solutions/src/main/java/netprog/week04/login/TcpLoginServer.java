package netprog.week04.login;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import netprog.util.Addresses;
import netprog.util.ProgramArguments;
import netprog.util.Terminal;
import netprog.week04.echo.CaseService;
import netprog.week04.echo.Frame;

/**
 * The case service behind a login, over TCP.
 *
 * <pre>
 *   server                                      client
 *   1 socket, 2 bind, 3 listen (in main)
 *   4 accept     &lt;---------------------------- connect
 *   5 write      -- Welcome to Server!! -------&gt; read
 *   6 read       &lt;- id=guest pass=wrong -------- write
 *   7 write      -- 402 Invalid Password\n ----&gt; read
 *   6 read       &lt;- id=guest pass=guest -------- write
 *   7 write      -- 200 Welcome guest!!\n -----&gt; read     (6 and 7 until it is a 200)
 *   8 read       &lt;- 1 abcd EFG ----------------- write
 *   9 write      -- ABCD EFG ------------------&gt; read     (8 and 9 for each request)
 *   8 read       &lt;- 4 -------------------------- write
 *  10 close      ------------------------------&gt; read returns -1
 * </pre>
 *
 * Try it: {@code java -jar solutions.jar tcp-server}, then the same with {@code tcp-client}.
 */
public final class TcpLoginServer {
    private static final int MAX_CLIENTS = 1000;

    private TcpLoginServer() {}

    /**
     * Serves until the program is ended.
     *
     * @param args as {@code --help} says
     */
    public static void main(String[] args) {
        ProgramArguments arguments = ProgramArguments.of(Week04Login.TCP_SERVER, args);
        Authenticator users = UsersFile.open(arguments);
        // 1. socket: not bound yet, because this option must be set before bind.
        try (ServerSocket listener = new ServerSocket()) {
            listener.setReuseAddress(true);
            // 2-3. bind, listen
            listener.bind(arguments.bindAddress());
            System.out.println("listening on tcp " + Addresses.show(listener.getLocalSocketAddress()));
            serve(listener, users);
        } catch (IOException e) {
            arguments.fail(e);
        }
    }

    /** Accepts until the listener is closed; clients that are connected then are served to the end. */
    static void serve(ServerSocket listener, Authenticator users) throws IOException {
        // A thread for each client. Silent clients may stay for ever, so the number of threads is bounded: one client
        // more is closed at once, and the others are not affected.
        ExecutorService threads =
                new ThreadPoolExecutor(0, MAX_CLIENTS, 10, TimeUnit.SECONDS, new SynchronousQueue<>());
        while (!listener.isClosed()) {
            try {
                // 4. accept, and a thread for this client: while it waits for a frame, we wait for the next client.
                Socket client = listener.accept();
                start(threads, client, users);
            } catch (IOException e) {
                // Closed: the end. Otherwise the system has no descriptor left: the client waits until there is one.
                Terminal.screen().println("accept: " + e.getMessage());
                LockSupport.parkNanos(100_000_000);
            }
        }
        threads.shutdown();
    }

    private static void start(ExecutorService threads, Socket client, Authenticator users) throws IOException {
        try {
            threads.execute(() -> talk(client, users));
        } catch (RejectedExecutionException
                | OutOfMemoryError e) { // all of ours are in use, or the system has no thread left
            Terminal.screen().println("closed, too many clients: " + Addresses.show(client.getRemoteSocketAddress()));
            client.close();
        }
    }

    private static void talk(Socket client, Authenticator users) {
        String who = Addresses.show(client.getRemoteSocketAddress());
        Terminal.screen().println("connected: " + who);
        try (client) {
            client.setKeepAlive(
                    true); // the system checks, after hours, that the machine of a silent client still exists
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            // 5. write: in this protocol the server speaks first.
            Frame.of("Welcome to Server!!").writeTo(out);
            String id = logIn(in, out, who, users);
            if (id != null) {
                serveCases(in, out, who, id);
            }
            Terminal.screen().println("left: " + who);
            // 10. close (the end of this block does it)
        } catch (IOException e) {
            Terminal.screen().println("lost " + who + ": " + e.getMessage());
        }
    }

    /** Replies to logins until one is correct, and returns its id; null if the client leaves before. */
    private static String logIn(InputStream in, OutputStream out, String who, Authenticator users) throws IOException {
        Frame frame;
        // 6. read: a whole frame; null when the client has closed. An end inside a frame is an EOFException.
        while ((frame = Frame.readFrom(in)) != null) {
            LoginRequest request;
            try {
                request = LoginRequest.parse(frame.text());
            } catch (IllegalArgumentException e) {
                // Not the text: it may contain a password.
                Terminal.screen().println("from " + who + ": not a login, " + e.getMessage());
                Frame.of("400 Bad Request\n").writeTo(out);
                continue;
            }
            Authenticator.Result result = users.authenticate(request);
            Terminal.screen().println("from " + who + ": login of " + request.id() + ": " + result);
            // 7. write
            Frame.of(reply(result, request.id())).writeTo(out);
            if (result == Authenticator.Result.WELCOME) {
                return request.id();
            }
        }
        return null;
    }

    private static String reply(Authenticator.Result result, String id) {
        return switch (result) {
            case WELCOME -> "200 Welcome " + id + "!!\n";
            case INVALID_ID -> "401 Invalid ID\n";
            case INVALID_PASSWORD -> "402 Invalid Password\n";
        };
    }

    private static void serveCases(InputStream in, OutputStream out, String who, String id) throws IOException {
        try {
            Frame request;
            // 8. read
            while ((request = Frame.readFrom(in)) != null && !CaseService.isEnd(request)) {
                Terminal.screen().println("from " + who + ", " + id + ": " + show(request));
                // 9. write
                CaseService.reply(request).writeTo(out);
            }
        } finally {
            Terminal.screen().println(who + ": Session finished for " + id + ".");
        }
    }

    /** For the log: the text of a request, but not of a second login with its password. */
    private static String show(Frame request) {
        return request.text().toLowerCase(Locale.ROOT).contains("pass") ? "(not shown)" : request.toString();
    }
}
