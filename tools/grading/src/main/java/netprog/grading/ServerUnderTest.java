package netprog.grading;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The student's server, of either protocol, with users that were drawn anew. It starts with the first client. */
abstract class ServerUnderTest {
    private final Exchange exchange;
    private final Exchange.Side side;
    private final Starter starter;
    private final String protocol;
    private final Map<String, String> users = new LinkedHashMap<>();
    private Started server;
    private int clients;

    ServerUnderTest(Exchange exchange, Starter starter, String protocol) {
        this.exchange = exchange;
        this.side = exchange.side();
        this.starter = starter;
        this.protocol = protocol;
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
     */
    public void looksFor(String bug) {
        exchange.looksFor(bug);
    }

    final Exchange exchange() {
        return exchange;
    }

    final Exchange.Side side() {
        return side;
    }

    /** The server, started unless it runs. */
    final Started server() throws IOException {
        if (server == null) {
            server = side.program(starter.server(protocol, users));
        }
        return server;
    }

    /** Whether there was no client yet. */
    final boolean isUnused() {
        return clients == 0;
    }

    /** How the ladder names one more client. */
    final String nextName() {
        clients++;
        return isFirst() ? "client" : "client " + clients;
    }

    /** Whether the client named last is the first one. */
    final boolean isFirst() {
        return clients == 1;
    }

    /** Closes the server's socket, and waits for {@code serve} to end. */
    final void endsWhenClosed() {
        try {
            server.closeSocket();
            Started.Ending ending = server.ending(Math.max(2000, Limits.must()));
            if (ending == null) {
                throw new WireFailure(
                        WireFailure.Sight.NO_END,
                        GradingWords.get("expected.serve-ends"),
                        GradingWords.get("seen.serve-runs"));
            }
            if (ending.failed()) {
                throw new WireFailure(
                        WireFailure.Sight.WRONG_END, GradingWords.get("expected.serve-ends"), ending.thrown());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
