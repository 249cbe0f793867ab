package netprog.grading;

import static netprog.grading.WireFailure.Observation.ASKED_AGAIN;
import static netprog.grading.WireFailure.Observation.SILENCE;
import static netprog.grading.WireFailure.Observation.UNEXPECTED;
import static netprog.grading.WireFailure.Observation.WRONG;
import static netprog.grading.WireFailure.Observation.WRONG_END;

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
import netprog.wire.Recording.Kind;
import netprog.wire.Wire;

/**
 * The student's UDP client. The test plays its server: it answers what and when it likes, or not at all. The client starts with
 * the first request that is waited for; it asks again after a second, three times in all.
 *
 * @param <C> the assignment's own client, which the steps return
 */
public abstract class GradedUdpClient<C extends GradedUdpClient<C>> extends GradedClient<C> {
    /**
     * A client that has its answer sends its next request within this time, in milliseconds: it has no keyboard to wait for. One
     * that threw the answer away still waits then, for a second; answered too early, it would take this one for the next one's.
     */
    private static final int GOES_ON = 850;

    private static final int STRANGER_INTERVAL = 400; // milliseconds
    private static final int TOO_SOON = 300; // milliseconds: that is not a wait of a second
    private static final int MIN_WAIT = 650; // milliseconds
    private static final int MAX_WAIT = 1600;

    /** Three tries of a second take longer than this, in milliseconds, however late their first request is seen. */
    private static final int MIN_TRIES = 1000;

    /** A late answer may cross with one repetition of the request; more mean that the answer was not understood. */
    private static final int MAX_REPETITIONS = 2;

    /**
     * What a request may say.
     *
     * @param accepts decides about its text
     * @param shown how a message shows it
     */
    public record Request(Predicate<String> accepts, String shown) {
        static Request oneOf(String... texts) {
            return new Request(
                    came -> Arrays.stream(texts).anyMatch(text -> Texts.same(came, text)), Texts.quote(texts));
        }
    }

    private final DatagramSocket server;
    private SocketAddress client;
    private byte[] request;
    private long askedAt; // nanoseconds, for the first time
    private long lastAt; // nanoseconds
    private final List<Long> waits = new ArrayList<>(); // milliseconds before the client asked again
    private byte[] answer;

    /** Creates it. */
    protected GradedUdpClient(TestRun run, String name) {
        super(run, name);
        try {
            server = party().askedSocket(new DatagramSocket(Wire.local(0)));
        } catch (IOException e) {
            throw new GraderFault(GradingWords.get("fault.socket", e.getMessage()), e);
        }
    }

    /**
     * Waits for a request with this text; starts the client where it does not run. An earlier request that comes once more
     * meanwhile (the client asks again after a second) gets its earlier answer again.
     *
     * @param texts what the request may say
     */
    public final C asks(String... texts) {
        return asks(Request.oneOf(texts));
    }

