package netprog.testkit.grading;

import java.io.IOException;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import netprog.testkit.Recording.Kind;
import netprog.testkit.Wire;

/** The student's TCP login server, with users that were drawn anew. It starts with the first connection. */
public final class TcpServerUnderTest {
    private final Exchange exchange;
    private final Starter starter;
    private final Map<String, String> users = new LinkedHashMap<>();
    private Started server;
    private int clients;

    TcpServerUnderTest(Exchange exchange, Starter starter) {
        this.exchange = exchange;
        this.starter = starter;
    }

    /**
     * Adds a user that nobody can guess; before the first connection.
     *
     * @return the user
     */
    public User someone() {
        User user = User.anyone();
        return someone(user.id(), user.password());
    }

    /**
     * Adds a user; before the first connection.
     *
     * @param id of the user
     * @param password of the user
     * @return the user
     */
    public User someone(String id, String password) {
        users.put(id, password);
        return new User(id, password);
    }

    /**
     * Says which bug the next steps look for, where they look for another one than the test's first steps.
     *
     * @param bug a key of the explanations, such as {@code behind-nul}
     * @return this server
     */
    public TcpServerUnderTest looksFor(String bug) {
        exchange.looksFor(bug);
        return this;
    }

    /**
     * Connects one more client.
     *
     * @return the client's end of the connection
     */
    public Peer connect() {
        clients++;
        String me = clients == 1 ? "client" : "client " + clients;
        try {
            if (server == null) {
                server = exchange.program(starter.server("tcp", users));
            }
            Socket socket = exchange.socket(new Socket());
            try {
                socket.connect(Wire.local(server.port()), Limits.must());
            } catch (IOException e) {
                throw new WireFailure(
                        WireFailure.Sight.REFUSED,
                        GradingWords.get("expected.connection", me),
                        GradingWords.get("seen.refused", e.getMessage()));
            }
            exchange.recording().add(me, "server", Kind.CONNECT);
            return new Peer(socket, exchange.recording(), me, "server", clients > 1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Connects one more client and takes the greeting, whatever it says: one test looks at its text.
     *
     * @return the client's end of the connection, ready for a login
     */
    public Peer greeted() {
        Peer client = connect();
        client.receivesFrame("\"Welcome to Server!!\"");
        return client;
    }

    /**
     * Connects one more client, takes the greeting, and logs in.
     *
     * @param user one of this server's users
     * @return the client's end of the connection, ready for case requests
     */
    public Peer login(User user) {
        boolean first = clients == 0;
        try {
            return greeted().sends(user.login()).receivesWelcome();
        } catch (WireFailure e) {
            throw first ? e.early() : e;
        }
    }

    /** Closes the listener, and waits for {@code serve} to end. */
    public void endsWhenListenerIsClosed() {
        Servers.endsWhenClosed(server);
    }
}
