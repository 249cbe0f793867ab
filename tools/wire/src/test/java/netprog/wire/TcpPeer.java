package netprog.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/**
 * The other end of a TCP connection, played by a test: it decides how the stream is cut into segments, and how it ends. A wait
 * of more than {@link Program#TIMEOUT} fails with a {@link java.net.SocketTimeoutException}.
 */
public final class TcpPeer implements AutoCloseable {
    private final Socket socket;

    private TcpPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true); // each write is a segment of its own
        socket.setSoTimeout((int) Program.TIMEOUT.toMillis());
    }

    /** Connects to the program under test. */
    public static TcpPeer connect(InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(server, (int) Program.TIMEOUT.toMillis());
            return new TcpPeer(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Listens on 127.0.0.1 and a port that the system chooses; {@link #accept} returns the program's connection. */
    public static ServerSocket listen() throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.bind(Wire.local(0));
        listener.setSoTimeout((int) Program.TIMEOUT.toMillis());
        return listener;
    }

    /** Accepts the next connection of a listener. */
    public static TcpPeer accept(ServerSocket listener) throws IOException {
        return new TcpPeer(listener.accept());
    }

    /** Sends bytes in one write: in one segment, if they fit into one. */
    public TcpPeer send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends bytes in pieces of a given size, with a pause of a millisecond after each, so that they arrive one by one. */
    public TcpPeer dribble(byte[] bytes, int size) throws IOException {
        for (int i = 0; i < bytes.length; i += size) {
            socket.getOutputStream().write(bytes, i, Math.min(size, bytes.length - i));
            LockSupport.parkNanos(1_000_000);
        }
        return this;
    }

    /** Reads exactly so many bytes; fewer if the stream ends. */
    public byte[] receive(int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    /** Reads a frame of 128 bytes, and returns its text. */
    public String receiveFrame() throws IOException {
        byte[] frame = receive(128);
        if (frame.length < 128) {
            throw new IOException("the stream ended after " + frame.length + " of 128 bytes");
        }
        return Wire.text(frame);
    }

    /** Reads until the other side closes its sending side. */
    public byte[] receiveToEnd() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toByteArray();
    }

    /** Tells whether no byte and no end is there or arrives within a short time; only for what must not happen. */
    public boolean isSilent(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            socket.getInputStream().read();
            return false;
        } catch (java.net.SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout((int) Program.TIMEOUT.toMillis());
        }
    }

    /** Closes the sending side only (FIN): the other side reads the end of the stream, and can still write. */
    public TcpPeer halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Ends the connection with a reset (RST): linger 0, then close. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Returns the address and port of this end. */
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Closes the connection. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
