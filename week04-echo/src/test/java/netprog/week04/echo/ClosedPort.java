package netprog.week04.echo;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import netprog.wire.Wire;

/** A port that nobody listens on, and that nobody else can take meanwhile. */
record ClosedPort(InetSocketAddress address, Closeable socket) implements AutoCloseable {
    /** Bound, and never listening. */
    static ClosedPort tcp() throws IOException {
        Socket socket = new Socket();
        socket.bind(Wire.local(0));
        return new ClosedPort((InetSocketAddress) socket.getLocalSocketAddress(), socket);
    }

    /** Connected to itself, so closed for all others. */
    static ClosedPort udp() throws IOException {
        DatagramSocket socket = new DatagramSocket(Wire.local(0));
        socket.connect(socket.getLocalSocketAddress());
        return new ClosedPort((InetSocketAddress) socket.getLocalSocketAddress(), socket);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
