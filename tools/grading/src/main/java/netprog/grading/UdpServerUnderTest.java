package netprog.grading;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import netprog.wire.Wire;

/** The student's UDP login server, with users that were drawn anew. It starts with the first client. */
public final class UdpServerUnderTest extends ServerUnderTest {
    UdpServerUnderTest(Exchange exchange, Starter starter) {
        super(exchange, starter, "udp");
    }

    /**
     * Makes one more client, with a port of its own.
     *
     * @return the client's socket
     */
    public UdpClientPeer client() {
        try {
            return client(new DatagramSocket(Wire.local(0)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Makes one more client that has the port of another one, and an address of its own (127.0.0.2). Where this machine has no
     * such address (macOS), or the port is taken there, it has a port of its own.
     *
     * @param other whose port it has
     * @return the client's socket
     */
    public UdpClientPeer clientWithPortOf(UdpClientPeer other) {
        try {
            return client(new DatagramSocket(new InetSocketAddress("127.0.0.2", other.port())));
        } catch (IOException e) {
            return client();
        }
    }

    private UdpClientPeer client(DatagramSocket socket) {
        try {
            Started server = server();
            return side().socket(new UdpClientPeer(
                    socket, Wire.local(server.port()), exchange().recording(), nextName(), server::hasFailed));
        } catch (IOException e) {
            socket.close();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Makes one more client and logs it in.
     *
     * @param user one of this server's users
     * @return the client's socket, ready for case requests
     */
    public UdpClientPeer login(User user) {
        boolean first = isUnused();
        try {
            return client().sends(user.login()).receivesWelcome();
        } catch (WireFailure e) {
            throw first ? e.early() : e;
        }
    }

    /** Closes the socket, and waits for {@code serve} to end. */
    public void endsWhenSocketIsClosed() {
        endsWhenClosed();
    }
}
