package netprog.grading;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import netprog.wire.Recording.Kind;
import netprog.wire.Wire;

/** The student's TCP login client, with a keyboard, a screen, and a server that the test plays. It starts with {@link #connects}. */
public final class TcpClientUnderTest {
    private final Exchange exchange;
    private final Exchange.Side side;
    private final ClientRun run;
    private final ServerSocket listener;

    TcpClientUnderTest(Exchange exchange, Starter starter) {
        this.exchange = exchange;
        this.side = exchange.side();
        this.run = new ClientRun(side, starter, "TcpLoginClient");
        try {
            listener = side.socket(new ServerSocket());
            listener.bind(Wire.local(0));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Types lines, now or as soon as the client runs.
     *
     * @param lines without their line ends
     * @return this client
     */
    public TcpClientUnderTest types(String... lines) {
        run.type(lines);
        return this;
    }

    /**
     * Ends the keyboard's input behind what was typed.
     *
     * @return this client
     */
    public TcpClientUnderTest endsInput() {
        run.endInput();
        return this;
    }

    /**
     * Says which bug the next steps look for, where they look for another one than the test's first steps.
     *
     * @param bug a key of the explanations, such as {@code behind-nul}
     * @return this client
     */
    public TcpClientUnderTest looksFor(String bug) {
        exchange.looksFor(bug);
        return this;
    }

    /**
     * Starts the client and waits for its connection.
     *
     * @return the server's end of the connection
     */
    public Peer connects() {
        run.start((InetSocketAddress) listener.getLocalSocketAddress());
        try {
            Socket socket = side.socket(Turns.accept(listener, Limits.must(), run::hasEnded));
            Peer peer = new Peer(socket, exchange.recording(), "server", "client", false);
            exchange.recording().add("client", "server", Kind.CONNECT);
            return peer;
        } catch (IOException e) {
            throw new WireFailure(
                            WireFailure.Sight.SILENCE,
                            GradingWords.get("expected.connection", "client"),
                            run.seenNothing(Limits.must()))
                    .early();
        }
    }

    /**
     * Starts the client while nobody listens. The port stays bound: no other test can be given it and listen there.
     *
     * @return this client
     */
    public TcpClientUnderTest meetsClosedPort() {
        try {
            Socket deaf = side.socket(new Socket());
            deaf.bind(Wire.local(0));
            run.start((InetSocketAddress) deaf.getLocalSocketAddress());
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until the screen shows a text, unbroken.
     *
     * @param text a line end behind it does not count
     * @return this client
     */
    public TcpClientUnderTest shows(String text) {
        run.shows(text);
        return this;
    }

    /**
     * Looks that the screen does not show a text.
     *
     * @param text exact
     * @return this client
     */
    public TcpClientUnderTest doesNotShow(String text) {
        run.doesNotShow(text);
        return this;
    }

    /**
     * Remembers the words on the screen: whoever has come once through the dialogue has shown all its questions.
     *
     * @return this client
     */
    public TcpClientUnderTest marksScreen() {
        run.marksScreen();
        return this;
    }

    /**
     * Waits until the screen shows a word that was not there at {@link #marksScreen}: something was said, in words that are free.
     *
     * @return this client
     */
    public TcpClientUnderTest showsNewWords() {
        run.showsNewWords();
        return this;
    }

    /** Waits for the client to end with status 0. */
    public void endsWell() {
        run.ends(0, Limits.must());
    }

    /** Waits for the client to end with an IOException or with status 1. */
    public void fails() {
        run.fails(Limits.must());
    }
}
