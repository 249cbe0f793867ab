package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import netprog.util.ProgramArguments;
import netprog.util.Terminal;

/**
 * Task 4: the case service behind a login, over TCP, from the keyboard.
 *
 * <pre>
 *   client                                      server
 *   1 socket
 *   2 connect    ------------------------------&gt; accept
 *   3 read       &lt;- Welcome to Server!! -------- write
 *   4 write      -- id=guest pass=guest -------&gt; read
 *   5 read       &lt;- 200 Welcome guest!!\n ------ write    (4 and 5 until it holds "Welcome")
 *   6 write      -- 1 abcd EFG ----------------&gt; read
 *   7 read       &lt;- ABCD EFG ------------------- write    (6 and 7 for each request)
 *   6 write      -- 4 -------------------------&gt; read
 *   8 close
 * </pre>
 *
 * Try it: {@code java -jar week04-login-assignment.jar tcp-client 127.0.0.1 30000}.
 */
public final class TcpLoginClient {
    private TcpLoginClient() {}

    /**
     * Talks until the input ends or 4 is chosen.
     *
     * @param args as {@code --help} says
     */
    public static void main(String[] args) {
        ProgramArguments arguments = ProgramArguments.of(Week04Login.TCP_CLIENT, args);
        try {
            System.exit(run(arguments.server(), Terminal.keyboard(), Terminal.screen()));
        } catch (IOException e) {
            arguments.fail(e);
        }
    }

    /**
     * Connects, talks, closes.
     *
     * <ol>
     *   <li>socket.
     *   <li>connect; give up after 5 seconds.
     *   <li>read a frame and show its text: the server greets first.
     *   <li>write a login. Ask {@code ID : } and {@code Password : }, one keyboard line each. If it does not fit into a frame
     *       ({@code Frame.of} refuses it), show a line that says so, and ask again.
     *   <li>read the reply and show it. If it contains {@code Welcome} you are logged in (the course's C server omits the
     *       {@code 200 }); otherwise 4 again.
     *   <li>write a request. Show the menu: {@code (1)} upper, {@code (2)} lower, {@code (3)} swap, {@code (4)} end. For 1 to
     *       3 ask {@code Input string : } and send {@code <choice> <text>}; for 4 send {@code 4}; any other choice is asked
     *       again, and nothing is sent for it.
     *   <li>read the reply and show it, then 6 again. After a {@code 4} no reply comes.
     *   <li>close.
     * </ol>
     *
     * When the keyboard input ends ({@code readLine} returns null), at any prompt, close and return 0.
     *
     * @param server the address of the server
     * @param keyboard the lines that are typed
     * @param screen for prompts and the texts of the server
     * @return the exit status: 0
     * @throws IOException if the network fails, or the server closes before you are done
     */
    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        throw new Todo("step 1: make a socket, then connect it to the server");
    }
}
