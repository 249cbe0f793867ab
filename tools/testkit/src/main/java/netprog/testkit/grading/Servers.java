package netprog.testkit.grading;

/** What is the same for servers of both protocols. */
final class Servers {
    private Servers() {}

    static void endsWhenClosed(Started server) {
        try {
            server.closeSocket();
            Started.Ending ending = server.ending(Math.max(2000, Limits.must()));
            if (ending == null) {
                throw new WireFailure(
                        WireFailure.Sight.NO_END,
                        GradingWords.get("expected.serve-ends"),
                        GradingWords.get("seen.serve-runs"));
            }
            if (ending.thrown() != null && !ending.ioException()) {
                throw new WireFailure(
                        WireFailure.Sight.WRONG_END, GradingWords.get("expected.serve-ends"), ending.thrown());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
