package netprog.week04.login;

import java.io.IOException;
import java.net.DatagramSocket;
import netprog.util.Addresses;
import netprog.util.ProgramArguments;

/**
 * Task 5: the case service behind a login, over UDP. There is no connection that could remember who is logged in: the server
 * remembers it for each address and port.
 *
 * <pre>
 *   server                                      client
 *   1 socket, 2 bind (in main)
 *   3 receive    &lt;- 1 abcd EFG ----------------- send
 *   4 send       -- 403 Login Required\n ------&gt; receive
 *   3 receive    &lt;- id=guest pass=guest -------- send
 *   4 send       -- 200 Welcome guest!!\n -----&gt; receive
 *   3 receive    &lt;- 1 abcd EFG ----------------- send
 *   4 send       -- ABCD EFG ------------------&gt; receive
 *   3 receive    &lt;- 4 -------------------------- send
 *   4 send       -- 200 Goodbye guest!!\n -----&gt; receive
 * </pre>
 *
 * Try it: {@code java -jar week04-login-assignment.jar udp-server}, then the same with {@code udp-client}.
 */
public final class UdpLoginServer {
    private UdpLoginServer() {}

    /**
     * Serves until the program is ended.
     *
     * @param args as {@code --help} says
     */
    public static void main(String[] args) {
        ProgramArguments arguments = ProgramArguments.of(Week04Login.UDP_SERVER, args);
        Authenticator users = UsersFile.open(arguments);
        // 1. socket: not bound yet
        try (DatagramSocket socket = new DatagramSocket(null)) {
            // 2. bind
            socket.bind(arguments.bindAddress());
            System.out.println("listening on udp " + Addresses.show(socket.getLocalSocketAddress()));
            serve(socket, users);
        } catch (IOException e) {
            arguments.fail(e);
        }
    }

    /**
     * Answers each datagram until the socket is closed.
     *
     * <ol start="3">
     *   <li>receive a datagram ({@code Frame.from}), and look at its sender ({@code getSocketAddress}). A source port that
     *       answers everything ({@code Ports.answersEverything}) gets no reply. When the socket is closed, receive throws, and
     *       serve ends.
     *   <li>send one reply, to the address that the datagram came from:
     *       <ul>
     *         <li>to a login ({@link LoginRequest#parse}) the reply that follows from {@code users}:
     *             {@code 200 Welcome <id>!!\n}, and from now on this address is logged in with this id, whatever it was
     *             before; {@code 401 Invalid ID\n} or {@code 402 Invalid Password\n}, and nothing changes;
     *         <li>to a case request from an address that is not logged in {@code 403 Login Required\n};
     *         <li>to {@code 4} {@code 200 Goodbye <id>!!\n}, and the address is forgotten; print
     *             {@code Session finished for <id>.};
     *         <li>to any other case request the result of {@code CaseService.reply};
     *         <li>to anything else {@code 400 Bad Request\n}.
     *       </ul>
     * </ol>
     *
     * An address that has been silent for 10 minutes is forgotten. A client may also send logins from thousands of addresses:
     * the table must not grow without a bound.
     *
     * @param socket bound; closing it ends this method within 2 seconds
     * @param users decides who may log in
     * @throws IOException if receive fails, as it does when the socket is closed
     */
    static void serve(DatagramSocket socket, Authenticator users) throws IOException {
        throw new Todo("step 3: wait for a datagram (receive) and look who sent it");
    }
}
