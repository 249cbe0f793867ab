package netprog.week04.login.grading;

import netprog.grading.GradedUdpClient;
import netprog.grading.TestRun;

/** The student's UDP login client. */
public final class UdpClientUnderTest extends GradedUdpClient<UdpClientUnderTest> {
    private static final Request TO_END = new Request(Requests::isEnd, Requests.END);

    UdpClientUnderTest(TestRun run) {
        super(run, "UdpLoginClient");
    }

    /** Waits for the request that ends: {@code 4}, with or without more behind it. */
    public UdpClientUnderTest asksToEnd() {
        return asks(TO_END);
    }

    /** Waits for the request that ends to come once more, because it was not answered. */
    public UdpClientUnderTest asksToEndAgain() {
        return asksAgain(TO_END);
    }

    /** Waits for the client to end with status 0; it may send {@code 4} first, and is answered. */
    public void isLetGo() {
        endsWellAfter(TO_END, "200 Goodbye");
    }
}
