package netprog.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port on 127.0.0.1 on which nothing listens, and which no other program can take meanwhile. */
public record ClosedPort(InetSocketAddress address, Closeable socket) implements AutoCloseable {
    /** Bound, and never listening. */
    public static ClosedPort tcp() throws IOException {
        Socket socket = new Socket();
        socket.bind(Wire.local(0));
        return new ClosedPort((InetSocketAddress) socket.getLocalSocketAddress(), socket);
    }

    /** Connected to itself, so closed for all others. */
    public static ClosedPort udp() throws IOException {
        DatagramSocket socket = new DatagramSocket(Wire.local(0));
        socket.connect(socket.getLocalSocketAddress());
        return new ClosedPort((InetSocketAddress) socket.getLocalSocketAddress(), socket);
    }

    public int port() {
        return address.getPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
