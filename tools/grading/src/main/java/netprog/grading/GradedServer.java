package netprog.grading;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import netprog.wire.Wire;

/** The student's server, of either protocol. It starts with the first client. */
public abstract class GradedServer implements GradedDatagrams.RunningServer {
    private final TestRun run;
    private final TestRun.Party party;
    private final String name;
    private final Protocol protocol;
    private final Map<String, String> arguments = new LinkedHashMap<>();
    private RunningProgram server;
    private int clients;

    GradedServer(TestRun run, String name, Protocol protocol) {
        this.run = run;
        this.party = run.party();
        this.name = name;
        this.protocol = protocol;
    }

    /**
     * Gives the server an argument ({@link StudentCode#serve}); before the first client.
     *
     * @param key its name
     * @param value its value
     */
    protected final void argument(String key, String value) {
        arguments.put(key, value);
    }

    /**
     * Says which bug the next steps look for, where they look for another one than the test's first steps.
     *
     * @param bug a key of the explanations, such as {@code behind-nul}
     */
    public final void looksFor(String bug) {
        run.looksFor(bug);
    }

    /** Returns what this test draws its texts with. */
    protected final Random random() {
        return run.random();
    }

    final TestRun run() {
        return run;
    }

    final TestRun.Party party() {
        return party;
    }

    /** The server, started unless it runs. */
    private RunningProgram server() {
        if (server == null) {
            server = party.program(run.runner().server(name, protocol, arguments));
        }
        return server;
    }

    @Override
    public final InetSocketAddress address() {
        return Wire.local(server().port());
    }

    @Override
    public final boolean hasFailed() {
        return server().hasFailed();
    }

    @Override
    public final boolean waitsWithoutLimit() {
        return server().waitsWithoutLimit();
    }

    /** Returns whether there was no client yet. */
    protected final boolean isUnused() {
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
        server().closeSocket();
        RunningProgram.Ending ending = server().ending(Math.max(2000, AdaptiveTimeouts.replyTimeout()));
        String expected = GradingWords.get("expected.serve-ends");
        if (ending == null) {
            throw new WireFailure(WireFailure.Observation.NO_END, expected, GradingWords.get("seen.serve-runs"));
        } else if (ending.failed()) {
            throw new WireFailure(WireFailure.Observation.WRONG_END, expected, ending.describeThrown());
        }
    }
}
