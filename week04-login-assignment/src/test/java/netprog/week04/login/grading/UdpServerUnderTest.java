package netprog.week04.login.grading;

import netprog.grading.GradedDatagrams;
import netprog.grading.GradedUdpServer;
import netprog.grading.TestRun;
import netprog.grading.WireFailure;

/** The student's UDP login server, with users of the test's own. It starts with the first client. */
public final class UdpServerUnderTest extends GradedUdpServer<UdpClientPeer> {
    UdpServerUnderTest(TestRun run) {
        super(run, "UdpLoginServer");
    }

    @Override
    protected UdpClientPeer peer(GradedDatagrams.Endpoint endpoint) {
        return new UdpClientPeer(endpoint);
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
}
