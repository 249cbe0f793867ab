package netprog.grading;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import netprog.wire.Recording.Kind;
import netprog.wire.Wire;

/**
 * The student's TCP client. It starts with {@link #connects}.
 *
 * @param <C> the assignment's own client
 * @param <P> the assignment's own peer
 */
public abstract class GradedTcpClient<C extends GradedTcpClient<C, P>, P extends GradedConnection<P>>
        extends GradedClient<C> {
    private final ServerSocket listener;

    /** Creates it. */
    protected GradedTcpClient(TestRun run, String name) {
        super(run, name);
        try {
            listener = party().socket(new ServerSocket());
            listener.bind(Wire.local(0));
        } catch (IOException e) {
            throw new GraderFault(GradingWords.get("fault.socket", e.getMessage()), e);
        }
    }

    /** Makes the assignment's own peer. */
    protected abstract P peer(GradedConnection.Endpoint endpoint);

    /**
     * Starts the client and waits for its connection.
     *
     * @return the server's end of the connection
     */
    public final P connects() {
        start((InetSocketAddress) listener.getLocalSocketAddress());
        int limit = AdaptiveTimeouts.replyTimeout();
        try {
            Socket socket = party().socket(PollingWait.accept(listener, limit, this::hasEnded));
            run().recording().add("client", "server", Kind.CONNECT);
            return peer(
                    new GradedConnection.Endpoint(socket, run(), "server", "client", true, this::waitsWithoutLimit));
        } catch (IOException e) {
            throw new WireFailure(
                            WireFailure.Observation.SILENCE,
                            GradingWords.get("expected.connection", "client"),
                            seenNothing(limit))
                    .early();
        }
    }

    /**
     * Starts the client while nobody listens. The port stays bound, so that no other test is given it and listens there.
     */
    public final C meetsClosedPort() {
        try {
            Socket deaf = party().socket(new Socket());
            deaf.bind(Wire.local(0));
            start((InetSocketAddress) deaf.getLocalSocketAddress());
            return self();
        } catch (IOException e) {
            throw new GraderFault(GradingWords.get("fault.socket", e.getMessage()), e);
        }
    }

    /** Waits for the client to end with an IOException or with status 1. */
    public final void fails() {
        awaitFailure(AdaptiveTimeouts.replyTimeout());
    }
}
