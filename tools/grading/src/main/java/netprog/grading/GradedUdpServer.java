package netprog.grading;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import netprog.wire.Wire;

/**
 * The student's UDP server. It starts with the first client.
 *
 * @param <P> the assignment's own peer
 */
public abstract class GradedUdpServer<P extends GradedDatagrams<P>> extends GradedServer {
    /** Creates it. */
    protected GradedUdpServer(TestRun run, String name) {
        super(run, name, Protocol.UDP);
    }

    /** Makes the assignment's own peer. */
    protected abstract P peer(GradedDatagrams.Endpoint endpoint);

    /**
     * Makes one more client, with a port of its own.
     *
     * @return the client's socket
     */
    public final P client() {
        try {
            return client(new DatagramSocket(Wire.local(0)));
        } catch (IOException e) {
            throw new GraderFault(GradingWords.get("fault.socket", e.getMessage()), e);
        }
    }

    /**
     * Makes one more client that has the port of another one, and an address of its own (127.0.0.2). Where this machine has no
     * such address (macOS), or the port is taken there, it has a port of its own.
     *
     * @param other whose port it has
     * @return the client's socket
     */
    public final P clientWithPortOf(P other) {
        try {
            return client(new DatagramSocket(new InetSocketAddress("127.0.0.2", other.port())));
        } catch (IOException e) {
            return client();
        }
    }

    private P client(DatagramSocket socket) {
        return peer(new GradedDatagrams.Endpoint(party().socket(socket), run(), nextName(), this));
    }

    /** Closes the socket, and waits for {@code serve} to end. */
    public final void endsWhenSocketIsClosed() {
        endsWhenClosed();
    }
}
