package netprog.week04.login;

import java.io.IOException;
import java.net.ServerSocket;
import netprog.util.Addresses;
import netprog.util.ProgramArguments;

/**
 * Task 3: the case service behind a login, over TCP.
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
 * Try it: {@code java -jar week04-login-assignment.jar tcp-server}, then the same with {@code tcp-client}.
 */
public final class TcpLoginServer {
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

    /**
     * Accepts until the listener is closed, and serves several clients at a time.
     *
     * <ol start="4">
     *   <li>accept: wait for a client. Give it a thread of its own, and go back to accept at once: while one client is
     *       silent, the next one has to be served. When the listener is closed, accept throws, and serve ends.
     *   <li>write the frame {@code Welcome to Server!!}. From here on you are in the client's thread.
     *   <li>read a frame ({@code Frame.readFrom}). null: the client has left. Everything else should be a login
     *       ({@link LoginRequest#parse}).
     *   <li>write the reply that follows from {@code users}: {@code 200 Welcome <id>!!\n}, {@code 401 Invalid ID\n} or
     *       {@code 402 Invalid Password\n}; if it was not a login, {@code 400 Bad Request\n}. Then 6 again, until a 200.
     *   <li>read a frame: from now on a request of the case service. {@code CaseService.isEnd} recognizes the {@code 4}.
     *   <li>write the result of {@code CaseService.reply}. Then 8 again.
     *   <li>close the client's socket, even after an exception; if the client was logged in, print
     *       {@code Session finished for <id>.} An exception of one client must not end the server.
     * </ol>
     *
     * @param listener bound and listening; closing it ends this method within 2 seconds
     * @param users decides who may log in
     * @throws IOException if accept fails, as it does when the listener is closed
     */
    static void serve(ServerSocket listener, Authenticator users) throws IOException {
        throw new Todo("step 4: wait for a client (accept) and give it a thread of its own");
    }
}
