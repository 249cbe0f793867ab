package netprog.wire;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between UDP clients and a server on loopback and records every datagram. The server sees a port of the tap for each
 * client, so that its replies are passed on to the right one.
 */
public final class UdpTap implements AutoCloseable {
    private final InetSocketAddress server;
    private final Recording recording;
    private final DatagramSocket front = new DatagramSocket(Wire.local(0));
    private final Map<SocketAddress, Session> sessions = new ConcurrentHashMap<>();

    /** What the tap has for each client: its name in the recording, and the socket that the server sees. */
    private record Session(String name, DatagramSocket socket) {}

    /**
     * Starts to listen on 127.0.0.1.
     *
     * @param server where the real server receives
     * @throws IOException if there is no port left
     */
    public UdpTap(InetSocketAddress server, Recording recording) throws IOException {
        this.server = server;
        this.recording = recording;
        start(this::receiveFromClients);
    }

    /** Returns the port on 127.0.0.1 that clients send to. */
    public int port() {
        return front.getLocalPort();
    }

    private void receiveFromClients() {
        try {
            while (true) {
                DatagramPacket packet = receive(front);
                SocketAddress client = packet.getSocketAddress();
                Session own = sessions.get(client);
                if (own == null) {
                    int number = sessions.size() + 1;
                    own = new Session(number == 1 ? "client" : "client " + number, new DatagramSocket(Wire.local(0)));
                    sessions.put(client, own);
                    Session session = own;
                    start(() -> receiveFromServer(session, client));
                }
                byte[] data = Arrays.copyOf(packet.getData(), packet.getLength());
                recording.add(own.name(), "server", Recording.Kind.DATAGRAM, data);
                own.socket().send(new DatagramPacket(data, data.length, server));
            }
        } catch (IOException e) {
            close(); // the tap was closed
        }
    }

    private void receiveFromServer(Session session, SocketAddress client) {
        try {
            while (true) {
                DatagramPacket packet = receive(session.socket());
                byte[] data = Arrays.copyOf(packet.getData(), packet.getLength());
                recording.add("server", session.name(), Recording.Kind.DATAGRAM, data);
                front.send(new DatagramPacket(data, data.length, client));
            }
        } catch (IOException e) {
            close(); // the tap was closed
        }
    }

    private static DatagramPacket receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
        socket.receive(packet);
        return packet;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "udp tap");
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes every socket. */
    @Override
    public void close() {
        front.close();
        sessions.values().forEach(session -> session.socket().close());
    }
}
