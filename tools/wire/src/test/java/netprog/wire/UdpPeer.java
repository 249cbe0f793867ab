package netprog.wire;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

/** The other end of UDP, played by a test, as a client or as a server: it decides what is answered, when, and from where. */
public final class UdpPeer implements AutoCloseable {
    /** A datagram that was received: its sender and its bytes. */
    public record Datagram(InetSocketAddress sender, byte[] data) {}

    private final DatagramSocket socket;

    /** Binds an address, such as {@code Wire.local(0)}. */
    public UdpPeer(SocketAddress address) throws IOException {
        socket = new DatagramSocket(address);
        socket.setReceiveBufferSize(1 << 20);
    }

    /** Returns the address and port of this end. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Sends a datagram of 0 to 65 507 bytes. */
    public UdpPeer send(byte[] data, SocketAddress to) throws IOException {
        socket.send(new DatagramPacket(data, data.length, to));
        return this;
    }

    /**
     * Waits for a datagram.
     *
     * @throws SocketTimeoutException if none comes within {@link Program#TIMEOUT}
     */
    public Datagram receive() throws IOException {
        return receive(Program.TIMEOUT);
    }

    /**
     * Waits for a datagram for a given time.
     *
     * @throws SocketTimeoutException if none comes
     */
    public Datagram receive(Duration timeout) throws IOException {
        socket.setSoTimeout((int) timeout.toMillis());
        DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
        socket.receive(packet);
        byte[] data = Arrays.copyOfRange(packet.getData(), packet.getOffset(), packet.getOffset() + packet.getLength());
        return new Datagram((InetSocketAddress) packet.getSocketAddress(), data);
    }

    /** Tells whether no datagram is there and none arrives within a short time; only for what must not happen. */
    public boolean isSilent(int millis) throws IOException {
        try {
            receive(Duration.ofMillis(millis));
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    /** Closes the socket. */
    @Override
    public void close() {
        socket.close();
    }
}
