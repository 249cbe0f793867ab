package netprog.week04.login.grading;

import netprog.grading.GradedConnection;
import netprog.grading.GradedTcpServer;
import netprog.grading.TestRun;
import netprog.grading.WireFailure;

/** The student's TCP login server, with users of the test's own. It starts with the first connection. */
public final class TcpServerUnderTest extends GradedTcpServer<Peer> {
    TcpServerUnderTest(TestRun run) {
        super(run, "TcpLoginServer");
    }

    @Override
    protected Peer peer(GradedConnection.Endpoint endpoint) {
        return new Peer(endpoint);
    }

    /** Adds a user that nobody can guess; before the first client. */
    public User someone() {
        User user = User.drawnWith(random());
        return someone(user.id(), user.password());
    }

    /** Adds a user; before the first client. */
    public User someone(String id, String password) {
        argument(id, password);
        return new User(id, password);
    }

    /**
     * Connects one more client and takes the greeting, whatever it says: one test looks at its text.
     *
     * @return the client's end of the connection, ready for a login
     */
    public Peer greeted() {
        Peer client = connect();
        client.receivesMessage("\"Welcome to Server!!\"");
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
}
