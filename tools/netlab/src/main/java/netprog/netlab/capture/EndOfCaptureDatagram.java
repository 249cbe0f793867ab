package netprog.netlab.capture;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.security.SecureRandom;
import java.util.Enumeration;
import java.util.TreeSet;

/**
 * The packet that ends a recording on the loopback interface: a datagram from a socket to itself. What is recorded arrives in
 * order, so when this one has arrived, all that travelled before it has. On other interfaces there is no such packet: it would
 * reach other machines.
 */
final class EndOfCaptureDatagram implements AutoCloseable {
    private final byte[] token = new byte[24];
    private final DatagramSocket socket; // null where the interface is no loopback interface

    private EndOfCaptureDatagram(DatagramSocket socket) {
        this.socket = socket;
        new SecureRandom().nextBytes(token);
    }

    /**
     * Prepares the packet.
     *
     * @param networkInterface where is recorded
     * @return one that is not sent where the interface is no loopback interface, or has no address
     */
    static EndOfCaptureDatagram on(String networkInterface) {
        try {
            NetworkInterface found = NetworkInterface.getByName(networkInterface);
            boolean loopback = networkInterface.equals(CaptureCommand.WINDOWS_LOOPBACK);
            if (loopback || found != null && found.isUp() && found.isLoopback()) {
                InetAddress self = loopback
                        ? InetAddress.getLoopbackAddress()
                        : found.getInetAddresses().nextElement();
                return new EndOfCaptureDatagram(new DatagramSocket(new InetSocketAddress(self, 0)));
            }
        } catch (SocketException | java.util.NoSuchElementException e) {
            // No address, no marker: the recording ends by time.
        }
        return new EndOfCaptureDatagram(null);
    }

    byte[] token() {
        return token.clone();
    }

    /** Adds the marker to a capture filter, which must let it through. */
    String orIn(String filter) {
        return filter.isEmpty() || socket == null ? filter : filter + " or udp port " + socket.getLocalPort();
    }

    /** Sends the packet; tells whether it did. */
    boolean send() {
        if (socket == null) {
            return false;
        }
        try {
            socket.send(new DatagramPacket(token, token.length, socket.getLocalSocketAddress()));
            return true;
        } catch (IOException e) {
            return false; // a firewall on lo: the recording ends by time
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }

    /** Names the interfaces of this machine, for who has mistyped one. */
    static String interfaceNames() {
        TreeSet<String> names = new TreeSet<>();
        try {
            Enumeration<NetworkInterface> all = NetworkInterface.getNetworkInterfaces();
            while (all.hasMoreElements()) {
                names.add(all.nextElement().getName());
            }
        } catch (SocketException e) {
            return "?";
        }
        return String.join(", ", names);
    }
}
