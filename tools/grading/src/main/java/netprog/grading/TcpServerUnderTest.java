package netprog.grading;

import java.io.IOException;
import java.net.Socket;
import netprog.wire.Recording.Kind;
import netprog.wire.Wire;

/** The student's TCP login server, with users that were drawn anew. It starts with the first connection. */
public final class TcpServerUnderTest extends ServerUnderTest {
    TcpServerUnderTest(Exchange exchange, Starter starter) {
        super(exchange, starter, "tcp");
    }

    /**
     * Connects one more client.
     *
     * @return the client's end of the connection
     */
    public Peer connect() {
        String me = nextName();
        try {
            Started server = server();
            Socket socket = side().socket(new Socket());
            try {
                socket.connect(Wire.local(server.port()), Limits.must());
            } catch (IOException e) {
                throw new WireFailure(
                        WireFailure.Sight.REFUSED,
                        GradingWords.get("expected.connection", me),
                        GradingWords.get("seen.refused", e.getMessage()));
            }
            exchange().recording().add(me, "server", Kind.CONNECT);
            return new Peer(socket, exchange().recording(), me, "server", !isFirst());
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
        boolean first = isUnused();
        try {
            return greeted().sends(user.login()).receivesWelcome();
        } catch (WireFailure e) {
            throw first ? e.early() : e;
        }
    }

    /** Closes the listener, and waits for {@code serve} to end. */
    public void endsWhenListenerIsClosed() {
        endsWhenClosed();
    }
}
