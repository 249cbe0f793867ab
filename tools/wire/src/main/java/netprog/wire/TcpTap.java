package netprog.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between TCP clients and a server on loopback and records what passes: clients connect to {@link #port}, and every
 * byte, end and reset is passed on to the other side.
 */
public final class TcpTap implements AutoCloseable {
    private final InetSocketAddress server;
    private final Recording recording;
    private final ServerSocket listener = new ServerSocket();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /**
     * Starts to listen on 127.0.0.1.
     *
     * @param server where the real server listens
     * @throws IOException if there is no port left
     */
    public TcpTap(InetSocketAddress server, Recording recording) throws IOException {
        this.server = server;
        this.recording = recording;
        listener.bind(Wire.local(0));
        start(this::accept);
    }

    /** Returns the port on 127.0.0.1 that clients connect to. */
    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            for (int i = 1; true; i++) {
                Socket client = listener.accept();
                sockets.add(client);
                String name = i == 1 ? "client" : "client " + i;
                recording.add(name, "server", Recording.Kind.CONNECT);
                Socket toServer = new Socket();
                sockets.add(toServer);
                toServer.connect(server, (int) Program.TIMEOUT.toMillis());
                AtomicBoolean reset = new AtomicBoolean();
                start(() -> pump(client, toServer, name, "server", reset));
                start(() -> pump(toServer, client, "server", name, reset));
            }
        } catch (IOException e) {
            close(); // the tap was closed, or the server is gone: no client is left waiting
        }
    }

    /** Passes on what one side sends; {@code reset} is shared by the two directions of a connection. */
    private void pump(Socket from, Socket to, String sender, String receiver, AtomicBoolean reset) {
        byte[] buffer = new byte[65536];
        while (true) {
            int count;
            try {
                count = from.getInputStream().read(buffer);
            } catch (IOException e) {
                reset(to, sender, receiver, reset);
                return;
            }
            try {
                if (count == -1) {
                    recording.add(sender, receiver, Recording.Kind.END);
                    to.shutdownOutput();
                    return;
                }
                recording.add(sender, receiver, Recording.Kind.DATA, Arrays.copyOf(buffer, count));
                to.getOutputStream().write(buffer, 0, count);
            } catch (IOException e) {
                reset(from, receiver, sender, reset); // what was sent found no receiver any more
                return;
            }
        }
    }

    /**
     * Records that {@code sender} has reset the connection, and resets the other half. This closes a socket that the other
     * direction reads, which fails then: only the first failure of a connection is a reset that somebody sent.
     */
    private void reset(Socket other, String sender, String receiver, AtomicBoolean reset) {
        if (listener.isClosed() || !reset.compareAndSet(false, true)) {
            return;
        }
        recording.add(sender, receiver, Recording.Kind.RESET);
        try {
            other.setSoLinger(true, 0); // close sends RST
            other.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tcp tap");
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes the listener and every connection. */
    @Override
    public void close() {
        closeAll(Set.of(listener));
        closeAll(sockets);
    }

    /** Closes all of them, also where one cannot be closed. */
    static void closeAll(Iterable<? extends Closeable> all) {
        for (Closeable each : all) {
            try {
                each.close();
            } catch (IOException e) {
                // There is nothing more to be done for this one.
            }
        }
    }
}
