package netprog.grading;

import static netprog.grading.WireFailure.Sight.SILENCE;
import static netprog.grading.WireFailure.Sight.UNEXPECTED;
import static netprog.grading.WireFailure.Sight.WRONG;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import netprog.wire.Ladder;
import netprog.wire.Recording.Kind;
import netprog.wire.Wire;

/**
 * The student's UDP login client, with a keyboard, a screen, and a server that the test plays: it answers what and when it
 * likes, or not at all. The client starts with the first request that is waited for.
 */
public final class UdpClientUnderTest {
    /**
     * A client that has its answer sends its next request within this time, in milliseconds: it has no keyboard to wait for. One
     * that threw the answer away still waits then, for a second; answered too early, it would take this one for the next one's.
     */
    private static final int GOES_ON = 850;

    private static final int OFTEN = 400; // milliseconds
    private static final int SOON = 300; // milliseconds: nobody has waited for a second
    private static final int LEAST_WAIT = 650; // milliseconds
    private static final int MOST_WAIT = 1600;

    /** Three tries of a second take longer than this, in milliseconds, however late their first request is seen. */
    private static final int LEAST = 1000;

    /** What a request may say, and how a message tells it. */
    private record Request(Predicate<String> is, String told) {
        static final Request TO_END = new Request(Texts::isEnd, "\"4\"");

        static Request oneOf(String... texts) {
            return new Request(
                    came -> Arrays.stream(texts).anyMatch(text -> Texts.same(came, text)),
                    Ladder.quote(Wire.bytes(String.join(" | ", texts))));
        }
    }

    private final Exchange exchange;
    private final ClientRun run;
    private final DatagramSocket server;
    private SocketAddress client;
    private byte[] request;
    private long askedAt; // nanoseconds, for the first time
    private long lastAt; // nanoseconds
    private final List<Long> waits = new ArrayList<>(); // milliseconds before the client asked again
    private byte[] answer;

