package netprog.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/**
 * The other end of a TCP connection, played by a test: it decides how the stream is cut into segments, and how it ends.
 * Every wait lasts {@link Program#TIMEOUT} at most and then fails with a {@link java.net.SocketTimeoutException}.
 */
public final class TcpPeer implements AutoCloseable {
    private final Socket socket;

    private TcpPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true); // each write is a segment of its own
        socket.setSoTimeout((int) Program.TIMEOUT.toMillis());
    }

    /**
     * Plays a client.
     *
     * @param server where the program under test listens
     * @return the connected peer
     * @throws IOException if it does not accept
     */
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

    /**
     * Plays a server: a listener on 127.0.0.1 and a port that the system chooses.
     *
     * @return the listener; {@link #accept} takes the program's connection from it
     * @throws IOException if there is no port left
     */
    public static ServerSocket listen() throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.bind(Wire.local(0));
        listener.setSoTimeout((int) Program.TIMEOUT.toMillis());
        return listener;
    }

    /**
     * Takes the next connection of a listener.
     *
     * @param listener as {@link #listen} made it
     * @return the connected peer
     * @throws IOException if nobody connects
     */
    public static TcpPeer accept(ServerSocket listener) throws IOException {
        return new TcpPeer(listener.accept());
    }

    /**
     * Sends bytes in one write, as one segment where it can be one.
     *
     * @param bytes what to send
     * @return this peer
     * @throws IOException if the connection is gone
     */
    public TcpPeer send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /**
     * Sends bytes in pieces of a given size, with a pause of a millisecond behind each, so that they arrive one by one.
     *
     * @param bytes what to send
     * @param size of each piece, at least 1
     * @return this peer
     * @throws IOException if the connection is gone
     */
    public TcpPeer dribble(byte[] bytes, int size) throws IOException {
        for (int i = 0; i < bytes.length; i += size) {
            socket.getOutputStream().write(bytes, i, Math.min(size, bytes.length - i));
            LockSupport.parkNanos(1_000_000);
        }
        return this;
    }

    /**
     * Reads exactly so many bytes.
     *
     * @param count how many
     * @return the bytes; fewer if the stream ends
     * @throws IOException if the connection fails, or nothing comes in time
     */
    public byte[] receive(int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    /**
     * Reads a frame of 128 bytes and gives its text.
     *
     * @return the text before the first NUL
     * @throws IOException if the connection fails, or ends early, or nothing comes in time
     */
    public String receiveFrame() throws IOException {
        byte[] frame = receive(128);
        if (frame.length < 128) {
            throw new IOException("the stream ended after " + frame.length + " of 128 bytes");
        }
        return Wire.text(frame);
    }

    /**
     * Reads until the other side closes.
     *
     * @return all that came
     * @throws IOException if the connection fails, or nothing comes in time
     */
    public byte[] receiveToEnd() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toByteArray();
    }

    /**
     * Tells whether nothing has arrived and nothing arrives within a short time; only for what must not happen.
     *
     * @param millis how long to look
     * @return true if there is silence and the connection is open
     * @throws IOException if the connection fails
     */
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

    /**
     * Closes the sending side only (FIN): the other side reads the end of the stream and can still write.
     *
     * @return this peer
     * @throws IOException if the connection is gone
     */
    public TcpPeer halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /**
     * Ends the connection with a reset (RST): linger 0, then close.
     *
     * @throws IOException if that fails
     */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /**
     * Names this end.
     *
     * @return its address and port
     */
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Closes the connection. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
