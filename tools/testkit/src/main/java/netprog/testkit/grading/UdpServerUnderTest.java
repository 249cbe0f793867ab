package netprog.testkit.grading;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import netprog.testkit.Wire;

/** The student's UDP login server, with users that were drawn anew. It starts with the first client. */
public final class UdpServerUnderTest {
    private final Exchange exchange;
    private final Starter starter;
    private final Map<String, String> users = new LinkedHashMap<>();
    private Started server;
    private int clients;

    UdpServerUnderTest(Exchange exchange, Starter starter) {
        this.exchange = exchange;
        this.starter = starter;
    }

    /**
     * Adds a user that nobody can guess; before the first client.
     *
     * @return the user
     */
    public User someone() {
        User user = User.anyone();
        return someone(user.id(), user.password());
    }

    /**
     * Adds a user; before the first client.
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
    public UdpServerUnderTest looksFor(String bug) {
        exchange.looksFor(bug);
        return this;
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
        clients++;
        try {
            if (server == null) {
                server = exchange.program(starter.server("udp", users));
            }
            String me = clients == 1 ? "client" : "client " + clients;
            return exchange.socket(
                    new UdpClientPeer(socket, Wire.local(server.port()), exchange.recording(), me, server::hasFailed));
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
        boolean first = clients == 0;
        try {
            return client().sends(user.login()).receivesWelcome();
        } catch (WireFailure e) {
            throw first ? e.early() : e;
        }
    }

    /** Closes the socket, and waits for {@code serve} to end. */
    public void endsWhenSocketIsClosed() {
        Servers.endsWhenClosed(server);
    }
}
