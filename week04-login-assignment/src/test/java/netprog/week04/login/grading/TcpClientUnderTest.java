package netprog.week04.login.grading;

import netprog.grading.GradedConnection;
import netprog.grading.GradedTcpClient;
import netprog.grading.TestRun;

/** The student's TCP login client. */
public final class TcpClientUnderTest extends GradedTcpClient<TcpClientUnderTest, Peer> {
    TcpClientUnderTest(TestRun run) {
        super(run, "TcpLoginClient");
    }

    @Override
    protected Peer peer(GradedConnection.Endpoint endpoint) {
        return new Peer(endpoint);
    }
}
