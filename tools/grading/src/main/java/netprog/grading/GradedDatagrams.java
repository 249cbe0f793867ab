package netprog.grading;

import static netprog.grading.WireFailure.Observation.SHORT_DATAGRAM;
import static netprog.grading.WireFailure.Observation.UNEXPECTED;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import netprog.wire.Recording.Kind;

/**
 * The test's UDP client of a server under test. A text stands for a datagram of 128 bytes.
 *
 * @param <P> the assignment's own peer, which the steps return
 */
public abstract class GradedDatagrams<P extends GradedDatagrams<P>> extends GradedPeer<P> {
    /**
     * What a new UDP client of a test is.
     *
     * @param socket its socket
     * @param name how the ladder names it
     * @param server the program under test
     */
    public record Endpoint(DatagramSocket socket, TestRun run, String name, RunningServer server) {}

    /** The server under test, as its clients see it. */
    public interface RunningServer {
        /** Returns where it listens. */
        InetSocketAddress address();

        /** Returns whether it has failed: it will not answer. */
        boolean hasFailed();

        /** Returns whether it is seen to wait without a time limit. */
        boolean waitsWithoutLimit();
    }

    private final DatagramSocket socket;
    private final RunningServer server;
    private final int serverPort;

    /** Creates the peer. */
    protected GradedDatagrams(Endpoint endpoint) {
        super(
                endpoint.run().recording(),
                Kind.DATAGRAM,
                endpoint.name(),
                "server",
                endpoint.server()::waitsWithoutLimit);
        socket = endpoint.socket();
        server = endpoint.server();
        serverPort = server.address().getPort();
    }

    /** The port from which this client sends. */
    final int port() {
        return socket.getLocalPort();
    }

    @Override
    final void write(byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, server.address()));
    }

    @Override
    final boolean isClosed() {
        return socket.isClosed();
    }

    /**
     * Sends nothing for longer than programs with a time limit wait, and checks that the server sends nothing either. Ten
     * minutes counted in a wrong unit are over then, too.
     */
    public final P isSilent() {
        String expected = GradingWords.get("expected.no-datagram");
        try {
            byte[] data = data(receive(AdaptiveTimeouts.SILENCE, silenceIsOver()));
            throw new WireFailure(UNEXPECTED, expected, Texts.shown(data), data);
        } catch (SocketTimeoutException e) {
            return self();
        } catch (IOException e) {
            throw gone(expected, e);
        }
    }

    /** Waits for a datagram of 128 bytes, whatever it says. */
    public final P receivesAWholeFrame() {
        String expected = GradingWords.get("expected.128");
        byte[] data = receivesMessage(expected);
        if (data.length != 128) {
            throw new WireFailure(SHORT_DATAGRAM, expected, Texts.shown(data), data);
        }
        return self();
    }

    /** Waits for a datagram from the server's address. */
    @Override
    public final byte[] receivesMessage(String expected) {
        int limit = AdaptiveTimeouts.replyTimeout();
        try {
            DatagramPacket packet = receive(limit, server::hasFailed);
            byte[] data = data(packet);
            if (packet.getPort() != serverPort) {
                String seen = GradingWords.get("seen.other-port", packet.getPort(), serverPort);
                throw new WireFailure(UNEXPECTED, expected, seen, data);
            }
            return data;
        } catch (SocketTimeoutException e) {
            throw silence(expected, limit);
        } catch (IOException e) {
            throw gone(expected, e);
        }
    }

    /** Receives a datagram and records it, from whatever address it comes. */
    private DatagramPacket receive(int millis, BooleanSupplier over) throws IOException {
        DatagramPacket packet = PollingWait.receive(socket, millis, over);
        int port = packet.getPort();
        receivedFrom(port == serverPort ? "server" : "port " + port, data(packet));
        return packet;
    }

    private static byte[] data(DatagramPacket packet) {
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /** Closes the socket. */
    @Override
    public final void close() {
        socket.close();
    }
}
