package netprog.grading;

import java.io.IOException;
import java.net.Socket;
import netprog.wire.Recording.Kind;

/**
 * The student's TCP server. It starts with the first connection.
 *
 * @param <P> the assignment's own peer
 */
public abstract class GradedTcpServer<P extends GradedConnection<P>> extends GradedServer {
    /** Creates it. */
    protected GradedTcpServer(TestRun run, String name) {
        super(run, name, Protocol.TCP);
    }

    /** Makes the assignment's own peer. */
    protected abstract P peer(GradedConnection.Endpoint endpoint);

    /**
     * Connects one more client.
     *
     * @return the client's end of the connection
     */
    public final P connect() {
        String me = nextName();
        Socket socket = party().socket(new Socket());
        try {
            socket.connect(address(), AdaptiveTimeouts.replyTimeout());
        } catch (IOException e) {
            throw new WireFailure(
                    WireFailure.Observation.REFUSED,
                    GradingWords.get("expected.connection", me),
                    GradingWords.get("seen.refused", e.getMessage()));
        }
        run().recording().add(me, "server", Kind.CONNECT);
        return peer(new GradedConnection.Endpoint(socket, run(), me, "server", isFirst(), this::waitsWithoutLimit));
    }

    /** Closes the listener, and waits for {@code serve} to end. */
    public final void endsWhenListenerIsClosed() {
        endsWhenClosed();
    }
}
