package netprog.netlab.capture;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.security.SecureRandom;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/**
 * The packet that ends a recording on the loopback interface: a datagram from a socket to itself. Packets are recorded in
 * order, so when this one is recorded, all before it are. On other interfaces there is none: it would reach other machines.
 */
final class EndOfCaptureDatagram implements AutoCloseable {
    private final byte[] token = new byte[24];
    private final DatagramSocket socket; // null if the interface is no loopback interface

    private EndOfCaptureDatagram(DatagramSocket socket) {
        this.socket = socket;
        new SecureRandom().nextBytes(token);
    }

    /** Prepares the packet; it is never sent if the interface is no loopback interface, or has no address. */
    static EndOfCaptureDatagram on(String networkInterface) {
        try {
            NetworkInterface found = NetworkInterface.getByName(networkInterface);
            boolean npcap = networkInterface.equals(CaptureCommand.WINDOWS_LOOPBACK);
            if (npcap || found != null && found.isUp() && found.isLoopback()) {
                InetAddress self = npcap
                        ? InetAddress.getLoopbackAddress()
                        : found.getInetAddresses().nextElement();
                return new EndOfCaptureDatagram(new DatagramSocket(new InetSocketAddress(self, 0)));
            }
        } catch (SocketException | NoSuchElementException e) {
            // Without it the recording ends after some time.
        }
        return new EndOfCaptureDatagram(null);
    }

    /** The bytes by which it is recognised. */
    byte[] token() {
        return token.clone();
    }

    /** Makes a capture filter accept this packet. */
    String acceptedBy(String filter) {
        return filter.isEmpty() || socket == null ? filter : filter + " or udp port " + socket.getLocalPort();
    }

    /** Sends the packet; returns whether it did. */
    boolean send() {
        if (socket == null) {
            return false;
        }
        try {
            socket.send(new DatagramPacket(token, token.length, socket.getLocalSocketAddress()));
            return true;
        } catch (IOException e) {
            return false; // a firewall on lo: the recording ends after some time
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }

    /** The names of this machine's interfaces. */
    static String interfaceNames() {
        try {
            return NetworkInterface.networkInterfaces()
                    .map(NetworkInterface::getName)
                    .sorted()
                    .collect(Collectors.joining(", "));
        } catch (SocketException e) {
            return "?";
        }
    }
}
