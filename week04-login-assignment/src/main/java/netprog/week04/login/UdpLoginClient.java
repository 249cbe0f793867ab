package netprog.week04.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import netprog.util.ProgramArguments;
import netprog.util.Terminal;

/**
 * Task 6: the case service behind a login, over UDP, from the keyboard. What is new: a request or its reply may get lost, so
 * the client asks again.
 *
 * <pre>
 *   client                                      server
 *   1 socket, 2 connect (nothing is sent)
 *   3 send       -- id=guest pass=guest -------&gt; receive
 *   4 receive       lost &lt;- 200 Welcome guest!!  send
 *   3 send       -- id=guest pass=guest -------&gt; receive  (after 1 second of silence, 3 times in all)
 *   4 receive    &lt;- 200 Welcome guest!!\n ------ send
 *   3 send       -- 1 abcd EFG ----------------&gt; receive
 *   4 receive    &lt;- ABCD EFG ------------------- send     (3 and 4 for each request)
 *   3 send       -- 4 -------------------------&gt; receive
 *   4 receive    &lt;- 200 Goodbye guest!!\n ------ send
 *   5 close (nothing is sent)
 * </pre>
 *
 * Try it: {@code java -jar week04-login-assignment.jar udp-client 127.0.0.1 30000}.
 */
public final class UdpLoginClient {
    private UdpLoginClient() {}

    /**
     * Talks until the input ends or 4 is chosen.
     *
     * @param args as {@code --help} says
     */
    public static void main(String[] args) {
        ProgramArguments arguments = ProgramArguments.of(Week04Login.UDP_CLIENT, args);
        try {
            System.exit(run(arguments.server(), Terminal.keyboard(), Terminal.screen()));
        } catch (IOException e) {
            arguments.fail(e);
        }
    }

    /**
     * Talks as {@link TcpLoginClient#run} does, except that the server sends no greeting.
     *
     * <ol>
     *   <li>socket.
     *   <li>connect it to the server: no packet leaves, but from now on only this server's datagrams come in.
     *   <li>send a login or a request; the prompts are those of the TCP client. Empty the socket before each new request: a
     *       late second reply to the last one may be in it.
     *   <li>receive the reply and show it. After 1 second of silence ({@code setSoTimeout}) send the same again, 3 times in
     *       all; if there is still no reply, throw an {@link IOException}.
     *       <ul>
     *         <li>At the login: if it contains {@code Welcome} you are logged in, otherwise ask for id and password again.
     *         <li>In the menu: after a {@code 403} the server has forgotten you; ask for id and password again.
     *         <li>After a {@code 4}: any reply is the end (the first Goodbye may have been lost).
     *       </ul>
     *   <li>close.
     * </ol>
     *
     * When the keyboard input ends, at any prompt, close and return 0.
     *
     * @param server the address of the server
     * @param keyboard the lines that are typed
     * @param screen for prompts and the texts of the server
     * @return the exit status: 0
     * @throws IOException if the network fails, or the server does not answer
     */
    static int run(InetSocketAddress server, BufferedReader keyboard, PrintStream screen) throws IOException {
        throw new Todo("step 1: make a socket, then connect it to the server");
    }
}