    /**
     * Waits for a request, as {@link #asks(String...)}.
     *
     * @param wanted which
     */
    protected final C asks(Request wanted) {
        boolean first = request == null;
        long end = System.nanoTime() + (AdaptiveTimeouts.replyTimeout() + MAX_REPETITIONS * 1000) * 1_000_000L;
        try {
            byte[] data = awaitRequest(wanted, AdaptiveTimeouts.replyTimeout());
            for (int repetitions = 1; isRepetition(data); repetitions++) {
                if (repetitions > MAX_REPETITIONS) {
                    throw new WireFailure(ASKED_AGAIN, wanted.shown, GradingWords.get("seen.repeated"), data);
                }
                data = afterRepetition(wanted, end);
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

    /** Our answer was late, and the client has it by now and goes on; or it threw it away and waits for another. */
    private byte[] afterRepetition(Request wanted, long end) {
        try {
            return receive(GOES_ON);
        } catch (SocketTimeoutException e) {
            isAnsweredBytes(answer);
            return awaitRequest(wanted, (int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
        } catch (IOException e) {
            throw gone(wanted.shown, e);
        }
    }

    /**
     * Waits for the last request to come once more, because it was not answered.
     *
     * @param texts what the request may say
     */
    public final C asksAgain(String... texts) {
        return asksAgain(Request.oneOf(texts));
    }

    /**
     * Waits for the last request to come once more, as {@link #asksAgain(String...)}.
     *
     * @param wanted which
     */
    protected final C asksAgain(Request wanted) {
        long before = lastAt;
        take(awaitRequest(wanted, AdaptiveTimeouts.retryTimeout()), wanted);
        waits.add((lastAt - before) / 1_000_000);
        return self();
    }

    /**
     * Waits for the last request to come once more, while a stranger sends something more often than once a second: not at once.
     *
     * @param text what the request has to say
     */
    public final C asksAgainAmongStrangers(String text) {
        Request wanted = Request.oneOf(text);
        int limit = AdaptiveTimeouts.retryTimeout();
        long end = System.nanoTime() + limit * 1_000_000L;
        while (System.nanoTime() < end) {
            hearsFromStranger("stranger");
            try {
                byte[] data = receive(STRANGER_INTERVAL);
                long waited = (System.nanoTime() - lastAt) / 1_000_000;
                if (waited < TOO_SOON) {
                    throw untimely(GradingWords.get("seen.waits", String.valueOf(waited)));
                }
                return take(data, wanted);
            } catch (SocketTimeoutException e) {
                // Not yet.
            } catch (IOException e) {
                throw gone(wanted.shown, e);
            }
        }
        throw new WireFailure(SILENCE, wanted.shown, seenNothing(limit));
    }

    /**
     * Checks that the client waited about a second each time before it asked again: between {@value #MIN_WAIT} and
     * {@value #MAX_WAIT} milliseconds.
     */
    public final C hasKeptTime() {
        if (!waits.stream().allMatch(wait -> wait >= MIN_WAIT && wait <= MAX_WAIT)) {
            throw untimely(GradingWords.get(
                    "seen.waits", waits.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        }
        return self();
    }

    /** Checks that the last request came as a datagram of 128 bytes. */
    public final C hasSentAWholeFrame() {
        if (request.length != 128) {
            throw new WireFailure(
                    WireFailure.Observation.SHORT_DATAGRAM,
                    GradingWords.get("expected.128"),
                    Texts.shown(request),
                    request);
        }
        return self();
    }

    /**
     * Checks that the last request came from the port that the client had before: a server knows it by that.
     *
     * @param before an earlier result of {@link #port}
     */
    public final C hasKeptItsPort(int before) {
        if (port() != before) {
            throw new WireFailure(
                    WireFailure.Observation.NEW_PORT,
                    GradingWords.get("expected.same-port", before),
                    GradingWords.get("seen.request-port", port()));
        }
        return self();
    }

    /** Returns the port from which the last request came. */
    public final int port() {
        return ((InetSocketAddress) client).getPort();
    }

    private C take(byte[] data, Request wanted) {
        if (!wanted.accepts.test(Wire.text(data))) {
            throw new WireFailure(WRONG, wanted.shown, Texts.shown(data), data);
        }
        lastAt = System.nanoTime();
        if (request == null) {
            askedAt = lastAt;
        }
        request = data;
        answer = null;
        return self();
    }

    private byte[] awaitRequest(Request wanted, int millis) {
        startsToAsk();
        try {
            return receive(millis);
        } catch (SocketTimeoutException e) {
            throw new WireFailure(SILENCE, wanted.shown, seenNothing(millis));
        } catch (IOException e) {
            throw gone(wanted.shown, e);
        }
    }

    private void startsToAsk() {
        start((InetSocketAddress) server.getLocalSocketAddress());
    }

    private byte[] receive(int millis) throws IOException {
        DatagramPacket packet = PollingWait.receive(server, millis, this::hasEnded);
        byte[] data = Arrays.copyOf(packet.getData(), packet.getLength());
        client = packet.getSocketAddress();
        run().recording().add("client", "server", Kind.DATAGRAM, data);
        return data;
    }

    /** Our own socket is closed when the program has failed. */
    private static WireFailure gone(String expected, IOException e) {
        return new WireFailure(
                WireFailure.Observation.FAILED, expected, GradingWords.get("seen.reset", e.getMessage()));
    }

    /**
     * Answers the client with a frame of 128 bytes, with zeros behind its NUL.
     *
     * @param text at most 127 bytes of UTF-8
     */
    public final C isAnswered(String text) {
        return isAnsweredBytes(Wire.frame(text));
    }

    /**
     * Answers the client with any bytes.
     *
     * @param bytes 0 to 65 507
     */
    public final C isAnsweredBytes(byte[] bytes) {
        run().recording().add("server", "client", Kind.DATAGRAM, bytes);
        answer = bytes;
        try {
            send(server, bytes);
        } catch (IOException e) {
            throw gone(GradingWords.get("expected.no-failure"), e);
        }
        return self();
    }

    /**
     * Sends the client a datagram from another port than the one it asked, and, where this machine has 127.0.0.2, one from this
     * port of another address.
     *
     * @param text at most 127 bytes of UTF-8
     */
    public final C hearsFromStranger(String text) {
        hearsFrom(Wire.local(0), text);
        hearsFrom(new InetSocketAddress("127.0.0.2", server.getLocalPort()), text);
        return self();
    }

    private void hearsFrom(InetSocketAddress address, String text) {
        try (DatagramSocket stranger = new DatagramSocket(address)) {
            byte[] bytes = Wire.frame(text);
            run().recording().add("stranger", "client", Kind.DATAGRAM, bytes);
            send(stranger, bytes);
        } catch (IOException e) {
            // No such address here (macOS), or the port is taken there.
        }
    }

    /**
     * Waits for the client to end with status 0; it may send a last request first, which is answered.
     *
     * @param last the request that it may send
     * @param reply to it
     */
    protected final void endsWellAfter(Request last, String reply) {
        startsToAsk();
        long end = System.nanoTime() + AdaptiveTimeouts.replyTimeout() * 1_000_000L;
        while (!hasEnded() && System.nanoTime() < end) {
            try {
                byte[] data = receive(GOES_ON);
                if (isRepetition(data)) {
                    isAnsweredBytes(answer); // our answer was late
                } else if (last.accepts.test(Wire.text(data))) {
                    isAnswered(reply);
                } else {
                    throw new WireFailure(UNEXPECTED, GradingWords.get("expected.status", 0), Texts.shown(data), data);
                }
            } catch (SocketTimeoutException e) {
                // Not yet, or it sends nothing.
            } catch (IOException e) {
                throw gone(GradingWords.get("expected.status", 0), e);
            }
        }
        endsWell();
    }

    /** Waits for the client to end with an IOException or with status 1, once three tries of a second have passed. */
    public final void fails() {
        awaitFailure(3000 + AdaptiveTimeouts.replyTimeout());
        long taken = (System.nanoTime() - askedAt) / 1_000_000;
        if (taken < MIN_TRIES) {
            throw untimely(GradingWords.get("seen.gave-up", taken));
        }
    }

    private static WireFailure untimely(String seen) {
        return new WireFailure(WRONG_END, GradingWords.get("expected.three-tries"), seen);
    }

    /** Checks, once the client has ended, that it has sent nothing more. */
    public final void hasAskedNoMore() {
        try {
            byte[] data = receive(1);
            throw new WireFailure(UNEXPECTED, GradingWords.get("expected.no-more-tries"), Texts.shown(data), data);
        } catch (SocketTimeoutException e) {
            // Good.
        } catch (IOException e) {
            throw gone(GradingWords.get("expected.no-more-tries"), e);
        }
    }

    private void send(DatagramSocket from, byte[] bytes) throws IOException {
        from.send(new DatagramPacket(bytes, bytes.length, client));
    }
}