    UdpClientUnderTest(Exchange exchange, Starter starter) {
        this.exchange = exchange;
        Exchange.Side side = exchange.side();
        this.run = new ClientRun(side, starter, "UdpLoginClient");
        try {
            server = side.askedSocket(new DatagramSocket(Wire.local(0)));
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
    public UdpClientUnderTest types(String... lines) {
        run.type(lines);
        return this;
    }

    /**
     * Ends the keyboard's input behind what was typed.
     *
     * @return this client
     */
    public UdpClientUnderTest endsInput() {
        run.endInput();
        return this;
    }

    /**
     * Says which bug the next steps look for, where they look for another one than the test's first steps.
     *
     * @param bug a key of the explanations, such as {@code behind-nul}
     * @return this client
     */
    public UdpClientUnderTest looksFor(String bug) {
        exchange.looksFor(bug);
        return this;
    }

    /**
     * Waits for a request with this text; starts the client where it does not run. An earlier request that comes once more
     * meanwhile (the client asks again after a second) gets its earlier answer again.
     *
     * @param texts what the request may say; a line end behind it does not count
     * @return this client
     */
    public UdpClientUnderTest asks(String... texts) {
        return asks(Request.oneOf(texts));
    }

    /**
     * Waits for the request that ends: {@code 4}, with or without more behind it.
     *
     * @return this client
     */
    public UdpClientUnderTest asksToEnd() {
        return asks(Request.TO_END);
    }

    private UdpClientUnderTest asks(Request wanted) {
        boolean first = request == null;
        try {
            byte[] data = awaitRequest(wanted.told, Limits.must());
            while (isRepetition(data)) {
                data = afterRepetition(wanted.told);
            }
            return take(data, wanted);
        } catch (WireFailure e) {
            throw first ? e.early() : e;
        }
    }

    /** Whether this is the last request once more, although it was answered. */
    private boolean isRepetition(byte[] data) {
        return answer != null && Arrays.equals(data, request);
    }

    /**
     * The last request came once more, although it was answered: our answer was late, and the client has it by now and goes on,
     * or threw it away and waits for another.
     */
    private byte[] afterRepetition(String expected) {
        try {
            return received(GOES_ON);
        } catch (SocketTimeoutException e) {
            isAnsweredBytes(answer);
            return awaitRequest(expected, Limits.must());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits for the last request to come once more, because it was not answered.
     *
     * @param texts what the request may say
     * @return this client
     */
    public UdpClientUnderTest asksAgain(String... texts) {
        return asksAgain(Request.oneOf(texts));
    }

    /**
     * Waits for the request that ends to come once more, because it was not answered.
     *
     * @return this client
     */
    public UdpClientUnderTest asksToEndAgain() {
        return asksAgain(Request.TO_END);
    }

    private UdpClientUnderTest asksAgain(Request wanted) {
        long before = lastAt;
        take(awaitRequest(wanted.told, Limits.retry()), wanted);
        waits.add((lastAt - before) / 1_000_000);
        return this;
    }

    /**
     * Waits for the last request to come once more, while a stranger sends something more often than once a second: not at once.
     *
     * @param text what the request has to say
     * @return this client
     */
    public UdpClientUnderTest asksAgainAmongStrangers(String text) {
        Request wanted = Request.oneOf(text);
        long end = System.nanoTime() + Limits.retry() * 1_000_000L;
        while (System.nanoTime() < end) {
            hearsFromStranger("stranger");
            try {
                byte[] data = received(OFTEN);
                long waited = (System.nanoTime() - lastAt) / 1_000_000;
                if (waited < SOON) {
                    throw untimely(GradingWords.get("seen.waits", String.valueOf(waited)));
                }
                return take(data, wanted);
            } catch (SocketTimeoutException e) {
                // Not yet.
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new WireFailure(SILENCE, wanted.told, run.seenNothing(Limits.retry()));
    }

    /**
     * Looks that the client waited about a second each time before it asked again: between {@value #LEAST_WAIT} and
     * {@value #MOST_WAIT} milliseconds.
     *
     * @return this client
     */
    public UdpClientUnderTest hasKeptTime() {
        if (!waits.stream().allMatch(wait -> wait >= LEAST_WAIT && wait <= MOST_WAIT)) {
            throw untimely(GradingWords.get(
                    "seen.waits", waits.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        }
        return this;
    }

    /**
     * Looks that the last request came as a datagram of 128 bytes.
     *
     * @return this client
     */
    public UdpClientUnderTest hasSentAWholeFrame() {
        if (request.length != 128) {
            throw new WireFailure(
                    WireFailure.Sight.SHORT_DATAGRAM,
                    GradingWords.get("expected.128"),
                    UdpClientPeer.quoted(request),
                    request);
        }
        return this;
    }

    /**
     * Looks that the last request came from the port that the client had before: a server knows it by that.
     *
     * @param before an earlier result of {@link #port}
     * @return this client
     */
    public UdpClientUnderTest hasKeptItsPort(int before) {
        if (port() != before) {
            throw new WireFailure(
                    WireFailure.Sight.NEW_PORT,
                    GradingWords.get("expected.same-port", before),
                    GradingWords.get("seen.request-port", port()));
        }
        return this;
    }

    /**
     * Tells from which port the last request came.
     *
     * @return the client's port
     */
    public int port() {
        return ((InetSocketAddress) client).getPort();
    }

    private UdpClientUnderTest take(byte[] data, Request wanted) {
        if (!wanted.is.test(Wire.text(data))) {
            throw new WireFailure(WRONG, wanted.told, UdpClientPeer.quoted(data), data);
        }
        lastAt = System.nanoTime();
        if (request == null) {
            askedAt = lastAt;
        }
        request = data;
        answer = null;
        return this;
    }

    private byte[] awaitRequest(String expected, int millis) {
        run.start((InetSocketAddress) server.getLocalSocketAddress());
        try {
            return received(millis);
        } catch (SocketTimeoutException e) {
            throw new WireFailure(SILENCE, expected, run.seenNothing(millis));
        } catch (IOException e) {
            throw new WireFailure(SILENCE, expected, String.valueOf(e.getMessage()));
        }
    }

    private byte[] received(int millis) throws IOException {
        DatagramPacket packet = Turns.receive(server, millis, run::hasEnded);
        byte[] data = Arrays.copyOf(packet.getData(), packet.getLength());
        client = packet.getSocketAddress();
        exchange.recording().add("client", "server", Kind.DATAGRAM, data);
        return data;
    }

    /**
     * Answers the client with a frame of 128 bytes, with zeros behind its NUL.
     *
     * @param text at most 127 bytes of UTF-8
     * @return this client
     */
    public UdpClientUnderTest isAnswered(String text) {
        return isAnsweredBytes(Wire.frame(text));
    }

    /**
     * Answers the client with any bytes.
     *
     * @param bytes 0 to 65 507
     * @return this client
     */
    public UdpClientUnderTest isAnsweredBytes(byte[] bytes) {
        exchange.recording().add("server", "client", Kind.DATAGRAM, bytes);
        answer = bytes;
        send(server, bytes);
        return this;
    }

    /**
     * Sends the client a datagram from another port than the one it asked, and, where this machine has 127.0.0.2, one from this
     * port of another address.
     *
     * @param text at most 127 bytes of UTF-8
     * @return this client
     */
    public UdpClientUnderTest hearsFromStranger(String text) {
        hearsFrom(Wire.local(0), text);
        hearsFrom(new InetSocketAddress("127.0.0.2", server.getLocalPort()), text);
        return this;
    }

    private void hearsFrom(InetSocketAddress address, String text) {
        try (DatagramSocket stranger = new DatagramSocket(address)) {
            byte[] bytes = Wire.frame(text);
            exchange.recording().add("stranger", "client", Kind.DATAGRAM, bytes);
            send(stranger, bytes);
        } catch (IOException e) {
            // No such address here (macOS), or the port is taken there.
        }
    }

    /**
     * Waits until the screen shows a text, unbroken.
     *
     * @param text a line end behind it does not count
     * @return this client
     */
    public UdpClientUnderTest shows(String text) {
        run.shows(text);
        return this;
    }

    /**
     * Looks that the screen does not show a text.
     *
     * @param text exact
     * @return this client
     */
    public UdpClientUnderTest doesNotShow(String text) {
        run.doesNotShow(text);
        return this;
    }

    /**
     * Remembers the words on the screen: whoever has come once through the dialogue has shown all its questions.
     *
     * @return this client
     */
    public UdpClientUnderTest marksScreen() {
        run.marksScreen();
        return this;
    }

    /**
     * Waits until the screen shows a word that was not there at {@link #marksScreen}: something was said, in words that are free.
     *
     * @return this client
     */
    public UdpClientUnderTest showsNewWords() {
        run.showsNewWords();
        return this;
    }

    /** Waits for the client to end with status 0. */
    public void endsWell() {
        run.ends(0, Limits.must());
    }

    /** Waits for the client to end with status 0; it may say {@code 4} first, and is answered. */
    public void isLetGo() {
        run.start((InetSocketAddress) server.getLocalSocketAddress());
        long end = System.nanoTime() + Limits.must() * 1_000_000L;
        while (!run.hasEnded() && System.nanoTime() < end) {
            try {
                byte[] data = received(GOES_ON);
                if (isRepetition(data)) {
                    isAnsweredBytes(answer); // our answer was late
                    continue;
                }
                if (!Texts.isEnd(Wire.text(data))) {
                    throw new WireFailure(
                            UNEXPECTED, GradingWords.get("expected.status", 0), UdpClientPeer.quoted(data), data);
                }
                isAnswered("200 Goodbye");
            } catch (SocketTimeoutException e) {
                // Not yet, or it says nothing.
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        endsWell();
    }

    /** Waits for the client to end with an IOException or with status 1, once three tries of a second have passed. */
    public void fails() {
        run.fails(3000 + Limits.must());
        long taken = (System.nanoTime() - askedAt) / 1_000_000;
        if (taken < LEAST) {
            throw untimely(GradingWords.get("seen.gave-up", taken));
        }
    }

    private static WireFailure untimely(String seen) {
        return new WireFailure(WireFailure.Sight.WRONG_END, GradingWords.get("expected.three-tries"), seen);
    }

    /** Looks, once the client has ended, that it has sent nothing more. */
    public void hasAskedNoMore() {
        try {
            byte[] data = received(1);
            throw new WireFailure(
                    UNEXPECTED, GradingWords.get("expected.no-more-tries"), UdpClientPeer.quoted(data), data);
        } catch (SocketTimeoutException e) {
            // Good.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(DatagramSocket from, byte[] bytes) {
        try {
            from.send(new DatagramPacket(bytes, bytes.length, client));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
