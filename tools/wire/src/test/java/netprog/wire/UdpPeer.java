package netprog.wire;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/**
 * The other end of UDP, played by a test, as a client or as a server: it decides what is answered, when, and from where.
 * Every wait lasts {@link Program#TIMEOUT} at most and then fails with a {@link SocketTimeoutException}.
 */
public final class UdpPeer implements AutoCloseable {
    /** One datagram that came: who sent it, and what it held. */
    public record Datagram(InetSocketAddress sender, byte[] data) {}

    private final DatagramSocket socket;

    /**
     * Binds a port that the system chooses.
     *
     * @param address such as {@code Wire.local(0)}
     * @throws IOException if that fails
     */
    public UdpPeer(SocketAddress address) throws IOException {
        socket = new DatagramSocket(address);
        socket.setReceiveBufferSize(1 << 20);
        socket.setSoTimeout((int) Program.TIMEOUT.toMillis());
    }

    /**
     * Names this end.
     *
     * @return its address and port
     */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /**
     * Sends one datagram.
     *
     * @param data what it holds, 0 to 65 507 bytes
     * @param to whom
     * @return this peer
     * @throws IOException if that fails
     */
    public UdpPeer send(byte[] data, SocketAddress to) throws IOException {
        socket.send(new DatagramPacket(data, data.length, to));
        return this;
    }

    /**
     * Waits for one datagram.
     *
     * @return who sent it, and what it held
     * @throws IOException if none comes
     */
    public Datagram receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
        socket.receive(packet);
        byte[] data = Arrays.copyOfRange(packet.getData(), packet.getOffset(), packet.getOffset() + packet.getLength());
        return new Datagram((InetSocketAddress) packet.getSocketAddress(), data);
    }

    /**
     * Tells whether no datagram is there and none arrives within a short time; only for what must not happen.
     *
     * @param millis how long to look
     * @return true if there is silence
     * @throws IOException if the socket fails
     */
    public boolean isSilent(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            receive();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout((int) Program.TIMEOUT.toMillis());
        }
    }

    /** Closes the socket. */
    @Override
    public void close() {
        socket.close();
    }
}
