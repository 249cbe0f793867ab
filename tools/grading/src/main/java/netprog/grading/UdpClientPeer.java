package netprog.grading;

import static netprog.grading.WireFailure.Sight.SILENCE;
import static netprog.grading.WireFailure.Sight.UNEXPECTED;
import static netprog.grading.WireFailure.Sight.WRONG;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import netprog.wire.Ladder;
import netprog.wire.Recording;
import netprog.wire.Recording.Kind;
import netprog.wire.Wire;

/** The tests' UDP client of a server under test. A text stands for a datagram of 128 bytes. */
public final class UdpClientPeer implements AutoCloseable {
    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final Recording recording;
    private final String me;
    private final BooleanSupplier ended;

    UdpClientPeer(
            DatagramSocket socket, InetSocketAddress server, Recording recording, String me, BooleanSupplier ended) {
        this.socket = socket;
        this.server = server;
        this.recording = recording;
        this.me = me;
        this.ended = ended;
    }

    /** The port from which this client sends. */
    int port() {
        return socket.getLocalPort();
    }

    /**
     * Sends a text as a frame of 128 bytes, with zeros behind its NUL.
     *
     * @param text at most 127 bytes of UTF-8
     * @return this client
     */
    public UdpClientPeer sends(String text) {
        return sendsBytes(Wire.frame(text));
    }

    /**
     * Sends a datagram.
     *
     * @param bytes 0 to 65 507
     * @return this client
     */
    public UdpClientPeer sendsBytes(byte[] bytes) {
        try {
            recording.add(me, "server", Kind.DATAGRAM, bytes);
            socket.send(new DatagramPacket(bytes, bytes.length, server));
            return this;
        } catch (IOException e) {
            throw gone(Ladder.quote(bytes), e);
        }
    }

    /**
     * Says nothing for longer than programs wait that have a time limit, and looks that the server says nothing either. Ten
     * minutes counted in a wrong unit are over then, too.
     *
     * @return this client
     */
    public UdpClientPeer isSilent() {
        String expected = GradingWords.get("expected.no-datagram");
        try {
            byte[] data = data(received(Limits.SILENCE));
            throw new WireFailure(UNEXPECTED, expected, quoted(data), data);
        } catch (SocketTimeoutException e) {
            return this;
        } catch (IOException e) {
            throw gone(expected, e);
        }
    }

    /**
     * Waits for a datagram with this text, from the server's address.
     *
     * @param text what it has to say; a line end behind it does not count
     * @return this client
     */
    public UdpClientPeer receives(String text) {
        return receivesOneOf(text);
    }

    /**
     * Waits for the datagram that a right login is answered with; what exactly it says is the business of one test.
     *
     * @return this client
     */
    public UdpClientPeer receivesWelcome() {
        String expected = "\"200 Welcome <id>!!\"";
        byte[] data = receivesDatagram(expected);
        if (!Wire.text(data).contains("Welcome")) {
            throw new WireFailure(WRONG, expected, quoted(data), data);
        }
        return this;
    }

    /**
     * Waits for a datagram with one of these texts, from the server's address.
     *
     * @param texts what it may say; a line end behind it does not count
     * @return this client
     */
    public UdpClientPeer receivesOneOf(String... texts) {
        String expected = Ladder.quote(Wire.bytes(String.join(" | ", texts)));
        byte[] data = receivesDatagram(expected);
        String came = Wire.text(data);
        if (Arrays.stream(texts).noneMatch(text -> Texts.same(text, came))) {
            throw new WireFailure(WRONG, expected, quoted(data), data);
        }
        return this;
    }

    /**
     * Waits for a datagram whose text is these bytes, from the server's address.
     *
     * @param text the bytes in front of the NUL; a line end behind them does not count
     * @return this client
     */
    public UdpClientPeer receivesText(byte[] text) {
        byte[] data = receivesDatagram(Ladder.quote(text));
        // A char for each byte: what is compared are bytes, whatever they mean.
        String came = Wire.text(data, StandardCharsets.ISO_8859_1);
        if (!Texts.same(came, new String(text, StandardCharsets.ISO_8859_1))) {
            throw new WireFailure(WRONG, Ladder.quote(text), quoted(data), data);
        }
        return this;
    }

    /**
     * Waits for a datagram of 128 bytes, whatever it says, from the server's address.
     *
     * @return this client
     */
    public UdpClientPeer receivesAWholeFrame() {
        byte[] data = receivesDatagram(GradingWords.get("expected.128"));
        if (data.length != 128) {
            throw new WireFailure(
                    WireFailure.Sight.SHORT_DATAGRAM, GradingWords.get("expected.128"), quoted(data), data);
        }
        return this;
    }

    /**
     * Waits for any datagram from the server's address.
     *
     * @param expected what to say where none comes
     * @return what it holds
     */
    public byte[] receivesDatagram(String expected) {
        try {
            DatagramPacket packet = received(Limits.must());
            byte[] data = data(packet);
            int port = packet.getPort();
            if (port != server.getPort()) {
                throw new WireFailure(
                        UNEXPECTED, expected, GradingWords.get("seen.other-port", port, server.getPort()), data);
            }
            return data;
        } catch (SocketTimeoutException e) {
            throw new WireFailure(
                    SILENCE, expected, GradingWords.get("seen.nothing", String.valueOf(Limits.must() / 1000)));
        } catch (IOException e) {
            throw gone(expected, e);
        }
    }

    /** Receives a datagram and records it, whoever sent it. */
    private DatagramPacket received(int millis) throws IOException {
        DatagramPacket packet = Turns.receive(socket, millis, ended);
        int port = packet.getPort();
        recording.add(port == server.getPort() ? "server" : "port " + port, me, Kind.DATAGRAM, data(packet));
        return packet;
    }

    private static byte[] data(DatagramPacket packet) {
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    private static WireFailure gone(String expected, IOException e) {
        return new WireFailure(WireFailure.Sight.RESET, expected, GradingWords.get("seen.reset", e.getMessage()));
    }

    static String quoted(byte[] data) {
        int end = 0;
        while (end < data.length && data[end] != 0) {
            end++;
        }
        return GradingWords.get("seen.text", data.length, Ladder.quote(Arrays.copyOf(data, end)));
    }

    /** Closes the socket. */
    @Override
    public void close() {
        socket.close();
    }
}
